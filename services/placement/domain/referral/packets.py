"""つなぎの資料: for whom and what for placement asks; what is granted, conference decides."""

from __future__ import annotations

from typing import Literal, NamedTuple
from uuid import UUID

from services.placement.domain.referral.events import PacketGiven, PacketPrepared
from services.placement.domain.referral.guards import Told, expect_open, head, ways_on
from services.placement.domain.referral.state import ReferralState
from shared.refusal import Refusal

EMPLOYING = frozenset({"employer", "farm"})
"""Destinations that learn only what the person lets this very employer know; a farm is one."""


class Receiver(NamedTuple):
    """For whom a packet is asked, about whom, and what for.

    Attributes:
        agency_id: the destination's own agency.
        person_id: whom it is about.
        purpose: 利用目的, code list ``purposes``.
    """

    agency_id: UUID
    person_id: UUID
    purpose: Literal["referral", "employer_disclosure"]


class Granted(NamedTuple):
    """What conference granted.

    Attributes:
        packets: which packets.
        full: how many items are granted as they are.
        blurred: how many in other words.
        withheld: how many not at all.
    """

    packets: tuple[PacketGiven, ...]
    full: int
    blurred: int
    withheld: int


def receiver_of(state: ReferralState | None, kind: str | None) -> Receiver:
    """For whom and what for a packet of a referral is asked.

    Args:
        state: the referral.
        kind: of the destination's agency, as the register tells it.

    Raises:
        Refusal: ``referral-not-found``; ``referral-over``; ``referral-not-offered``;
            ``destination-not-named``;
            ``nobody-named``: a household has no consent to ask for.
    """
    at = expect_open(state)
    if not at.was_offered:
        raise Refusal(
            "referral-not-offered",
            "このつなぎはまだ予定で、つなぎ先に打診していません。",
            ways_on(at),
        )
    if at.terms.to_agency_id is None:
        raise Refusal(
            "destination-not-named",
            "つなぎ先がどの機関かが、まだ指定されていません。",
            "機関の登録を確かめて、宛先の指定を記録してください。",
        )
    if at.referral.person_id is None:
        raise Refusal(
            "nobody-named",
            "世帯のつなぎには、資料を作れません。",
            "本人ごとのつなぎとして打診を記録し、それぞれの同意を確かめてください。",
        )
    works = not EMPLOYING.isdisjoint({kind, at.referral.destination})
    purpose: Literal["referral", "employer_disclosure"] = (
        "employer_disclosure" if works else "referral"
    )
    return Receiver(at.terms.to_agency_id, at.referral.person_id, purpose)


def record_packets(
    state: ReferralState, granted: Granted, told: Told
) -> tuple[PacketPrepared, ...]:
    """Note what conference granted; the same packets again are nothing new.

    They are noted on a referral that ended meanwhile too: the packets are there.
    """
    known = {one.packet_id for one in state.packets}
    new = tuple(one for one in granted.packets if one.packet_id not in known)
    if not new:
        return ()
    return (
        PacketPrepared(
            **head(state, told),
            packets=new,
            full=granted.full,
            blurred=granted.blurred,
            withheld=granted.withheld,
        ),
    )
