"""The event store: everything of a transaction is committed, or nothing is; on both databases."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from uuid import UUID

import pytest

from shared.calendar import Clock, system_clock
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Aggregate, Event, EventStore, Recorded, Transaction
from shared.store.database import Database
from shared.store.open import open_database
from tests.behaviour.sample import (
    TALLY,
    TALLY_ID,
    Counted,
    count,
    counted,
    open_tally_store,
    total_in_view,
)
from tests.servers.postgres import PostgresServer

WITHIN_SECONDS = 60


@pytest.fixture
def store(database: Database) -> EventStore:
    """A migrated store of tallies."""
    opened = open_tally_store(database)
    opened.migrate()
    return opened


def test_what_is_appended_is_there_with_its_view_and_its_author(
    store: EventStore, actor: Actor, clock: Clock
) -> None:
    """Event, read model, actor and instant are on record after the block."""
    with store.transaction(actor, clock()) as tx:
        stream = tx.append(TALLY, tx.load(TALLY, TALLY_ID), counted(2), counted(3))

    [_, last] = store.history(TALLY_ID)
    assert (stream.version, stream.state) == (2, 5)
    assert store.load(TALLY, TALLY_ID) == stream
    assert total_in_view(store) == 5
    assert (last.metadata.actor, last.metadata.recorded_at) == (actor, clock())


def test_a_block_that_raises_leaves_nothing_behind(store: EventStore, actor: Actor) -> None:
    """Neither event, nor view, nor position of a failed transaction is committed."""
    with (
        pytest.raises(RuntimeError),
        store.transaction(actor, system_clock()) as tx,
    ):
        tx.append(TALLY, tx.load(TALLY, TALLY_ID), counted())
        tx.track("conference", 5)
        tx.flush()
        raise RuntimeError

    assert store.history(TALLY_ID) == []
    assert total_in_view(store) == 0
    assert store.tracked("conference") == 0
    assert store.load(TALLY, TALLY_ID).version == 0


def test_effect_and_position_commit_together(store: EventStore, actor: Actor) -> None:
    """After the block both the event and the position of its cause are there."""
    with store.transaction(actor, system_clock()) as tx:
        tx.append(TALLY, tx.load(TALLY, TALLY_ID), counted())
        tx.track("conference", 5)

    assert (store.load(TALLY, TALLY_ID).version, store.tracked("conference")) == (1, 5)


def test_a_transaction_sees_what_it_has_appended_itself(store: EventStore, actor: Actor) -> None:
    """Loading and asking a view within the block include the block's own writes."""
    with store.transaction(actor, system_clock()) as tx:
        tx.append(TALLY, tx.load(TALLY, TALLY_ID), counted(4))

        assert tx.load(TALLY, TALLY_ID).state == 4
        assert tx.rows("SELECT total FROM totals")[0]["total"] == 4


def test_an_attempt_that_fails_is_undone_alone(store: EventStore, actor: Actor) -> None:
    """What came before and after the failed attempt in the same transaction is committed."""
    with store.transaction(actor, system_clock()) as tx:
        tx.append(TALLY, tx.load(TALLY, TALLY_ID), counted(1))
        with pytest.raises(RuntimeError), tx.attempt():
            tx.append(TALLY, tx.load(TALLY, TALLY_ID), counted(10))
            raise RuntimeError
        tx.append(TALLY, tx.load(TALLY, TALLY_ID), counted(100))

    assert store.load(TALLY, TALLY_ID).state == 101
    assert total_in_view(store) == 101


def test_a_decision_on_an_older_state_is_refused(store: EventStore) -> None:
    """Who saw version 1 cannot change version 2 without having seen it."""
    count(store)
    seen = store.load(TALLY, TALLY_ID).version
    count(store)

    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "stale-version"):
        store.load(TALLY, TALLY_ID).expect_version(seen)


def test_a_stream_that_was_loaded_too_early_is_refused(store: EventStore, actor: Actor) -> None:
    """Whoever decided on it is told so; nothing of the transaction is written."""
    early = store.load(TALLY, TALLY_ID)
    count(store)

    with (
        pytest.raises(Refusal, check=lambda refusal: refusal.code == "stale-version"),
        store.transaction(actor, system_clock()) as tx,
    ):
        tx.append(TALLY, tx.load(TALLY, UUID(int=8)), counted(5))
        tx.append(TALLY, early, counted(10))

    assert store.position() == 1
    assert total_in_view(store) == 1


def test_a_stream_that_was_gone_on_with_in_the_same_transaction_is_refused(
    store: EventStore, actor: Actor
) -> None:
    """Appending twice to what was loaded, instead of to what append gave back, is a defect."""
    with store.transaction(actor, system_clock()) as tx:
        loaded = tx.load(TALLY, TALLY_ID)
        tx.append(TALLY, loaded, counted(1))
        with pytest.raises(Refusal, check=lambda refusal: refusal.code == "stale-version"):
            tx.append(TALLY, loaded, counted(10))

    assert store.load(TALLY, TALLY_ID).state == 1


