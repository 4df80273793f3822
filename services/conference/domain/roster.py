"""The roster 構成員名簿 of a standing meeting: its local name, its legal types, its members.

A local name (「まるごと会議」) says nothing about the law; a roster is opened only with the legal
types its meetings can have (law rules 18, 72).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.domain.agency import AgencyName
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as


class RosterDetails(Detail):
    """A standing meeting.

    Attributes:
        local_name: what the municipality calls it.
        legal_modes: the legal types its agenda items may have.
    """

    local_name: AgencyName
    legal_modes: tuple[Code, ...] = Field(min_length=1)


@recorded_as("conference.RosterOpened")
class RosterOpened(Event, RosterDetails):
    """A standing meeting was set up with its legal types."""


@recorded_as("conference.MemberJoined")
class MemberJoined(Event):
    """An agency became a member 構成員."""

    agency_id: UUID
    joined_at: AwareDatetime


@recorded_as("conference.MemberLeft")
class MemberLeft(Event):
    """An agency left: access ends at once, the duty of secrecy does not (law rule 24)."""

    agency_id: UUID
    left_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class Membership:
    """One stay of one agency; an agency may come back."""

    agency_id: UUID
    joined_at: datetime
    left_at: datetime | None = None

    def holds_at(self, at: datetime) -> bool:
        """Whether the agency is a member at an instant."""
        return self.joined_at <= at and (self.left_at is None or at < self.left_at)


@dataclass(frozen=True, slots=True)
class RosterState:
    """A roster as it stands.

    Attributes:
        municipality: where.
        details: name and legal types.
        memberships: by agency, every stay in order.
    """

    municipality: MunicipalityCode
    details: RosterDetails
    memberships: Mapping[UUID, tuple[Membership, ...]] = field(default_factory=dict)

    def is_member(self, agency_id: UUID, at: datetime) -> bool:
        """Whether an agency is a member at an instant."""
        return any(one.holds_at(at) for one in self.memberships.get(agency_id, ()))


def evolve(roster: RosterState | None, event: Event) -> RosterState:
    """Return the roster after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case RosterOpened() if roster is None:
            details = RosterDetails(local_name=event.local_name, legal_modes=event.legal_modes)
            return RosterState(event.municipality, details)
        case MemberJoined() if roster:
            stays = roster.memberships.get(event.agency_id, ())
            stay = Membership(event.agency_id, event.joined_at)
            memberships = {**roster.memberships, event.agency_id: (*stays, stay)}
            return replace(roster, memberships=memberships)
        case MemberLeft() if roster and roster.memberships.get(event.agency_id):
            *before, last = roster.memberships[event.agency_id]
            ended = (*before, replace(last, left_at=event.left_at))
            return replace(roster, memberships={**roster.memberships, event.agency_id: ended})
    raise LookupError(f"{event.TOPIC} has no place in this roster's history")


ROSTER: Aggregate[RosterState] = Aggregate("roster", evolve)
