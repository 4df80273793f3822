"""Who sits there: members chosen for each agenda item, workers registered before they come.

Membership is closed (law rule 19), chosen case by case (20), and ends at once (24).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.conference.domain.conference.events import (
    AttendeeRegistered,
    Call,
    MembersSelected,
)
from services.conference.domain.conference.state import ConferenceState
from services.conference.domain.conference.underway import underway
from services.conference.domain.roster import RosterState, existing, refuse_strangers
from shared.identity import Opaque
from shared.refusal import InvalidInput, Refusal


def select_members(
    conference: ConferenceState | None,
    agenda_id: UUID,
    agencies: tuple[UUID, ...],
    roster: RosterState | None,
    *,
    now: datetime,
) -> tuple[MembersSelected, ...]:
    """Choose the members for one agenda item; the former choice no longer counts.

    Raises:
        Refusal: ``conference-not-found``; ``conference-held``; ``agenda-item-not-found``;
            ``not-a-member``; ``not-a-party``: it is no party to the agreement of the item.
        InvalidInput: ``agency-twice``.
    """
    meeting = underway(conference)
    matter = meeting.matter(agenda_id)
    if len(set(agencies)) < len(agencies):
        raise InvalidInput(
            "構成員",
            "agency-twice",
            "同じ機関が二度入っています。",
            "一つの機関は一度だけ入れてください。",
        )
    refuse_strangers(existing(roster), agencies, now)
    agreement = matter.matter.agreement
    if agreement is not None and not set(agencies) <= set(agreement.parties):
        raise Refusal(
            "not-a-party",
            "協定の当事者でない機関が入っています。",
            "協定の当事者の中から選んでください。",
        )
    if matter.selected == set(agencies):
        return ()
    return (
        MembersSelected(municipality=meeting.municipality, agenda_id=agenda_id, agencies=agencies),
    )


def register_attendee(
    conference: ConferenceState | None,
    agency_id: UUID,
    attendee: Opaque,
    roster: RosterState | None,
    *,
    substitute: bool,
    now: datetime,
) -> tuple[AttendeeRegistered, ...]:
    """Register a worker who is to attend for an agency, also somebody's substitute.

    Raises:
        Refusal: ``conference-not-found``; ``conference-held``; ``not-a-member``;
            ``attendee-of-other-agency``.
    """
    meeting = underway(conference)
    roster = existing(roster)
    if agency_id != meeting.call.convener_id:
        refuse_strangers(roster, (agency_id,), now)
    if meeting.state.attendees.get(attendee, agency_id) != agency_id:
        raise Refusal(
            "attendee-of-other-agency",
            "この職員は、別の機関の出席者として、この会議に登録されています。",
            "所属を確かめるか、別の職員を登録してください。",
        )
    if attends_for(meeting.state, roster, attendee, now) == agency_id:
        return ()
    return (
        AttendeeRegistered(
            municipality=meeting.municipality,
            agency_id=agency_id,
            attendee=attendee,
            substitute=substitute,
            registered_at=now,
        ),
    )


def attends_for(
    conference: ConferenceState, roster: RosterState | None, attendee: str, at: datetime
) -> UUID | None:
    """For which agency somebody attends at an instant; ``None`` if they may not be there.

    A registration counts for the membership during which it was made: who left and came back is
    registered again.
    """
    agency_id = conference.attendees.get(attendee)
    if agency_id is None or conference.call is None:
        return None
    since = conference.registered_at[attendee]
    if _sits(conference.call, roster, agency_id, since=since, at=max(at, since)):
        return agency_id
    return None


def _sits(
    call: Call, roster: RosterState | None, agency_id: UUID, *, since: datetime, at: datetime
) -> bool:
    """Whether an agency convenes, or is a member in one stay from an instant to another."""
    if agency_id == call.convener_id:
        return True
    stays = roster.memberships.get(agency_id, ()) if roster else ()
    return any(stay.holds_at(since) and stay.holds_at(at) for stay in stays)
