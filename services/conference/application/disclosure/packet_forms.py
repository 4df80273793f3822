"""What is asked about packets, and what is answered."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference.domain.packet import PacketEnd
from services.conference.law.vocabulary import Category, Effect, Mode
from shared.paging import Paged
from shared.use_case import Request

MOST_RECIPIENTS = 200
"""For so many is something built at once, at most."""

MOST_CONSENTING = 100
"""So many persons are imagined to consent at once, at most."""


class AgendaItemNamed(Request):
    """Which agenda item of which conference."""

    conference_id: UUID
    agenda_id: UUID


class BuildPackets(AgendaItemNamed):
    """Build the packets of an agenda item.

    Attributes:
        recipients: for whom; ``None`` for all selected members and the convener.
        expected_board: version of the board that was looked at; ``None`` to build unseen.
    """

    recipients: tuple[UUID, ...] | None = Field(default=None, max_length=MOST_RECIPIENTS)
    expected_board: str | None = None


class PacketNamed(Request):
    """Which packet."""

    packet_id: UUID


class Cell(BaseModel):
    """One item for one recipient on the board.

    Attributes:
        reasons: plain Japanese sentences.
        rules: numbers of ``docs/law.md``, for those who are told the reasons in full.
    """

    model_config = ConfigDict(frozen=True)

    item_id: UUID
    recipient_id: UUID
    effect: Effect
    reasons: tuple[str, ...]
    rules: tuple[int, ...]
    obligations: tuple[str, ...]


class BoardItem(BaseModel):
    """What an item on the board is about; never its words."""

    model_config = ConfigDict(frozen=True)

    item_id: UUID
    category: Category
    subjects: tuple[UUID, ...]
    holder_id: UUID


class BoardRecipient(BaseModel):
    """Somebody for whom is decided, by the name on the register."""

    model_config = ConfigDict(frozen=True)

    agency_id: UUID
    name: str | None


class Table(BaseModel):
    """Items × recipients.

    Attributes:
        items: in order of offering; only those that the actor's own agency may see something of.
        recipients: the convener first.
    """

    model_config = ConfigDict(frozen=True)

    items: tuple[BoardItem, ...]
    recipients: tuple[BoardRecipient, ...]


class Board(Table):
    """The decisions about an agenda item as they stand: what the actor's own agency may see of it.

    Attributes:
        version: names this very outcome; building from another one is refused.
        cells: items in order of offering, recipients in order of the board.
    """

    version: str
    cells: tuple[Cell, ...]


class WhatIf(AgendaItemNamed):
    """What would be decided if something were otherwise.

    Attributes:
        consenting: persons who would consent, in writing, to sharing with everybody here.
        legal_mode: the law under which the matter would be placed; ``None`` for its own.
    """

    consenting: tuple[UUID, ...] = Field(default=(), max_length=MOST_CONSENTING)
    legal_mode: Mode | None = None


class ImaginedCell(Cell):
    """What would be decided, beside what is.

    Attributes:
        before: what is decided as things stand.
    """

    before: Effect


class Imagined(Table):
    """A board as it would be; nothing can be built from it."""

    cells: tuple[ImaginedCell, ...]


class BuiltPacket(BaseModel):
    """A packet that was built."""

    model_config = ConfigDict(frozen=True)

    packet_id: UUID
    recipient_id: UUID
    number: int


class PacketsOfMatter(Paged, AgendaItemNamed):
    """The packets that were built for an agenda item."""


class PacketOfMatter(BuiltPacket):
    """A packet that was built, and what became of it.

    Attributes:
        ended: how it ended; ``None`` while it can be opened.
        of_minutes: it holds minutes and nothing else of the meeting.
    """

    ended: PacketEnd | None
    of_minutes: bool


class EndPacket(PacketNamed):
    """What the recipient did with a packet: 返却 or 消去."""

    how: Literal["returned", "erased"]


class PacketListed(BaseModel):
    """A packet in the recipient's list: it is there exactly when opening it shows something."""

    model_config = ConfigDict(frozen=True)

    packet_id: UUID
    number: int
    conference_id: UUID | None
    legal_mode: str


class OwnPackets(Paged):
    """The packets for the own agency."""
