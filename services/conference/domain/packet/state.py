"""A packet as it stands: what it grants, how often it was read, how it ended."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from services.conference.domain.packet.events import (
    Cover,
    PacketBuilt,
    PacketEnd,
    PacketEnded,
    PacketOpened,
    Ruling,
)
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event


@dataclass(frozen=True, slots=True)
class PacketState:
    """A packet as it stands.

    Attributes:
        municipality: where.
        cover: its cover.
        rulings: of its building.
        opened: how often it was read.
        last_opened_at: when it was read last.
        ended: how it ended; ``None`` while it can be opened.
    """

    municipality: MunicipalityCode
    cover: Cover
    rulings: tuple[Ruling, ...]
    opened: int = 0
    last_opened_at: datetime | None = None
    ended: PacketEnd | None = None

    @property
    def granted(self) -> tuple[Ruling, ...]:
        """What it shows at all."""
        return tuple(one for one in self.rulings if one.effect != "withheld")


def evolve(packet: PacketState | None, event: Event) -> PacketState:
    """Return the packet after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case PacketBuilt() if packet is None:
            cover = Cover.carried_by(event)
            return PacketState(event.municipality, cover, event.rulings)
        case PacketOpened() if packet:
            return replace(packet, opened=packet.opened + 1, last_opened_at=event.opened_at)
        case PacketEnded() if packet and packet.ended is None:
            return replace(packet, ended=event.how)
    raise LookupError(f"{event.TOPIC} has no place in this packet's history")


PACKET: Aggregate[PacketState] = Aggregate("packet", evolve)
