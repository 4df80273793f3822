"""Facts that cannot take effect (promise R4): tried again by the table, then kept with a reason."""

from __future__ import annotations

import asyncio
import threading

import pytest

import shared.inbox.reader as reader_room
import shared.inbox.retry as retry_room
from shared.calendar import system_clock
from shared.facts.envelope import Received
from shared.identity import service_actor
from shared.inbox import dead_letters, retry_dead_letters
from shared.inbox.delivery import Delivery
from shared.inbox.retry import Retried
from shared.store import Transaction
from shared.store.database import Rows
from tests.behaviour.road import WITHIN_SECONDS, Road, case_id, delivery_of, note, until

DELAYS = (0.02, 0.06, 0.1)


def broken(_: Transaction, __: Received) -> None:
    """A handler with a defect, whose message names a value."""
    raise RuntimeError("架空の値")


def retry(road: Road) -> list[Retried]:
    """Try every dead letter again with the road's handler."""
    actor = service_actor("stats", "test")
    return retry_dead_letters(road.reader, road.handle, actor, system_clock)


def reasons(road: Road) -> dict[str, str]:
    """Why each dead letter lies there."""
    return {letter.id: letter.reason for letter in dead_letters(road.reader)}


@pytest.mark.usefixtures("impatient")
async def test_a_handler_that_fails_for_a_while_loses_nothing(road: Road) -> None:
    """The fact is delivered again after a delay and then takes effect once."""
    failures = iter([True, True])

    def fail_twice(tx: Transaction, received: Received) -> None:
        if received.id == 3 and next(failures, False):
            raise RuntimeError
        note(tx, received)

    road.handle = fail_twice
    async with road.relaying(), road.reading():
        for number in range(6):
            road.count(number)
        await road.arrived()

    assert dead_letters(road.reader) == []


