"""Packets 会議資料: for one recipient, what decisions grant it, numbered, and what became of it."""

from services.conference.domain.packet.building import build_packet
from services.conference.domain.packet.events import (
    ConsentCited,
    Cover,
    PacketBuilt,
    PacketEnd,
    PacketEnded,
    PacketOpened,
    Ruling,
)
from services.conference.domain.packet.opening import (
    Seat,
    closed_to,
    end_packet,
    existing,
    open_packet,
    refused,
    why_closed,
)
from services.conference.domain.packet.state import PACKET, PacketState

__all__ = [
    "PACKET",
    "ConsentCited",
    "Cover",
    "PacketBuilt",
    "PacketEnd",
    "PacketEnded",
    "PacketOpened",
    "PacketState",
    "Ruling",
    "Seat",
    "build_packet",
    "closed_to",
    "end_packet",
    "existing",
    "open_packet",
    "refused",
    "why_closed",
]
