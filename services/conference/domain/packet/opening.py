"""Opening a packet: by whom it may be read at all, and what is left of it at this instant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.conference.domain.packet.events import (
    PacketEnd,
    PacketEnded,
    PacketOpened,
    Ruling,
)
from services.conference.domain.packet.state import PacketState
from services.conference.law.vocabulary import SHOWS
from shared.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Seat:
    """Where the reader stands in the meeting; outside a meeting there is none.

    Attributes:
        held: the conference was held: its packets are expired (law rule 26).
        registered: the reader is registered as attending for the agency.
        bound: a statute or the municipality's own rule asks for the acknowledgement of secrecy.
        acknowledged: the reader acknowledged the duty for this agenda item.
    """

    held: bool
    registered: bool
    bound: bool
    acknowledged: bool


CLOSED_BY: Mapping[str, tuple[int, ...]] = {
    "packet-ended": (26,),
    "packet-expired": (26,),
    "attendee-not-registered": (19, 24),
    "secrecy-not-acknowledged": (25,),
}
"""The rules of docs/law.md by which a packet is closed to somebody, by the code of the refusal."""


def existing(packet: PacketState | None, agency_id: UUID) -> PacketState:
    """The packet, for the agency it was built for; to everybody else it does not exist.

    Raises:
        Refusal: ``packet-not-found``.
    """
    if packet is None or packet.cover.recipient_id != agency_id:
        raise Refusal(
            "packet-not-found",
            "その資料は、あなたの機関あてにはありません。",
            "資料の番号を確かめてください。",
        )
    return packet


def why_closed(packet: PacketState, seat: Seat | None) -> Refusal | None:
    """Why a packet cannot be opened by this reader now; ``None`` if it can."""
    if packet.ended is not None:
        return Refusal(
            "packet-ended",
            "この資料は、返却・消去・回収のいずれかが済んでいます。",
            "作り直された資料があれば一覧にあります。なければ、会議の事務局に相談してください。",
        )
    if seat is None:
        return None
    if seat.held:
        return Refusal(
            "packet-expired",
            "会議が終わったため、この資料は閲覧できません。",
            "会議の結果については、会議の事務局に相談してください。",
        )
    if not seat.registered:
        return Refusal(
            "attendee-not-registered",
            "あなたは、この会議の出席者として登録されていません。",
            "代理で出席するときは、先に会議の事務局に登録を依頼してください。",
        )
    if seat.bound and not seat.acknowledged:
        return Refusal(
            "secrecy-not-acknowledged",
            "守秘義務の確認が済んでいません。",
            "守秘義務の説明を読み、確認を記録してから開いてください。",
        )
    return None


def open_packet(
    packet: PacketState,
    rulings: Sequence[Ruling],
    *,
    reader: str,
    agency_id: UUID,
    at: datetime,
) -> tuple[PacketOpened, ...]:
    """Open a packet: what it granted when it was built, as far as it is granted now.

    Args:
        packet: as it stands.
        rulings: what is decided now; of what is no longer laid before the matter there is none.
        reader: opaque id of the worker.
        agency_id: for whom they read.
        at: when.
    """
    now = {one.item_id: one for one in rulings}
    left = tuple(
        _lesser(one, now[one.item_id]) if one.item_id in now else refused(one)
        for one in packet.granted
    )
    return (
        PacketOpened(
            municipality=packet.municipality,
            matter_id=packet.cover.matter_id,
            legal_mode=packet.cover.legal_mode,
            reader=reader,
            agency_id=agency_id,
            opened_at=at,
            rulings=left,
        ),
    )


def _lesser(built: Ruling, now: Ruling) -> Ruling:
    """What is granted now, but never more than the packet granted."""
    if SHOWS[now.effect] <= SHOWS[built.effect]:
        return now
    return now.model_copy(update={"effect": built.effect})


def refused(ruling: Ruling) -> Ruling:
    """A ruling as it goes on record where nothing of the item was seen."""
    nothing = {"effect": "withheld", "basis": (), "consents": (), "obligations": ()}
    return ruling.model_copy(update=nothing)


def closed_to(packet: PacketState, closed: Refusal) -> tuple[Ruling, ...]:
    """Everything a packet granted, as it goes on record when the reader may not open it."""
    rules = {"rules": CLOSED_BY[closed.code]}
    return tuple(refused(one).model_copy(update=rules) for one in packet.granted)


def end_packet(packet: PacketState, how: PacketEnd) -> tuple[PacketEnded, ...]:
    """End a packet; nothing happens when it has ended."""
    if packet.ended is not None:
        return ()
    return (PacketEnded(municipality=packet.municipality, how=how),)
