"""支援会議開催: may this be recorded as a conference that was held?

Each agenda item has its own law: where one sitting goes through matters under two laws, each is
discussed as its own law allows (law rule 18).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from services.conference.domain.conference.events import AgendaItem, ConferenceHeld, Meeting
from services.conference.domain.conference.membership import attends_for
from services.conference.domain.conference.state import ConferenceState
from services.conference.domain.conference.surroundings import Surroundings
from services.conference.domain.conference.underway import underway
from services.conference.domain.roster import RosterState
from services.conference.law.convening import may_be_discussed, may_be_held
from shared.calendar import JST, jst_date
from shared.refusal import InvalidInput, Refusal


def sat_at(planned_for: datetime, held_on: date, now: datetime) -> datetime:
    """The instant for which it is asked who was there and who had consented.

    Args:
        planned_for: when it was to be held; it was, if that is the day it was held on.
        held_on: the day it was held on (JST); of another day, its end counts.
        now: no later than this.
    """
    ends = datetime.combine(held_on, time(), JST) + timedelta(days=1, microseconds=-1)
    return min(planned_for if jst_date(planned_for) == held_on else ends, now)


def hold_called(
    conference: ConferenceState | None,
    held_on: date,
    roster: RosterState | None,
    consents: Mapping[UUID, bool],
    here: Surroundings,
    *,
    agencies: tuple[UUID, ...] | None = None,
    now: datetime,
) -> tuple[ConferenceHeld, ...]:
    """Record that a conference was held with the agenda as it stands.

    Args:
        conference: as it was called.
        held_on: the day it was held on (JST).
        roster: of which standing meeting it is a sitting.
        consents: by agenda item, whether everybody it is about had consented to it.
        here: where it was held.
        agencies: those that attended; ``None`` for all that had registered somebody.
        now: the instant of recording.

    Raises:
        Refusal: ``conference-not-found``; ``conference-held``; ``agency-without-attendee``; and
            those of :func:`hold_conference`.
    """
    meeting = underway(conference)
    at = sat_at(meeting.call.planned_for, held_on, now)
    there = (attends_for(meeting.state, roster, one, at) for one in meeting.state.attendees)
    registered = tuple(dict.fromkeys(one for one in there if one is not None))
    if agencies is not None and not set(agencies) <= set(registered):
        raise Refusal(
            "agency-without-attendee",
            "出席者の登録がない機関が、出席機関に入っています。",
            "出席できるのは、開催の前に出席者を登録した、招集者と構成員の機関だけです。",
        )
    told = Meeting(
        convened_by=meeting.call.convened_by,
        held_on=held_on,
        title=meeting.call.title,
        agenda=tuple(
            AgendaItem(
                case_id=one.matter.case_id,
                legal_mode=one.matter.legal_mode,
                with_consent=consents[agenda_id],
                purpose=one.matter.purpose,
            )
            for agenda_id, one in meeting.matters.items()
        ),
        agencies=registered if agencies is None else agencies,
    )
    return _held(told, here, today=jst_date(now))


def hold_conference(
    conference: ConferenceState | None, meeting: Meeting, here: Surroundings, *, today: date
) -> tuple[ConferenceHeld, ...]:
    """Record a conference that is told only after it was held, if its law allowed it.

    Args:
        conference: ``None``, for it is new.
        meeting: what is to be recorded.
        here: where it was held.
        today: the day of the recording (JST).

    Raises:
        Refusal: ``conference-exists``; ``case-not-found``; and those of
            :mod:`services.conference.law.convening`.
        InvalidInput: ``date-in-future``; ``agenda-empty``; ``case-twice``; ``agency-twice``.
    """
    if conference is not None:
        raise Refusal(
            "conference-exists",
            "この番号の会議は、すでに記録されています。",
            "別の会議であれば、新しい会議として記録してください。"
            "招集した会議は、その会議の開催として記録してください。",
        )
    return _held(meeting, here, today=today)


def _held(meeting: Meeting, here: Surroundings, *, today: date) -> tuple[ConferenceHeld, ...]:
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
    """Refuse an agenda that is empty, repeats a case under one law or names an unknown one."""
    cases = [item.case_id for item in meeting.agenda]
    items = [(item.case_id, item.legal_mode) for item in meeting.agenda]
    if not cases:
        raise InvalidInput(
            "議題",
            "agenda-empty",
            "検討するケースがありません。",
            "ケースを一つ以上、議題に入れてください。",
        )
    if len(set(items)) < len(items):
        raise InvalidInput(
            "議題",
            "case-twice",
            "同じケースが、同じ根拠の議題として二度入っています。",
            "一つのケースは、根拠ごとに一つの議題にまとめてください。",
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
