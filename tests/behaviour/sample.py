"""A service so small that what its store does can be seen: a tally that counts up."""

from __future__ import annotations

from uuid import UUID

from shared.calendar import system_clock
from shared.identity import service_actor
from shared.store import Aggregate, Event, EventStore, Recorded, Transaction, recorded_as
from shared.store.database import Database

MUNICIPALITY = "271403"
TALLY_ID = UUID(int=7)


@recorded_as("sample.Counted")
class Counted(Event):
    """The tally went up."""

    by: int


def evolve(total: int | None, event: Event) -> int:
    """Return the total after an event."""
    assert isinstance(event, Counted)
    return (total or 0) + event.by


TALLY: Aggregate[int] = Aggregate("tally", evolve)


class Totals:
    """Table ``totals``: the total of each tally."""

    names = ("totals",)
    tables = (
        "CREATE TABLE IF NOT EXISTS totals (tally_id TEXT PRIMARY KEY, total BIGINT NOT NULL)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Add what was counted."""
        assert isinstance(recorded.event, Counted)
        tx.execute(
            "INSERT INTO totals VALUES (:tally_id, :by) ON CONFLICT (tally_id)"
            " DO UPDATE SET total = totals.total + :by",
            {"tally_id": str(recorded.originator_id), "by": recorded.event.by},
        )


def counted(by: int = 1) -> Counted:
    """The event of counting."""
    return Counted(municipality=MUNICIPALITY, by=by)


def count(store: EventStore, by: int = 1, tally_id: UUID = TALLY_ID) -> None:
    """Count once, in a transaction."""
    with store.transaction(service_actor("test", "test"), system_clock()) as tx:
        tx.append(TALLY, tx.load(TALLY, tally_id), counted(by))


def open_tally_store(database: Database) -> EventStore:
    """A store of tallies on a database."""
    return EventStore("intake", database, (Totals(),))


def total_in_view(store: EventStore, tally_id: UUID = TALLY_ID) -> int:
    """What the read model says."""
    rows = store.rows("SELECT total FROM totals WHERE tally_id = :id", {"id": str(tally_id)})
    return int(rows[0]["total"]) if rows else 0