def test_a_stream_of_a_failed_attempt_cannot_be_gone_on_with(
    store: EventStore, actor: Actor
) -> None:
    """What was undone leaves no gap in the versions, even for who kept a hold of it."""
    with store.transaction(actor, system_clock()) as tx:
        undone = before = tx.append(TALLY, tx.load(TALLY, TALLY_ID), counted(1))
        with pytest.raises(RuntimeError), tx.attempt():
            undone = tx.append(TALLY, before, counted(10))
            raise RuntimeError
        with pytest.raises(Refusal, check=lambda refusal: refusal.code == "stale-version"):
            tx.append(TALLY, undone, counted(100))
        tx.append(TALLY, before, counted(1_000))

    assert store.load(TALLY, TALLY_ID).state == 1_001
    assert [one.originator_version for one in store.history(TALLY_ID)] == [1, 2]


def evolve_none(_before: int | None, event: Event) -> int:
    """A kind of aggregate to which nothing that was recorded belongs."""
    raise LookupError(event.TOPIC)


def test_an_id_that_another_kind_has_is_taken(store: EventStore, actor: Actor) -> None:
    """Whether it was written before or in the same transaction, no stream is begun twice."""
    other: Aggregate[int] = Aggregate("other", evolve_none)
    count(store)

    with store.transaction(actor, system_clock()) as tx:
        tx.append(TALLY, tx.load(TALLY, UUID(int=8)), counted(5))
        for taken in (TALLY_ID, UUID(int=8)):
            with pytest.raises(Refusal, check=lambda refusal: refusal.code == "id-taken"):
                tx.append(other, tx.load(other, taken), counted(1))

    assert store.load(TALLY, UUID(int=8)).state == 5


def test_a_kept_stream_is_brought_up_to_date_when_somebody_else_wrote(
    store: EventStore, database: Database
) -> None:
    """The cache of streams never hides another writer's events."""
    count(store)
    other = open_tally_store(database)
    count(other, by=10)

    assert store.load(TALLY, TALLY_ID).state == 11
    count(store, by=100)
    assert other.load(TALLY, TALLY_ID).state == 111


def test_several_streams_are_loaded_as_each_would_be_alone(
    store: EventStore, actor: Actor, database: Database
) -> None:
    """Known ones, ones that somebody else went on with, own changes, ones that are not there."""
    new, behind, own, nobody = (UUID(int=number) for number in range(1, 5))
    with store.transaction(actor, system_clock()) as tx:
        for one in (new, behind, own):
            tx.append(TALLY, tx.load(TALLY, one), counted(one.int))
    assert store.load(TALLY, behind).version == 1
    count(open_tally_store(database), 5, behind)

    with store.transaction(actor, system_clock()) as tx:
        changed = tx.append(TALLY, tx.load(TALLY, own), counted(7))
        asked = [nobody, own, behind, new, behind]
        loaded = tx.load_all(TALLY, asked)
        assert loaded == {one: tx.load(TALLY, one) for one in asked}
        assert list(loaded) == [nobody, own, behind, new]
        assert loaded[own] is changed
        assert [one.version for one in loaded.values()] == [0, 2, 2, 1]
        assert loaded[behind].state == behind.int + 5


def test_what_was_loaded_once_in_a_transaction_is_what_is_gone_on_with(
    store: EventStore, actor: Actor
) -> None:
    """Loaded again it is the same, until the transaction itself changes it or takes that back."""
    with store.transaction(actor, system_clock()) as tx:
        before = tx.load(TALLY, TALLY_ID)
        assert tx.load(TALLY, TALLY_ID) is before
        with pytest.raises(RuntimeError), tx.attempt():
            assert tx.load(TALLY, TALLY_ID) is not tx.append(TALLY, before, counted())
            raise RuntimeError
        assert tx.load(TALLY, TALLY_ID) is before
        after = tx.append(TALLY, before, counted(2))
        assert tx.load(TALLY, TALLY_ID) is after


