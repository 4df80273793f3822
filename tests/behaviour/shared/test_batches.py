"""Rows that a transaction adds are written together: with all else in it, or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

import pytest

import shared.inbox.reader as reader_room
from shared.calendar import system_clock
from shared.facts.envelope import Received
from shared.facts.intake import ConsultationReceived
from shared.identity import service_actor
from shared.inbox import TABLES, dead_letters, retry_dead_letters
from shared.inbox.delivery import Delivery
from shared.inbox.reader import Handle, Reader
from shared.store import EventStore, Transaction
from shared.store.database import Database
from tests.behaviour.road import case_id, delivery_of, until
from tests.behaviour.sample import MUNICIPALITY

NOTES = "CREATE TABLE IF NOT EXISTS notes (position BIGINT PRIMARY KEY, word TEXT NOT NULL)"
ACTOR = service_actor("stats", "test")


@pytest.fixture
def store(database: Database) -> EventStore:
    """Stats' store with a table to which rows are added, on SQLite and then on PostgreSQL."""
    opened = EventStore("stats", database, (), (NOTES, *TABLES))
    opened.migrate()
    return opened


def note(tx: Transaction, position: int, word: str | None = "架空") -> None:
    """Add a row."""
    tx.add("notes", {"position": position, "word": word})


def noted(store: EventStore) -> list[int]:
    """The places that are written down."""
    return [row["position"] for row in store.rows("SELECT position FROM notes ORDER BY position")]


def test_added_rows_are_there_for_whoever_asks_in_the_transaction(store: EventStore) -> None:
    """Also for a statement that changes them; and they are committed with it."""
    with store.transaction(ACTOR, system_clock()) as tx:
        note(tx, 1)
        assert len(tx.rows("SELECT * FROM notes")) == 1
        note(tx, 2)
        tx.execute("UPDATE notes SET word = 'x'")
        note(tx, 3)

    assert store.rows("SELECT position, word FROM notes ORDER BY position") == [
        {"position": 1, "word": "x"},
        {"position": 2, "word": "x"},
        {"position": 3, "word": "架空"},
    ]


def test_rows_of_several_shapes_keep_their_columns(store: EventStore) -> None:
    """The order in which a row names its columns is its own business."""
    with store.transaction(ACTOR, system_clock()) as tx:
        tx.add("notes", {"word": "\t\\N\n", "position": 2})
        tx.add("notes", {"position": 1, "word": "b"})

    assert [tuple(row.values()) for row in store.rows("SELECT * FROM notes ORDER BY 1")] == [
        (1, "b"),
        (2, "\t\\N\n"),
    ]


def test_a_row_that_cannot_be_added_takes_everything_with_it(store: EventStore) -> None:
    """It is seen at the end, and the position is not moved either."""
    with (
        pytest.raises(Exception, match=r"(?i)unique|duplicate"),
        store.transaction(ACTOR, system_clock()) as tx,
    ):
        note(tx, 1)
        note(tx, 1)
        tx.track("intake", 1)

    assert noted(store) == []
    assert store.tracked("intake") == 0


def test_an_attempt_that_fails_takes_back_the_rows_that_it_added_and_no_others(
    store: EventStore,
) -> None:
    """Rows from before it stay; a row that cannot be added fails within it."""
    with store.transaction(ACTOR, system_clock()) as tx:
        note(tx, 1)
        with suppress(LookupError), tx.attempt():
            note(tx, 2)
            raise LookupError
        with pytest.raises(Exception, match=r"(?i)unique|duplicate"), tx.attempt():
            note(tx, 1)
        with tx.attempt():
            note(tx, 3)

    assert noted(store) == [1, 3]


FACTS = 8
BROKEN = 3
"""The place of the fact whose row cannot be added."""


def fact(position: int) -> Received:
    """The consultation at a place of the log; each is of another case."""
    told = ConsultationReceived(
        municipality=MUNICIPALITY,
        occurred_on=date(2024, 4, 1),
        case_id=str(case_id(position)),
        anonymous=False,
    )
    return Received(position, position - 1, system_clock(), told)


def take(tx: Transaction, received: Received) -> None:
    """A handler that adds a row."""
    note(tx, received.id)


def take_or_break(tx: Transaction, received: Received) -> None:
    """A handler that adds the row of another fact again where it stands at the broken place."""
    note(tx, 1 if received.id == BROKEN else received.id)


async def no_more(_source: object, _after: int) -> list[Delivery]:
    """The source has nothing that was not delivered."""
    return []


async def read(store: EventStore, handle: Handle, positions: Sequence[int]) -> None:
    """Deliver facts, all before the first is read, until each of them is acknowledged."""
    reader = Reader(store, "intake", handle, no_more, system_clock)
    acknowledged: set[int] = set()
    for position in positions:

        async def acknowledge(position: int = position) -> None:
            acknowledged.add(position)

        plain = delivery_of(fact(position))
        await reader.receive(Delivery(plain.headers, plain.body, 1, acknowledge))
    task = asyncio.ensure_future(reader.run())
    try:
        await until(lambda: acknowledged == set(positions))
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def test_facts_of_a_batch_take_effect_with_its_position(store: EventStore) -> None:
    """All of them, and each once."""
    await read(store, take, range(1, FACTS + 1))

    assert noted(store) == list(range(1, FACTS + 1))
    assert store.tracked("intake") == FACTS


async def test_a_fact_whose_row_cannot_be_added_ends_alone(
    store: EventStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its batch is taken apart: those before and behind it are in effect, it is a dead letter."""
    monkeypatch.setattr(reader_room, "RETRY_DELAYS_SECONDS", ())

    await read(store, take_or_break, range(1, FACTS + 1))

    assert noted(store) == [one for one in range(1, FACTS + 1) if one != BROKEN]
    assert [letter.position for letter in dead_letters(store)] == [BROKEN]
    assert store.tracked("intake") == FACTS

    [failed] = retry_dead_letters(store, take_or_break, ACTOR, system_clock)
    assert failed.reason
    assert len(dead_letters(store)) == 1

    retry_dead_letters(store, take, ACTOR, system_clock)
    assert noted(store) == list(range(1, FACTS + 1))
    assert dead_letters(store) == []


async def test_facts_that_come_twice_or_in_another_order_are_noted_once(store: EventStore) -> None:
    """Within a batch, and behind one that is committed."""
    handled: list[int] = []

    def watch(tx: Transaction, received: Received) -> None:
        handled.append(received.id)
        note(tx, received.id)

    await read(store, watch, [4, 2, 2, 1, 3, 4])
    await read(store, watch, [3, 6, 5, 1])

    assert noted(store) == handled == [1, 2, 3, 4, 5, 6]
