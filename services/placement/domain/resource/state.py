"""A resource as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from services.placement.domain.resource.events import (
    ResourceAmended,
    ResourceConfirmed,
    ResourceDetails,
    ResourceNotesRecorded,
    ResourceRegistered,
    ResourceReopened,
    ResourceWithdrawn,
)
from shared.codes.municipality import MunicipalityCode
from shared.sealing import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Event


@dataclass(frozen=True, slots=True)
class ResourceState:
    """A resource as it stands.

    Attributes:
        municipality: whose directory it is in.
        details: what it offers.
        contact: whom to call; sealed.
        confirmed_on: when somebody last asked; ``None`` if nobody ever did.
        free_places: what was answered then.
        withdrawn_on: since when nobody is referred there; ``None`` while people are.
        notes: what is to be minded; sealed.
    """

    municipality: MunicipalityCode
    details: ResourceDetails
    contact: Sealed | None
    confirmed_on: date | None = None
    free_places: int | None = None
    withdrawn_on: date | None = None
    notes: Sealed | None = None


def evolve(state: ResourceState | None, event: Event) -> ResourceState:
    """Return the resource after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event, state:
        case ResourceRegistered(), None:
            details = ResourceDetails.carried_by(event)
            return ResourceState(event.municipality, details, event.contact)
        case ResourceAmended(), ResourceState():
            details = ResourceDetails.carried_by(event)
            return replace(state, details=details, contact=event.contact)
        case ResourceConfirmed(), ResourceState():
            return replace(state, confirmed_on=event.on, free_places=event.free_places)
        case ResourceWithdrawn(), ResourceState():
            return replace(state, withdrawn_on=event.on)
        case ResourceReopened(), ResourceState():
            return replace(state, withdrawn_on=None)
        case ResourceNotesRecorded(), ResourceState():
            return replace(state, notes=event.notes)
    raise LookupError(f"{event.TOPIC} has no place in this resource's history")


RESOURCE: Aggregate[ResourceState] = Aggregate("resource", evolve)
