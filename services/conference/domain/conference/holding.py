"""支援会議開催: may this be recorded as a conference that was held?

Each agenda item has its own law: where one sitting goes through matters under two laws, each is
discussed as its own law allows (law rule 18).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.conference.domain.conference.events import ConferenceHeld, Meeting
from services.conference.domain.conference.state import ConferenceState
from services.conference.law.convening import may_be_discussed, may_be_held
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the rules must know of the municipality as it is on the day of the meeting.

    Attributes:
        municipality: its code.
        runs_juso: it runs 重層的支援体制整備事業 (law rule 17).
        welfare_office: it has a 福祉事務所 of its own (生活困窮者自立支援法9条).
        known_cases: the cases that intake opened here.
    """

    municipality: MunicipalityCode
    runs_juso: bool
    welfare_office: bool
    known_cases: frozenset[UUID]


def hold_conference(
    conference: ConferenceState | None, meeting: Meeting, here: Surroundings, *, today: date
) -> tuple[ConferenceHeld, ...]:
    """Record that a conference was held, if its law allows it.

    Args:
        conference: the conference as it was called; ``None`` if it is told only now.
        meeting: what is to be recorded.
        here: where it was held.
        today: the day of the recording (JST).

    Raises:
        Refusal: ``conference-exists``; ``date-in-future``; ``agenda-empty``; ``case-twice``;
            ``agency-twice``; ``case-not-found``; and those of
            :mod:`services.conference.law.convening`.
    """
    if conference is not None and conference.held_on is not None:
        raise Refusal(
            "conference-exists",
            "この会議の開催は、すでに記録されています。",
            "別の会議であれば、新しい会議として記録してください。",
        )
    if meeting.held_on > today:
        raise InvalidInput(
            "開催日",
            "date-in-future",
            "開催日が今日より先の日付です。",
            "開催した後に、実際の開催日で記録してください。",
        )
    _check_agenda(meeting, here.known_cases)
    for item in meeting.agenda:
        may_be_held(
            item.legal_mode,
            meeting.convened_by,
            meeting.held_on,
            runs_juso=here.runs_juso,
            welfare_office=here.welfare_office,
        )
        may_be_discussed(
            item.legal_mode,
            item.purpose,
            meeting.held_on,
            with_consent=item.with_consent,
            runs_juso=here.runs_juso,
        )
    return (ConferenceHeld(municipality=here.municipality, **dict(meeting)),)


def _check_agenda(meeting: Meeting, known_cases: frozenset[UUID]) -> None:
    """Refuse an agenda that is empty, repeats itself or names a case nobody opened."""
    cases = [item.case_id for item in meeting.agenda]
    if not cases:
        raise InvalidInput(
            "議題",
            "agenda-empty",
            "検討するケースがありません。",
            "ケースを一つ以上、議題に入れてください。",
        )
    if len(set(cases)) < len(cases):
        raise InvalidInput(
            "議題",
            "case-twice",
            "同じケースが議題に二度入っています。",
            "一つのケースは一つの議題にまとめてください。",
        )
    if len(set(meeting.agencies)) < len(meeting.agencies):
        raise InvalidInput(
            "出席機関",
            "agency-twice",
            "同じ機関が出席機関に二度入っています。",
            "一つの機関は一度だけ入れてください。",
        )
    if not known_cases.issuperset(cases):
        raise Refusal(
            "case-not-found",
            "議題に、この市町村で受け付けていないケースがあります。",
            "先に相談受付を記録するか、ケースの指定を確かめてください。",
        )
