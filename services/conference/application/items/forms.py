"""What is asked about items, and what comes back; texts are never shown in an error or a log."""

from __future__ import annotations

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference.law.vocabulary import Category, Flag, Purpose, SourceKind
from shared.paging import Paged
from shared.use_case import Request


class Told(Request):
    """Something that an agency knows.

    Attributes:
        subjects: every person it says something about.
        category: what kind of information.
        source_kind: 本人発言・家族発言・観察・他機関情報・評価; always told (law rule 34).
        text: what it says.
        generalised: the agency's own wording that may stand for it.
        flags: what must be minded about it.
        provenance: the agenda item in which the agency learned it; ``None`` if it is its own.
        purpose: 利用目的 for which the agency holds it (law rule 29).
        item_id: the id it is to have; ``None`` for a new one.
    """

    subjects: tuple[UUID, ...] = Field(min_length=1)
    category: Category
    source_kind: SourceKind
    text: str = Field(repr=False)
    generalised: str | None = Field(default=None, repr=False)
    flags: tuple[Flag, ...] = ()
    provenance: UUID | None = None
    purpose: Purpose
    item_id: UUID | None = None


class ContributeItem(Told):
    """Record something the own agency knows."""


class ReceiveItem(Told):
    """Write down what an agency told the conference, and lay it before the agenda item.

    Attributes:
        holder_id: the agency that told it.
        conference_id: the conference it was told to.
        agenda_id: for which agenda item.
        request_id: the request it answers; ``None`` if it was told of the agency's own accord.
    """

    holder_id: UUID
    conference_id: UUID
    agenda_id: UUID
    request_id: UUID | None = None


class ContributeSheet(Request):
    """Record several items of the own agency and lay them before an agenda item, all or none.

    Attributes:
        conference_id: of the agenda item.
        agenda_id: which.
        case_id: the case whose sheet they come from; the agenda item must be about it.
        request_id: the request they answer; ``None`` if offered of the agency's own accord.
        items: what is told.
    """

    conference_id: UUID
    agenda_id: UUID
    case_id: UUID
    request_id: UUID | None = None
    items: tuple[Told, ...] = Field(min_length=1)


class ItemNamed(Request):
    """Which item."""

    item_id: UUID


class CorrectItem(ItemNamed):
    """Correct what an item says.

    Attributes:
        text: the corrected text.
        generalised: the corrected wording that may stand for it; without one there is none.
        expected_version: version of the item that was looked at.
    """

    text: str = Field(repr=False)
    generalised: str | None = Field(default=None, repr=False)
    expected_version: int | None = None


class OfferItem(ItemNamed):
    """Lay an item before an agenda item.

    Attributes:
        conference_id: of the agenda item.
        agenda_id: which.
        request_id: the request it answers; ``None`` if offered of the holder's own accord.
        expected_version: version of the item that was looked at.
    """

    conference_id: UUID
    agenda_id: UUID
    request_id: UUID | None = None
    expected_version: int | None = None


class TakeItemBack(ItemNamed):
    """Take an item back from an agenda item."""

    agenda_id: UUID


class ListItems(Paged):
    """Which of the own agency's items.

    Attributes:
        agenda_id: only what lies before this agenda item.
        person_id: only what says something about this person.
    """

    agenda_id: UUID | None = None
    person_id: UUID | None = None


class Answer(BaseModel):
    """What comes back; it shows no text unless it is asked for it by name."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Recorded(Answer):
    """An item was recorded or corrected.

    Attributes:
        item_id: which.
        generalised_usable: the agency's own wording would stand for the text.
        why: why it would not, and what to do; it quotes neither.
    """

    item_id: UUID
    generalised_usable: bool
    why: str | None


class Corrected(Recorded):
    """An item was corrected.

    Attributes:
        past_recipients: who was shown the former wording and is to be told (個情法97条); told to
            the holder alone.
    """

    past_recipients: tuple[UUID, ...]


class ItemLine(Answer):
    """An item in its holder's own list.

    Attributes:
        before: the agenda items it lies before.
    """

    item_id: UUID
    subjects: tuple[UUID, ...]
    category: str
    source_kind: str
    purpose: str
    flags: tuple[str, ...]
    revision: int
    before: tuple[UUID, ...]


class ItemShown(ItemLine):
    """An item as its holder reads it.

    Attributes:
        provenance: the agenda item in which the holder learned it.
        text: what it says.
        generalised: the holder's own wording that may stand for it.
        version: of the item, to correct what was looked at.
    """

    provenance: UUID | None
    text: str = Field(repr=False)
    generalised: str | None = Field(repr=False)
    version: int


class PastRecipients(Answer):
    """Who was shown an item in any wording, for the notice of a correction (個情法97条)."""

    item_id: UUID
    revision: int
    agencies: tuple[UUID, ...]
