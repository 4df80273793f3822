"""A conference as it stands: who was called, what is on the agenda, who was asked for what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from services.conference.domain.conference.events import (
    AgendaItemPlaced,
    AgendaItemRemoved,
    Asking,
    AttendeeRegistered,
    Call,
    ConferenceConvened,
    ConferenceHeld,
    ConferenceLinked,
    InformationRequested,
    Matter,
    MembersSelected,
    RequestAnswer,
    RequestAnswered,
    SecrecyAcknowledged,
)
from services.conference.domain.roster import Membership
from services.conference.law.vocabulary import Category
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event


@dataclass(frozen=True, slots=True)
class RequestState:
    """A request as it stands."""

    agenda_id: UUID
    asking: Asking
    made_at: datetime
    answer: RequestAnswer | None = None
    provided: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True)
class MatterState:
    """An agenda item as it stands.

    Attributes:
        matter: what is discussed.
        selected: agencies chosen for it; none by default.
        acknowledged: per attendee, for whom they attend and when they acknowledged the duty.
        links: legal modes of other conferences on the same matter.
        removed: it was taken off the agenda.
    """

    matter: Matter
    selected: frozenset[UUID] = frozenset()
    acknowledged: Mapping[str, tuple[UUID, datetime]] = field(default_factory=dict)
    links: tuple[str, ...] = ()
    removed: bool = False

    def acknowledged_at(self, agency_id: UUID) -> datetime | None:
        """When somebody first acknowledged the duty for an agency."""
        return min(self._acknowledgements(agency_id), default=None)

    def acknowledged_during(self, stay: Membership) -> datetime | None:
        """When somebody first acknowledged the duty for an agency in one stay of it."""
        instants = self._acknowledgements(stay.agency_id)
        return min((at for at in instants if stay.holds_at(at)), default=None)

    def _acknowledgements(self, agency_id: UUID) -> list[datetime]:
        return [at for agency, at in self.acknowledged.values() if agency == agency_id]


@dataclass(frozen=True, slots=True)
class ConferenceState:
    """A conference as it stands.

    Attributes:
        municipality: where it is held.
        call: how it was called; ``None`` if it was told only after it had been held.
        agenda: agenda items by id, in order.
        attendees: workers registered, and for whom they attend.
        registered_at: workers registered, and when; see :func:`.membership.attends_for`.
        requests: by id, in order.
        held_on: the day it was held (JST); ``None`` before.
        cases: the cases discussed.
    """

    municipality: MunicipalityCode
    call: Call | None = None
    agenda: Mapping[UUID, MatterState] = field(default_factory=dict)
    attendees: Mapping[str, UUID] = field(default_factory=dict)
    registered_at: Mapping[str, datetime] = field(default_factory=dict)
    requests: Mapping[UUID, RequestState] = field(default_factory=dict)
    held_on: date | None = None
    cases: frozenset[UUID] = frozenset()


def evolve(conference: ConferenceState | None, event: Event) -> ConferenceState:
    """Return the conference after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case ConferenceConvened() if conference is None:
            return ConferenceState(event.municipality, call=Call.carried_by(event))
        case ConferenceHeld() if conference is None or conference.held_on is None:
            before = conference or ConferenceState(event.municipality)
            cases = frozenset(item.case_id for item in event.agenda)
            return replace(before, held_on=event.held_on, cases=cases)
        case AttendeeRegistered() if conference:
            return replace(
                conference,
                attendees={**conference.attendees, event.attendee: event.agency_id},
                registered_at={**conference.registered_at, event.attendee: event.registered_at},
            )
        case AgendaItemPlaced() if conference:
            placed = MatterState(Matter.carried_by(event))
            return replace(conference, agenda={**conference.agenda, event.agenda_id: placed})
        case InformationRequested() | RequestAnswered() if conference:
            return replace(conference, requests=_evolve_requests(conference.requests, event))
        case (
            MembersSelected() | AgendaItemRemoved() | ConferenceLinked() | SecrecyAcknowledged()
        ) if conference and event.agenda_id in conference.agenda:
            matter = _evolve_matter(conference.agenda[event.agenda_id], event)
            return replace(conference, agenda={**conference.agenda, event.agenda_id: matter})
    raise LookupError(f"{event.TOPIC} has no place in this conference's history")


def _evolve_requests(
    requests: Mapping[UUID, RequestState], event: InformationRequested | RequestAnswered
) -> Mapping[UUID, RequestState]:
    match event:
        case InformationRequested():
            request = RequestState(event.agenda_id, Asking.carried_by(event), event.made_at)
        case RequestAnswered():
            asked = requests[event.request_id]
            request = replace(asked, answer=event.answer, provided=event.provided)
    return {**requests, event.request_id: request}


def _evolve_matter(
    matter: MatterState,
    event: MembersSelected | AgendaItemRemoved | ConferenceLinked | SecrecyAcknowledged,
) -> MatterState:
    match event:
        case MembersSelected():
            return replace(matter, selected=frozenset(event.agencies))
        case AgendaItemRemoved():
            return replace(matter, removed=True)
        case ConferenceLinked():
            return replace(matter, links=(*matter.links, event.legal_mode))
        case SecrecyAcknowledged():
            by_attendee = (event.agency_id, event.acknowledged_at)
            return replace(
                matter, acknowledged={**matter.acknowledged, event.attendee: by_attendee}
            )


CONFERENCE: Aggregate[ConferenceState] = Aggregate("conference", evolve)
