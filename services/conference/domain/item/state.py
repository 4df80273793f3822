"""An item as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from services.conference.domain.item.events import (
    ItemContributed,
    ItemCorrected,
    ItemDetails,
    ItemOffered,
    ItemTakenBack,
    Wording,
)
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item as it stands.

    Attributes:
        municipality: where.
        details: what kind of information it is.
        wording: what it says, sealed.
        revision: 1, and one more with every correction.
        offered: the agenda items it lies before.
        recorded_by: the secretariat's agency that wrote it down for the holder, if one did.
    """

    municipality: MunicipalityCode
    details: ItemDetails
    wording: Wording
    revision: int = 1
    offered: frozenset[UUID] = frozenset()
    recorded_by: UUID | None = None


def evolve(item: ItemState | None, event: Event) -> ItemState:
    """Return the item after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case ItemContributed() if item is None:
            wording = Wording.carried_by(event)
            return ItemState(
                event.municipality,
                ItemDetails.carried_by(event),
                wording,
                recorded_by=event.recorded_by,
            )
        case ItemCorrected() if item:
            wording = Wording.carried_by(event)
            return replace(item, wording=wording, revision=item.revision + 1)
        case ItemOffered() if item:
            return replace(item, offered=item.offered | {event.agenda_id})
        case ItemTakenBack() if item:
            return replace(item, offered=item.offered - {event.agenda_id})
    raise LookupError(f"{event.TOPIC} has no place in this item's history")


ITEM: Aggregate[ItemState] = Aggregate("item", evolve)
