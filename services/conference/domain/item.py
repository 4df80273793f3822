"""Items 情報: pieces of what agencies know about people, one by one, with where each comes from."""

from __future__ import annotations

from dataclasses import dataclass, replace
from uuid import UUID

from pydantic import Field

from services.conference.law.vocabulary import Category, Flag, Purpose, SourceKind
from shared.codes.municipality import MunicipalityCode
from shared.sealing.sealed import Sealed
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

TEXT_LABEL = "conference.item.text"
GENERALISED_LABEL = "conference.item.generalised"


class Wording(Detail):
    """What an item says; sealed under the keys of everybody it says something about.

    Attributes:
        text: the source text.
        generalised: the contributing agency's own wording that may stand for it.
    """

    text: Sealed
    generalised: Sealed | None = None


class ItemDetails(Detail):
    """What kind of information an item is.

    Attributes:
        subjects: every person it says something about; whoever is erased, it is unreadable.
        category: code list ``item_categories``.
        holder_id: the agency that holds it.
        source_kind: 本人発言・家族発言・観察・他機関情報・評価 (law rule 34).
        provenance: the agenda item in which the holder learned it; ``None`` if it is its own.
        flags: what must be minded about it.
        purpose: 利用目的 for which the holder holds it (law rule 29).
    """

    subjects: tuple[UUID, ...] = Field(min_length=1)
    category: Category
    holder_id: UUID
    source_kind: SourceKind
    provenance: UUID | None = None
    flags: tuple[Flag, ...] = ()
    purpose: Purpose


@recorded_as("conference.ItemContributed")
class ItemContributed(Event, ItemDetails, Wording):
    """An agency recorded something it knows; nobody else sees it by that."""


@recorded_as("conference.ItemCorrected")
class ItemCorrected(Event, Wording):
    """The wording was corrected (個情法92条, law rule 33); past recipients are told.

    Attributes:
        past_recipients: agencies that received the former wording (個情法97条).
    """

    past_recipients: tuple[UUID, ...] = ()


@recorded_as("conference.ItemOffered")
class ItemOffered(Event):
    """The holder lays the item before an agenda item.

    Attributes:
        agenda_id: which.
        request_id: the request it answers (106条の6第3項); ``None`` if offered of its own accord.
    """

    agenda_id: UUID
    request_id: UUID | None = None


@recorded_as("conference.ItemTakenBack")
class ItemTakenBack(Event):
    """The holder no longer lays the item before an agenda item."""

    agenda_id: UUID


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item as it stands.

    Attributes:
        municipality: where.
        details: what kind of information it is.
        wording: what it says, sealed.
        revision: 1, and one more with every correction.
        offered: the agenda items it lies before.
    """

    municipality: MunicipalityCode
    details: ItemDetails
    wording: Wording
    revision: int = 1
    offered: frozenset[UUID] = frozenset()


def evolve(item: ItemState | None, event: Event) -> ItemState:
    """Return the item after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case ItemContributed() if item is None:
            details = {name: getattr(event, name) for name in ItemDetails.model_fields}
            wording = Wording(text=event.text, generalised=event.generalised)
            return ItemState(event.municipality, ItemDetails(**details), wording)
        case ItemCorrected() if item:
            wording = Wording(text=event.text, generalised=event.generalised)
            return replace(item, wording=wording, revision=item.revision + 1)
        case ItemOffered() if item:
            return replace(item, offered=item.offered | {event.agenda_id})
        case ItemTakenBack() if item:
            return replace(item, offered=item.offered - {event.agenda_id})
    raise LookupError(f"{event.TOPIC} has no place in this item's history")


ITEM: Aggregate[ItemState] = Aggregate("item", evolve)
