"""Sessions of 居場所・家族会 arrive in stats with their counts, as they were told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest

from services.stats.handlers import handle
from services.stats.views import TABLES
from shared.facts import Fact, placement
from shared.facts.envelope import Received
from shared.identity import service_actor
from shared.store import EventStore
from shared.store.sqlite import SQLiteDatabase

NOW = datetime(2026, 11, 2, tzinfo=UTC)
SESSION, SALON = str(UUID(int=1)), str(UUID(int=2))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    """The observations of stats."""
    opened = EventStore("stats", SQLiteDatabase(tmp_path / "stats.sqlite"), (), TABLES)
    opened.migrate()
    yield opened
    opened.close()


def told(store: EventStore, *facts: Fact) -> None:
    """The facts arrive, one after the other."""
    for position, fact in enumerate(facts, start=1):
        with store.transaction(service_actor("stats", "statistics"), NOW) as tx:
            handle(tx, Received(position, position - 1, NOW, fact))


def held(*counts: placement.SessionCount) -> placement.SessionHeld:
    """A salon was held."""
    return placement.SessionHeld(
        municipality="990019",
        occurred_on=date(2026, 11, 1),
        session_id=SESSION,
        programme_id=SALON,
        kind="salon",
        counts=counts,
    )


def count(role: str, people: int, first: int | None = None) -> placement.SessionCount:
    """So many."""
    return placement.SessionCount(role=role, first_age=first, last_age=None, people=people)


def test_a_session_is_kept_with_its_counts_and_nobody_counted_is_no_zero(
    store: EventStore,
) -> None:
    """Counted, counted 0, not counted: three different rows, the ages as they were counted."""
    told(store, held(count("person", 3, 18), count("unknown", 2)), held(count("person", 0)), held())

    sessions = store.rows("SELECT people FROM sessions ORDER BY position")
    counts = store.rows("SELECT * FROM session_counts ORDER BY position, item")
    assert [row["people"] for row in sessions] == [5, 0, None]
    assert [(row["position"], row["role"], row["first_age"], row["people"]) for row in counts] == [
        (1, "person", 18, 3),
        (1, "unknown", None, 2),
        (2, "person", None, 0),
    ]


def test_an_undone_session_is_marked_beside_what_was_told(store: EventStore) -> None:
    """What was told stays; that it holds no more is a row of its own."""
    undone = held().model_dump(exclude={"counts"})
    told(store, held(count("family", 2)), placement.SessionUndone.model_validate(undone))

    [row] = store.rows("SELECT record_id, step FROM undone_steps")
    assert (row["record_id"], row["step"]) == (SESSION, "session-held")
    assert len(store.rows("SELECT * FROM sessions")) == 1