def test_threads_that_write_the_same_aggregate_all_get_through(store: EventStore) -> None:
    """Writers wait for each other; no event is lost and no version is given twice."""
    threads = [threading.Thread(target=lambda: [count(store) for _ in range(25)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(WITHIN_SECONDS)

    assert store.load(TALLY, TALLY_ID).state == 100
    assert [r.originator_version for r in store.history(TALLY_ID)] == list(range(1, 101))
    assert total_in_view(store) == 100


MORE_THAN_CONNECTIONS = 24
"""More threads than a store has connections."""


def test_whoever_reads_while_writing_waits_for_nobody_who_waits_to_write(
    store: EventStore, actor: Actor
) -> None:
    """A block may ask for what is committed while others wait for it to end; nobody fails."""
    with store.transaction(actor, system_clock()) as tx:
        tx.append(TALLY, tx.load(TALLY, TALLY_ID), counted())

    def look(_: int) -> int:
        seen = 0
        for _ in range(5):
            with store.transaction(actor, system_clock()):
                seen += len(store.history(TALLY_ID)) + len(store.rows("SELECT * FROM totals"))
        return seen

    with ThreadPoolExecutor(MORE_THAN_CONNECTIONS) as threads:
        found = list(threads.map(look, range(MORE_THAN_CONNECTIONS)))
    assert found == [10] * MORE_THAN_CONNECTIONS


def test_views_that_are_rebuilt_from_the_log_are_the_same(store: EventStore, actor: Actor) -> None:
    """A read model holds nothing that the events do not say; what is wrong in it is mended."""
    for by in (1, 2, 3):
        count(store, by)
        count(store, by, UUID(int=8))
    before = store.rows("SELECT * FROM totals ORDER BY tally_id")
    with store.transaction(actor, system_clock()) as tx:
        tx.execute("UPDATE totals SET total = 999 WHERE tally_id = :id", {"id": str(TALLY_ID)})
        tx.execute("INSERT INTO totals VALUES ('nobody', 1)")

    assert store.rebuild_views(batch=4) == 6
    assert store.rows("SELECT * FROM totals ORDER BY tally_id") == before


class OftenCounted:
    """A later version of the view of totals, which knows more."""

    names = ("totals",)
    tables = (
        """CREATE TABLE IF NOT EXISTS totals (
            tally_id TEXT PRIMARY KEY,
            total BIGINT NOT NULL,
            often BIGINT NOT NULL
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Add what was counted, and that it was."""
        assert isinstance(recorded.event, Counted)
        tx.execute(
            "INSERT INTO totals VALUES (:tally_id, :by, 1) ON CONFLICT (tally_id)"
            " DO UPDATE SET total = totals.total + :by, often = totals.often + 1",
            {"tally_id": str(recorded.originator_id), "by": recorded.event.by},
        )


def test_a_view_that_is_made_otherwise_after_an_upgrade_is_filled_anew(
    store: EventStore, database: Database
) -> None:
    """Given tables of the version before, then migrating makes and fills them as they are now."""
    count(store, 2)
    count(store, 3)
    upgraded = EventStore("intake", database, (OftenCounted(),))
    upgraded.migrate()
    expected = [{"tally_id": str(TALLY_ID), "total": 5, "often": 2}]
    assert upgraded.rows("SELECT * FROM totals") == expected

    count(upgraded, 4)
    upgraded.migrate()
    expected = [{"tally_id": str(TALLY_ID), "total": 9, "often": 3}]
    assert upgraded.rows("SELECT * FROM totals") == expected


def test_migrating_again_leaves_what_is_there(store: EventStore, actor: Actor) -> None:
    """Tables that are as they are declared are not touched: a start reads no log."""
    with store.transaction(actor, system_clock()) as tx:
        tx.execute("INSERT INTO totals VALUES ('nobody', 1)")
    store.migrate()

    assert store.rows("SELECT tally_id FROM totals") == [{"tally_id": "nobody"}]


def test_a_listener_hears_of_a_commit_and_of_nothing_else(store: EventStore, actor: Actor) -> None:
    """The relay is woken after events are on disk, not by reading or by a failure."""
    heard: list[int] = []
    store.on_commit(lambda: heard.append(store.position()))

    store.load(TALLY, TALLY_ID)
    with pytest.raises(RuntimeError), store.transaction(actor, system_clock()):
        raise RuntimeError
    count(store)

    assert heard == [store.position()]


def test_an_event_is_stored_with_its_version_and_under_its_registered_name(
    store: EventStore,
) -> None:
    """No Python path is stored; the version stands beside the payload."""
    count(store)
    [stored] = store.database.recorder.select_events(TALLY_ID)

    assert stored.topic == "sample.Counted" == Counted.TOPIC
    assert stored.state.startswith(b'{"v":1,"m":{')


def test_an_instant_without_a_time_zone_is_refused(store: EventStore, actor: Actor) -> None:
    """A naive time would be another instant elsewhere."""
    with (
        pytest.raises(ValueError, match="timezone"),
        store.transaction(actor, datetime(2026, 11, 1)),  # noqa: DTZ001 - the point of the test
    ):
        pass


def test_the_insert_function_that_loses_order_is_refused(
    monkeypatch: pytest.MonkeyPatch, postgres: PostgresServer
) -> None:
    """A service does not start where POSTGRES_ENABLE_DB_FUNCTIONS is set, however prefixed."""
    monkeypatch.setenv("INTAKE_POSTGRES_ENABLE_DB_FUNCTIONS", "y")

    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "db-functions-enabled"):
        open_database(postgres.url("postgres"), postgres.password)
