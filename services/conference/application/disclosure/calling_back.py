"""Packets called back 回収: replaced by newer ones, or without the matter they were for."""

from __future__ import annotations

from collections.abc import Container, Iterator
from uuid import UUID

from services.conference import views
from services.conference.domain.packet import PACKET, PacketState, end_packet
from shared.facts import placement
from shared.refusal import Refusal
from shared.store import Stream, Transaction

_OVER = (
    placement.ReferralDeclined,
    placement.ReferralFailed,
    placement.ReferralWithdrawn,
    placement.ReferralTransferred,
)
"""With each of these the destination has nothing more to do with the person."""


def call_back_former(tx: Transaction, matter_id: UUID, recipients: Container[UUID]) -> None:
    """End what these recipients had of a matter before: it is replaced."""
    for stream, packet in _not_ended(tx, matter_id):
        if packet.cover.recipient_id in recipients:
            tx.append(PACKET, stream, *end_packet(packet, "called_back"))


def follow_referral(tx: Transaction, fact: placement.ReferralFact) -> None:
    """End the packets of a referral that came to nothing; an arrival leaves them readable.

    An offer that was not so is no offer: whoever was named by mistake reads nothing any more.
    """
    if not (isinstance(fact, _OVER) or _takes_the_offer_back(fact)):
        return
    for stream, packet in _not_ended(tx, UUID(fact.referral_id)):
        tx.append(PACKET, stream, *end_packet(packet, "called_back"))


def _takes_the_offer_back(fact: placement.ReferralFact) -> bool:
    offered = placement.ReferralOffered.NAME
    return isinstance(fact, placement.ReferralStepUndone) and fact.step == offered


def _not_ended(
    tx: Transaction, matter_id: UUID
) -> Iterator[tuple[Stream[PacketState], PacketState]]:
    for packet_id in views.open_packets_of_matter(tx, matter_id):
        stream = tx.load(PACKET, packet_id)
        if stream.state is not None:
            yield stream, stream.state


def expect_going_on(tx: Transaction, referral_id: UUID) -> None:
    """Refuse a packet for a referral that placement has told the end of.

    Raises:
        Refusal: ``referral-over``.
    """
    latest = views.latest_step_told(tx, referral_id)
    if latest is not None and latest.step in {one.NAME for one in _OVER}:
        raise Refusal(
            "referral-over",
            "このつなぎは終わっているので、資料を作れません。",
            "新しいつなぎとして打診するか、終わりの記録が誤りなら、取り消してください。",
        )
