"""What is asked about packets, and what is answered."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference.law.vocabulary import Effect
from shared.use_case import Request

MOST_RECIPIENTS = 200
"""For so many is something built at once, at most."""


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
    """One item for one recipient on the board; the reasons are plain Japanese sentences."""

    model_config = ConfigDict(frozen=True)

    item_id: UUID
    recipient_id: UUID
    effect: Effect
    reasons: tuple[str, ...]
    obligations: tuple[str, ...]


class Board(BaseModel):
    """The decisions about an agenda item as they stand: what the actor's own agency may see of it.

    Attributes:
        version: names this very outcome; building from another one is refused.
        cells: items in order of offering, recipients in order of the board.
    """

    model_config = ConfigDict(frozen=True)

    version: str
    cells: tuple[Cell, ...]


class BuiltPacket(BaseModel):
    """A packet that was built."""

    model_config = ConfigDict(frozen=True)

    packet_id: UUID
    recipient_id: UUID
    number: int


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


class OwnPackets(Request):
    """The packets for the own agency."""
