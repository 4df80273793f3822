"""Building a packet: from grants, and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from services.conference.domain.packet.events import Cover, PacketBuilt, Ruling
from services.conference.domain.packet.state import PacketState
from shared.codes.municipality import MunicipalityCode
from shared.refusal import Refusal


def build_packet(
    packet: PacketState | None,
    cover: Cover,
    rulings: Sequence[Ruling],
    municipality: MunicipalityCode,
) -> tuple[PacketBuilt, ...]:
    """Build a packet for one recipient; where nothing is granted, there is none.

    Args:
        packet: ``None``, for it is new.
        cover: what stands on it.
        rulings: one for every item that was laid before the matter.
        municipality: where.

    Raises:
        Refusal: ``packet-exists``.
    """
    if packet is not None:
        raise Refusal(
            "packet-exists",
            "この番号の資料は、すでに作られています。",
            "別の資料として作り直してください。",
        )
    if all(one.effect == "withheld" for one in rulings):
        return ()
    return (PacketBuilt(municipality=municipality, **dict(cover), rulings=tuple(rulings)),)