async def test_a_fact_is_sent_back_by_the_table_of_delays_and_then_given_up(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One attempt more than there are delays; the broker is answered each time."""
    monkeypatch.setattr(reader_room, "RETRY_DELAYS_SECONDS", DELAYS)
    road.count(1)
    road.handle = broken
    [fact] = road.facts()
    answers: list[float | str] = []

    async with road.reading() as inbox:
        reader = inbox.readers["intake"]

        async def acknowledge() -> None:
            answers.append("acknowledged")

        async def delay(seconds: float) -> None:
            answers.append(seconds)
            asyncio.get_running_loop().call_later(
                seconds, lambda: again.append(asyncio.ensure_future(reader.receive(delivery)))
            )

        again: list[asyncio.Future[None]] = []
        plain = delivery_of(fact)
        delivery = Delivery(plain.headers, plain.body, 1, acknowledge, delay)
        await reader.receive(delivery)
        await until(lambda: "acknowledged" in answers)

    assert answers == [*DELAYS, "acknowledged"]
    [letter] = dead_letters(road.reader)
    assert letter.reason.startswith("RuntimeError at test_inbox_failures.py:")
    assert "架空の値" not in str(letter)


@pytest.mark.usefixtures("impatient")
async def test_a_handler_that_keeps_failing_leaves_a_dead_letter_and_parks_its_case_behind_it(
    road: Road,
) -> None:
    """Facts of the same case wait in order; other cases go on; retrying brings them in."""
    effects: list[int] = []

    def fail_for_case_one(tx: Transaction, received: Received) -> None:
        if received.fact.subject_id == str(case_id(1)):
            broken(tx, received)
        note(tx, received)

    def take(tx: Transaction, received: Received) -> None:
        effects.append(received.id)
        note(tx, received)

    road.handle = fail_for_case_one
    async with road.relaying(), road.reading():
        for number in (0, 1, 2, 1, 3, 1):
            road.count(number)
        await until(lambda: road.seen() == [1, 3, 5] and len(dead_letters(road.reader)) == 3)

    assert [reason.partition(" ")[0] for reason in reasons(road).values()] == [
        "RuntimeError",
        "parked-behind-dead-letter",
        "parked-behind-dead-letter",
    ]
    assert [one.reason is None for one in retry(road)] == [False, False, False]
    assert len(reasons(road)) == 3

    road.handle = take
    assert [one.reason for one in retry(road)] == [None, None, None]
    assert effects == [2, 4, 6]
    assert dead_letters(road.reader) == []
    assert road.seen() == road.published()


async def _dead(road: Road, *numbers: int) -> None:
    """Have facts of some cases put aside."""
    handle, road.handle = road.handle, broken
    async with road.relaying(), road.reading():
        for number in numbers:
            road.count(number)
        await until(lambda: len(dead_letters(road.reader)) == len(numbers))
    road.handle = handle


async def test_two_retries_at_once_let_a_fact_take_effect_once(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two operators who saw the same list do not double what stands on it."""
    monkeypatch.setattr(reader_room, "RETRY_DELAYS_SECONDS", ())
    await _dead(road, 1, 2)
    effects: list[int] = []
    road.handle = lambda _, received: effects.append(received.id)
    both_have_seen = threading.Barrier(2)
    first_looks = iter([True, True])

    def look(rows: Rows) -> list[retry_room.DeadLetter]:
        found = dead_letters(rows)
        if next(first_looks, False):
            both_have_seen.wait(WITHIN_SECONDS)
        return found

    monkeypatch.setattr(retry_room, "dead_letters", look)
    await asyncio.gather(*(asyncio.to_thread(retry, road) for _ in range(2)))

    assert sorted(effects) == [1, 2]


async def test_what_is_parked_while_a_retry_runs_is_tried_by_it_as_well(
    road: Road, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No fact is left parked behind a letter that is no longer there."""
    monkeypatch.setattr(reader_room, "RETRY_DELAYS_SECONDS", ())
    await _dead(road, 1)
    look, looks = dead_letters, iter(range(9))

    def look_late(rows: Rows) -> list[retry_room.DeadLetter]:
        found = look(rows)
        if next(looks) == 0:
            [letter] = found
            with road.reader.transaction(service_actor("stats", "t"), system_clock()) as tx:
                tx.execute(
                    "INSERT INTO dead_letters SELECT 'intake:2', source, 2, subject, type,"
                    ' REPLACE(headers, \'"ce-sequence": "1"\', \'"ce-sequence": "2"\'),'
                    " body, 'parked-behind-dead-letter', dead_at FROM dead_letters WHERE id = :id",
                    {"id": letter.id},
                )
        return found

    monkeypatch.setattr(retry_room, "dead_letters", look_late)

    assert [(one.letter.id, one.reason) for one in retry(road)] == [
        ("intake:1", None),
        ("intake:2", None),
    ]
    assert road.seen() == [1, 2]


async def test_what_cannot_be_read_becomes_a_dead_letter_at_once(road: Road) -> None:
    """An unreadable message, an unknown type or version and a broken body hold nobody up."""
    for number in range(5):
        road.count(number)
    unheard_of, newer, cut_off, forged, good = road.facts()
    whole = delivery_of(cut_off)
    deliveries = (
        Delivery({}, b"\xff no cloud event \x00", sequence=7),
        delivery_of(unheard_of, ce_type="tsunagu.intake.unheard-of.v1"),
        delivery_of(newer, ce_type="tsunagu.intake.consultation-received.v9"),
        Delivery(whole.headers, whole.body[:20] + b"\x00"),
        delivery_of(forged, ce_sequence=str(2**63)),
        delivery_of(forged),
        delivery_of(good),
    )
    async with road.reading() as inbox:
        for delivery in deliveries:
            await inbox.readers["intake"].receive(delivery)
        await until(lambda: road.seen() == [4, 5])

    assert reasons(road) == {
        "intake/seq:7": "unreadable-envelope",
        "intake/seq:0": "impossible-position",
        "intake:1": "unknown-fact",
        "intake:2": "unknown-fact",
        "intake:3": "invalid-fact",
    }
    before = reasons(road)
    assert {one.letter.id: one.reason for one in retry(road)} == before == reasons(road)
    assert road.seen() == [4, 5]


async def test_what_is_behind_an_unknown_fact_of_its_case_waits_though_they_come_together(
    road: Road,
) -> None:
    """Order within a case holds inside one batch as well; other cases of the batch go on."""
    for number in (1, 1, 2):
        road.count(number)
    unknown, behind, other = road.facts()
    deliveries = (
        delivery_of(behind),
        delivery_of(other),
        delivery_of(unknown, ce_type="tsunagu.intake.unheard-of.v1"),
    )
    async with road.reading() as inbox:
        for delivery in deliveries:
            await inbox.readers["intake"].receive(delivery)
        await until(lambda: road.seen() == [3])

    assert reasons(road) == {"intake:1": "unknown-fact", "intake:2": "parked-behind-dead-letter"}
