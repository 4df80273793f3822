"""議題: each case comes on the agenda under one law and for one purpose (law rules 3, 18)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.conference.domain.conference.convening import open_modes, refuse_unless_open
from services.conference.domain.conference.events import (
    AgendaItemPlaced,
    AgendaItemRemoved,
    Call,
    Matter,
)
from services.conference.domain.conference.state import ConferenceState
from services.conference.domain.conference.surroundings import Surroundings
from services.conference.domain.conference.underway import Underway, underway
from services.conference.domain.roster import RosterState, existing
from services.conference.law.convening import may_be_discussed
from services.conference.law.statutes.legal_modes import LEGAL_MODES, legal_mode
from shared.calendar import jst_date
from shared.refusal import InvalidInput, Refusal


def place_item(
    conference: ConferenceState | None,
    agenda_id: UUID,
    matter: Matter,
    roster: RosterState | None,
    here: Surroundings,
    *,
    with_consent: bool,
    taken: bool = False,
) -> tuple[AgendaItemPlaced, ...]:
    """Place a case on the agenda.

    Args:
        conference: the sitting.
        agenda_id: id of the new agenda item.
        matter: what is to be discussed.
        roster: of which standing meeting it is a sitting.
        here: the municipality on the planned day.
        with_consent: every person it is about has consented to this.
        taken: an item of another conference, or sharing outside a meeting, has the id.

    Raises:
        Refusal: ``conference-not-found``; ``conference-held``; ``agenda-item-exists``;
            ``mode-not-of-roster``; ``case-not-found``; ``agreement-not-in-force``;
            ``convener-no-party``; and those of :mod:`services.conference.law.convening`.
        InvalidInput: ``unknown-legal-mode``; ``case-twice``; ``subject-twice``;
            ``agreement-missing``; ``agreement-unwanted``.
    """
    meeting = underway(conference)
    day = jst_date(meeting.call.planned_for)
    if taken or agenda_id in meeting.state.agenda:
        raise Refusal(
            "agenda-item-exists",
            "この番号の議題は、すでにあります。",
            "別の議題であれば、新しい番号で入れてください。",
        )
    legal_mode(matter.legal_mode)
    _refuse_other_modes(matter, existing(roster), meeting.call, day, here)
    _refuse_unknown_case(matter, here)
    _refuse_repetition(matter, meeting)
    _refuse_wrong_agreement(matter, meeting.call)
    refuse_unless_open(matter.legal_mode, meeting.call.convened_by, day, here)
    may_be_discussed(
        matter.legal_mode,
        matter.purpose,
        day,
        with_consent=with_consent,
        runs_juso=here.runs_juso,
    )
    return (AgendaItemPlaced(municipality=here.municipality, agenda_id=agenda_id, **dict(matter)),)


def remove_item(
    conference: ConferenceState | None, agenda_id: UUID
) -> tuple[AgendaItemRemoved, ...]:
    """Take a case off the agenda.

    Raises:
        Refusal: ``conference-not-found``; ``conference-held``; ``agenda-item-not-found``.
    """
    meeting = underway(conference)
    meeting.matter(agenda_id)
    return (AgendaItemRemoved(municipality=meeting.municipality, agenda_id=agenda_id),)


def _refuse_other_modes(
    matter: Matter, roster: RosterState, call: Call, day: date, here: Surroundings
) -> None:
    if matter.legal_mode in roster.details.legal_modes:
        return
    ways = "、".join(
        LEGAL_MODES[code].title_on(day) for code in open_modes(roster, call.convened_by, day, here)
    )
    raise Refusal(
        "mode-not-of-roster",
        "この会議の構成員名簿には、その種別がありません。会議の名称からは、法的な根拠は決まりません。",
        f"この会議でできるのは次の種別です：{ways}。ほかの種別は、その種別の名簿の会議で検討してください。",
    )


def _refuse_unknown_case(matter: Matter, here: Surroundings) -> None:
    if matter.case_id not in here.known_cases:
        raise Refusal(
            "case-not-found",
            "この市町村で受け付けていないケースです。",
            "先に相談受付を記録するか、ケースの指定を確かめてください。",
        )


def _refuse_repetition(matter: Matter, meeting: Underway) -> None:
    key = (matter.case_id, matter.legal_mode)
    if any((one.matter.case_id, one.matter.legal_mode) == key for one in meeting.matters.values()):
        raise InvalidInput(
            "議題",
            "case-twice",
            "同じケースが、同じ根拠の議題としてすでに入っています。",
            "一つのケースは、根拠ごとに一つの議題にまとめてください。",
        )
    if len(set(matter.subjects)) < len(matter.subjects):
        raise InvalidInput(
            "対象者",
            "subject-twice",
            "同じ対象者が二度入っています。",
            "一人は一度だけ入れてください。",
        )


def _refuse_wrong_agreement(matter: Matter, call: Call) -> None:
    agreement = matter.agreement
    if matter.legal_mode != "agreement":
        if agreement is not None:
            raise InvalidInput(
                "協定",
                "agreement-unwanted",
                "協定による会議ではない議題に、協定が付いています。",
                "協定を外すか、種別を協定による会議にしてください。",
            )
        return
    if agreement is None:
        raise InvalidInput(
            "協定",
            "agreement-missing",
            "協定による会議の議題に、協定がありません。",
            "協定と、その当事者の機関を指定してください。",
        )
    if not agreement.period.holds_at(call.planned_for):
        raise Refusal(
            "agreement-not-in-force",
            "開催予定の日時には、その協定は効力がありません。",
            "協定の期間を確かめるか、ほかの種別で検討してください。",
        )
    if call.convener_id not in agreement.parties:
        raise Refusal(
            "convener-no-party",
            "招集する機関が、協定の当事者ではありません。",
            "協定の当事者である機関が招集してください。",
        )
