"""Packets as rules: built from grants only, opened for no more than they granted, ended once."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest

from services.conference.domain.packet import (
    PACKET,
    Cover,
    PacketState,
    Ruling,
    Seat,
    build_packet,
    end_packet,
    existing,
    open_packet,
    why_closed,
)
from services.conference.law.vocabulary import Effect
from shared.refusal import Refusal

TOWN, NOW = "332089", datetime(2026, 6, 1, tzinfo=UTC)
MATTER, RECIPIENT, OTHER, SON, HOLDER = (UUID(int=n) for n in range(1, 6))
COVER = Cover(
    number=1,
    matter_id=MATTER,
    conference_id=None,
    legal_mode="casework",
    purpose="referral",
    recipient_id=RECIPIENT,
    notice=None,
    without_consent=False,
)
SEATED = Seat(held=False, registered=True, bound=True, acknowledged=True)


def ruling(number: int, effect: Effect) -> Ruling:
    """What was decided about one item."""
    return Ruling(
        item_id=UUID(int=100 + number),
        revision=1,
        holder_id=HOLDER,
        subjects=(SON,),
        category="health",
        effect=effect,
        basis=() if effect == "withheld" else ("consent",),
    )


def packet(*effects: Effect) -> PacketState:
    """A packet that was built from rulings with these effects."""
    rulings = [ruling(number, effect) for number, effect in enumerate(effects)]
    state = PACKET.fold(None, build_packet(None, COVER, rulings, TOWN))
    assert state is not None
    return state


def test_a_packet_without_grants_is_none() -> None:
    """Given nothing but refusals, then there is no packet."""
    assert build_packet(None, COVER, [ruling(1, "withheld")], TOWN) == ()


def test_a_packet_is_built_once() -> None:
    """Given a packet, when it is built again under its id, then it is refused."""
    with pytest.raises(Refusal) as no:
        build_packet(packet("full"), COVER, [ruling(1, "full")], TOWN)
    assert no.value.code == "packet-exists"


def test_a_packet_grants_what_is_not_withheld() -> None:
    """Given mixed rulings, then the withheld ones are on record and not granted."""
    built = packet("full", "withheld", "blurred")

    assert [one.effect for one in built.granted] == ["full", "blurred"]
    assert len(built.rulings) == 3


def test_it_exists_for_its_recipient_only() -> None:
    """When another agency asks, then there is no such packet."""
    with pytest.raises(Refusal) as no:
        existing(packet("full"), OTHER)
    assert no.value.code == "packet-not-found"


@pytest.mark.parametrize(
    ("built", "now", "seen"),
    [
        ("full", "full", "full"),
        ("full", "blurred", "blurred"),
        ("full", "withheld", "withheld"),
        ("blurred", "full", "blurred"),
        ("blurred", "withheld", "withheld"),
    ],
)
def test_opening_shows_the_lesser_of_then_and_now(built: Effect, now: Effect, seen: Effect) -> None:
    """Given what was granted then and what is granted now, then the lesser of both is shown."""
    (opened,) = open_packet(
        packet(built), [ruling(0, now)], reader="w-1", agency_id=RECIPIENT, at=NOW
    )

    assert [one.effect for one in opened.rulings] == [seen]


def test_what_a_packet_never_held_is_not_in_it_later() -> None:
    """Given an item that was withheld, when it is granted later, then opening does not show it."""
    (opened,) = open_packet(
        packet("full", "withheld"),
        [ruling(0, "full"), ruling(1, "full")],
        reader="w-1",
        agency_id=RECIPIENT,
        at=NOW,
    )

    assert [one.item_id for one in opened.rulings] == [ruling(0, "full").item_id]


@pytest.mark.rule(25, 26)
@pytest.mark.parametrize(
    ("seat", "code"),
    [
        (Seat(held=True, registered=True, bound=True, acknowledged=True), "packet-expired"),
        (
            Seat(held=False, registered=False, bound=True, acknowledged=True),
            "attendee-not-registered",
        ),
        (
            Seat(held=False, registered=True, bound=True, acknowledged=False),
            "secrecy-not-acknowledged",
        ),
        (Seat(held=False, registered=True, bound=False, acknowledged=False), None),
        (SEATED, None),
        (None, None),
    ],
)
def test_who_may_open(seat: Seat | None, code: str | None) -> None:
    """Given where the reader stands, then the packet is open to them or the reason is told."""
    closed = why_closed(packet("full"), seat)

    assert (closed.code if closed else None) == code


@pytest.mark.rule(26)
def test_a_packet_ends_once() -> None:
    """Given a returned packet, then it cannot be opened, and ending it again changes nothing."""
    built = packet("full")
    ended = PACKET.fold(built, end_packet(built, "returned"))

    assert ended is not None
    assert end_packet(ended, "erased") == ()
    closed = why_closed(ended, SEATED)
    assert closed is not None
    assert closed.code == "packet-ended"
