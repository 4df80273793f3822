"""One matter for which disclosure is decided: an agenda item of a conference, or casework."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from services.conference.docket.dated import during
from services.conference.docket.record import Record
from services.conference.domain.conference import (
    CONFERENCE,
    Agreement,
    Call,
    ConferenceState,
    MatterState,
)
from services.conference.domain.roster import ROSTER
from services.conference.domain.sharing import SHARING
from services.conference.law import world as law
from services.conference.law.world.conference import ConvenedBy
from shared.codes.municipality import MunicipalityCode
from shared.refusal import Refusal

RECORDED = "記録あり"
"""What the law reads where a reason or a necessity is on record: its words decide nothing."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A matter as the law must know it.

    Attributes:
        municipality: where.
        conference_id: the conference; ``None`` outside a meeting.
        case_id: the case it is about.
        law: the agenda item, or the act of sharing, as a part of a world.
        convener_id: the agency that convenes it; ``None`` outside a meeting.
    """

    municipality: MunicipalityCode
    conference_id: UUID | None
    case_id: UUID
    law: law.Conference
    convener_id: UUID | None

    @property
    def matter_id(self) -> UUID:
        """The agenda item, or the act of sharing."""
        return UUID(self.law.id)


def agenda_sitting(record: Record, conference_id: UUID, agenda_id: UUID) -> Sitting:
    """An agenda item of a conference.

    Raises:
        Refusal: ``agenda-item-not-found``, also where it was taken off.
    """
    conference = record.state(CONFERENCE, conference_id)
    matter = conference.agenda.get(agenda_id) if conference else None
    if conference is None or matter is None or matter.removed:
        raise _not_found()
    return _sitting(record, conference, conference_id, agenda_id, matter)


def former_sitting(record: Record, conference_id: UUID, agenda_id: UUID) -> Sitting:
    """An agenda item that may have been taken off: nothing is granted in it, and much refused.

    Raises:
        Refusal: ``agenda-item-not-found``.
    """
    conference = record.state(CONFERENCE, conference_id)
    matter = conference.agenda.get(agenda_id) if conference else None
    if conference is None or matter is None:
        raise _not_found()
    return _sitting(record, conference, conference_id, agenda_id, matter)


def _not_found() -> Refusal:
    return Refusal(
        "agenda-item-not-found",
        "その議題は、この会議の議事日程にありません。",
        "会議と議題の指定を確かめてください。",
    )


def _sitting(
    record: Record,
    conference: ConferenceState,
    conference_id: UUID,
    agenda_id: UUID,
    matter: MatterState,
) -> Sitting:
    told, call = matter.matter, conference.call
    if call is None:
        raise _not_found()
    return Sitting(
        municipality=conference.municipality,
        conference_id=conference_id,
        case_id=told.case_id,
        convener_id=call.convener_id,
        law=law.Conference(
            id=str(agenda_id),
            legal_mode=told.legal_mode,
            convened_by=ConvenedBy(agency=str(call.convener_id), kind=call.convened_by),
            purpose=told.purpose,
            subjects=tuple(map(str, told.subjects)),
            members=tuple(_members(record, call, matter)),
            requests=tuple(_requests(conference, agenda_id)),
            agreement=agreement_in_law(told.agreement) if told.agreement else None,
        ),
    )


def agreement_in_law(agreement: Agreement) -> law.Agreement:
    """An agreement between agencies, in the words of the rules."""
    return law.Agreement(
        id=str(agreement.agreement_id),
        parties=tuple(map(str, agreement.parties)),
        **during(agreement.period.start, agreement.period.end),
    )


def _members(record: Record, call: Call, matter: MatterState) -> Iterator[law.Member]:
    """Every stay of every member; an acknowledgement counts for the stay in which it was given.

    A convener that stands on no roster is there by its acknowledgement.
    """
    roster = record.state(ROSTER, call.roster_id)
    memberships = roster.memberships if roster else {}
    convener = matter.acknowledged_at(call.convener_id)
    if convener is not None and call.convener_id not in memberships:
        yield law.Member(
            agency=str(call.convener_id),
            selected=False,
            joined_at=convener,
            left_at=None,
            secrecy_acknowledged_at=convener,
        )
    for agency_id, stays in memberships.items():
        for stay in stays:
            yield law.Member(
                agency=str(agency_id),
                selected=agency_id in matter.selected,
                joined_at=stay.joined_at,
                left_at=stay.left_at,
                secrecy_acknowledged_at=matter.acknowledged_during(stay),
            )


def _requests(conference: ConferenceState, agenda_id: UUID) -> Iterator[law.Request]:
    for request_id, request in conference.requests.items():
        if request.agenda_id != agenda_id:
            continue
        asked = request.asking
        yield law.Request(
            id=str(request_id),
            to_agency=str(asked.to_agency),
            subjects=tuple(map(str, asked.subjects)),
            household=str(asked.household_id) if asked.household_id else None,
            categories=asked.categories,
            necessity=RECORDED,
            made_at=request.made_at,
            answer=request.answer,
            provided=request.provided,
        )


def casework_sitting(record: Record, sharing_id: UUID) -> Sitting:
    """An act of sharing outside any meeting.

    Raises:
        Refusal: ``sharing-not-found``.
    """
    sharing = record.state(SHARING, sharing_id)
    if sharing is None:
        raise Refusal(
            "sharing-not-found",
            "その情報提供は記録されていません。",
            "情報提供の指定を確かめてください。",
        )
    details = sharing.details
    return Sitting(
        municipality=sharing.municipality,
        conference_id=None,
        case_id=details.case_id,
        convener_id=None,
        law=law.Conference(
            id=str(sharing_id),
            legal_mode="casework",
            convened_by=None,
            purpose=details.purpose,
            subjects=tuple(map(str, details.subjects)),
            members=(),
            requests=(),
        ),
    )
