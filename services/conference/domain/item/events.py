"""What happens to a piece of information: recorded, corrected, laid before an agenda item."""

from __future__ import annotations

from uuid import UUID

from pydantic import Field

from services.conference.law.vocabulary import Category, Flag, Purpose, SourceKind
from shared.sealing.sealed import Sealed
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
    """An agency recorded something it knows; nobody else sees it by that.

    Attributes:
        recorded_by: the secretariat's agency that wrote it down for the holder, who told it by
            telephone or on paper; ``None`` if the holder did.
    """

    recorded_by: UUID | None = None


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
