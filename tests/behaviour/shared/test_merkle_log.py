"""A log in the store's own transactions: an act and its entry are committed together."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from contextlib import suppress

import pytest

from shared.calendar import system_clock
from shared.identity import Actor, service_actor
from shared.merkle.checkpoint import Checkpoint, open_checkpoint
from shared.merkle.findings import Report
from shared.merkle.proofs import consistency_holds, inclusion_holds
from shared.merkle.refusals import LogDamaged, NotInLog
from shared.merkle.source import open_source
from shared.merkle.tree import leaf_hash
from shared.merkle.verify import verify
from shared.store import EventStore, Transaction
from shared.store.open import open_database
from tests import merkle_trees
from tests.behaviour.sample import TALLY, TALLY_ID, counted, open_tally_store, total_in_view
from tests.behaviour.shared.merkle_superuser import KEY, STRANGER, entry, new_log
from tests.conftest import NewPlace

WITHIN_SECONDS = 60
WRITERS, TIMES = 3, 20


@pytest.fixture
def place(new_place: NewPlace) -> tuple[str, str]:
    """Where the database lies, on SQLite, then PostgreSQL."""
    return new_place()


@pytest.fixture
def store(place: tuple[str, str]) -> Iterator[EventStore]:
    """A store of tallies beside whose events a log is kept."""
    opened = open_store(*place)
    opened.migrate()
    yield opened
    opened.close()


def open_store(url: str, password: str) -> EventStore:
    """The store as each process opens it."""
    store = open_tally_store(open_database(url, password))
    store.database.migrate(new_log().tables)
    return store


def act(tx: Transaction, content: bytes) -> range:
    """Count, and enter into the log that it was done."""
    tx.append(TALLY, tx.load(TALLY, TALLY_ID), counted())
    return new_log().append(tx, [content], KEY)


def act_once(store: EventStore, content: bytes) -> range:
    """An act in a transaction of its own."""
    with store.transaction(service_actor("test", "test"), system_clock()) as tx:
        return act(tx, content)


def verified(place: tuple[str, str]) -> Report:
    """What an auditor is told."""
    log = new_log()
    with open_source(log, *place) as source:
        return verify(log, source)


def contents(store: EventStore) -> list[bytes]:
    """Every entry."""
    return [row["entry"] for row in new_log().entries(store.database, 0, 9_999)]


def test_an_act_and_its_entry_are_committed_together(
    store: EventStore, place: tuple[str, str]
) -> None:
    """Event, view, entry and signed checkpoint are there after the block."""
    assert act_once(store, b"one") == range(1)
    assert act_once(store, b"two") == range(1, 2)
    assert (total_in_view(store), contents(store)) == (2, [b"one", b"two"])
    note = new_log().checkpoint(store.database)
    assert note is not None
    root = merkle_trees.tree_hash([b"one", b"two"])
    assert open_checkpoint(note, [KEY.verifier], KEY.name) == Checkpoint(KEY.name, 2, root)
    assert verified(place).is_sound


def test_of_an_act_that_fails_no_entry_remains(
    store: EventStore, actor: Actor, place: tuple[str, str]
) -> None:
    """Neither event nor entry, and the next act goes on where the log was, with the same log."""
    act_once(store, b"one")
    log = new_log()
    with pytest.raises(RuntimeError), store.transaction(actor, system_clock()) as tx:
        log.append(tx, [b"lost", b"lost too"], KEY)
        act(tx, b"lost as well")
        tx.flush()
        raise RuntimeError
    assert (total_in_view(store), contents(store)) == (1, [b"one"])
    with store.transaction(actor, system_clock()) as tx:
        assert log.append(tx, [b"two"], KEY) == range(1, 2)
    assert contents(store) == [b"one", b"two"]
    assert verified(place).is_sound


def test_an_attempt_that_fails_takes_its_entries_back(
    store: EventStore, actor: Actor, place: tuple[str, str]
) -> None:
    """What was appended before and after it in the same transaction is committed, without a gap."""
    with store.transaction(actor, system_clock()) as tx:
        act(tx, b"one")
        with suppress(RuntimeError), tx.attempt():
            act(tx, b"bad row")
            raise RuntimeError
        assert act(tx, b"two") == range(1, 2)
    assert (total_in_view(store), contents(store)) == (2, [b"one", b"two"])
    assert verified(place).is_sound


def test_an_entry_refused_takes_the_act_along(store: EventStore) -> None:
    """Where the log is damaged, nothing is done that could not be entered into it."""
    act_once(store, b"one")
    with store.database.exclusive() as unit:
        unit.execute("UPDATE disclosures_entries SET checkpoint = NULL")
    with pytest.raises(LogDamaged):
        act_once(store, b"two")
    assert (total_in_view(store), contents(store)) == (1, [b"one"])


def test_a_key_that_nobody_trusts_signs_nothing(store: EventStore, actor: Actor) -> None:
    """Appending with it is a defect of the caller."""
    with (
        pytest.raises(ValueError, match="trust"),
        store.transaction(actor, system_clock()) as tx,
    ):
        new_log().append(tx, [b"one"], STRANGER)
    assert contents(store) == []


def _act_in_process(url: str, password: str, name: int) -> None:
    store = open_store(url, password)
    for number in range(TIMES):
        act_once(store, b"entry %d of %d" % (number, name))
    store.close()


def test_processes_that_append_at_once_take_turns(
    store: EventStore, place: tuple[str, str]
) -> None:
    """Each act is entered once, each process's in its order, and the log is sound."""
    context = multiprocessing.get_context("spawn")
    workers = [
        context.Process(target=_act_in_process, args=(*place, name)) for name in range(WRITERS)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(WITHIN_SECONDS)
    assert [worker.exitcode for worker in workers] == [0] * WRITERS
    entered = contents(store)
    for name in range(WRITERS):
        own = [one for one in entered if one.endswith(b" of %d" % name)]
        assert own == [b"entry %d of %d" % (number, name) for number in range(TIMES)]
    report = verified(place)
    assert report.is_sound
    assert (report.size, total_in_view(store)) == (WRITERS * TIMES, WRITERS * TIMES)


def test_proofs_read_from_the_database_hold(store: EventStore, actor: Actor) -> None:
    """Of every entry at every size, and between all sizes; of what is not there, none is made."""
    entries, log, rows = [entry(number) for number in range(11)], new_log(), store.database
    with store.transaction(actor, system_clock()) as tx:
        log.append(tx, entries[:4], KEY)
        log.append(tx, entries[4:], KEY)
    roots = [log.root(rows, size) for size in range(12)]
    assert roots == [merkle_trees.tree_hash(entries[:size]) for size in range(12)]
    for size in range(1, 12):
        for at in range(size):
            proof = log.inclusion_proof(rows, at, size)
            assert inclusion_holds(leaf_hash(entries[at]), at, size, proof, roots[size])
            proof = log.consistency_proof(rows, at, size)
            assert consistency_holds(at, size, proof, roots[at], roots[size])
    for make in (log.inclusion_proof, log.consistency_proof):
        with pytest.raises(NotInLog):
            make(rows, 3, 12)
        with pytest.raises(NotInLog):
            make(rows, -1, 11)
