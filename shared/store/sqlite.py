"""A service's database in one SQLite file (WAL, synchronous=FULL)."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

from eventsourcing.persistence import StoredEvent, Tracking
from eventsourcing.sqlite import SQLiteCursor, SQLiteDatastore, SQLiteProcessRecorder

from shared.store.database import Params, Row, Value

LOCK_TIMEOUT_SECONDS = 30


class SQLiteUnitOfWork:
    """A transaction that holds SQLite's single write lock from its first statement on."""

    def __init__(self, recorder: SQLiteProcessRecorder, cursor: SQLiteCursor) -> None:
        self._recorder = recorder
        self._cursor = cursor

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """Return the rows of a SELECT, own writes included."""
        self._cursor.execute(sql, params or {})
        return [dict(row) for row in self._cursor.fetchall()]

    def execute(self, sql: str, params: Params | None = None) -> None:
        """Run one statement."""
        self._cursor.execute(sql, params or {})

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        """Run one statement for each set of parameters."""
        self._cursor.executemany(sql, params)

    def insert_rows(
        self, table: str, columns: Sequence[str], rows: Sequence[tuple[Value, ...]]
    ) -> None:
        """Add rows to a table, with one statement that is prepared once."""
        named, values = ", ".join(columns), ", ".join("?" * len(columns))
        self._cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({values})", rows)  # noqa: S608 - own names

    def events_of(self, originator_id: UUID, after: int) -> list[StoredEvent]:
        """Return an aggregate's events behind a version."""
        self._cursor.execute(
            "SELECT originator_version, topic, state FROM stored_events"
            " WHERE originator_id = ? AND originator_version > ? ORDER BY originator_version",
            (originator_id.hex, after),
        )
        return [StoredEvent(originator_id, *row) for row in self._cursor.fetchall()]

    def insert_events(self, stored: Sequence[StoredEvent]) -> None:
        """Append to the event log."""
        self._recorder._insert_events(self._cursor, stored)  # noqa: SLF001 - the recorder's seam

    def insert_tracking(self, tracking: Tracking) -> None:
        """Note how far another service's log has taken effect here."""
        self._recorder._insert_tracking(self._cursor, tracking)  # noqa: SLF001


WRITER_CACHE_KIB = 65_536
"""Pages a writer may hold. Indexes by digest are written all over the file: with SQLite's own 2 MiB
every commit of a grown store would read most of its pages again."""


def _connections(path: Path) -> SQLiteDatastore:
    """Connections to a file; whoever waits for one waits as long as for the file's own lock."""
    return SQLiteDatastore(
        str(path), lock_timeout=LOCK_TIMEOUT_SECONDS, pool_timeout=LOCK_TIMEOUT_SECONDS
    )


class SQLiteDatabase:
    """One file per service: a shared file would share eventsourcing's event log as well.

    Whoever reads has connections of their own. A pool gives its connections out in the order in
    which they are asked for: of one for both, a writer that reads besides would wait for whoever
    waits for it to end.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing, self._reading = _connections(path), _connections(path)
        self.recorder = SQLiteProcessRecorder(self._reading)

    @contextmanager
    def exclusive(self) -> Iterator[SQLiteUnitOfWork]:
        """Open the transaction in which a whole effect commits.

        ``BEGIN IMMEDIATE``, since a deferred transaction that reads first and writes later fails
        at once, without waiting, when another process has written in between.
        """
        with self._writing.get_connection(commit=True) as connection:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA cache_size = -{WRITER_CACHE_KIB}")
            cursor.execute("BEGIN IMMEDIATE")
            try:
                yield SQLiteUnitOfWork(self.recorder, cursor)
            except BaseException:
                connection.rollback()
                raise
            connection.commit()

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """Return the rows of a SELECT over what is committed."""
        with self._reading.transaction(commit=False) as cursor:
            cursor.execute(sql, params or {})
            return [dict(row) for row in cursor.fetchall()]

    def migrate(self, statements: Sequence[str]) -> None:
        """Create what is missing, one process at a time."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(self._path.with_suffix(".migrate").open("w")) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._path.touch(mode=0o600)
            self.recorder.create_table()
            with self.exclusive() as unit:
                for statement in statements:
                    unit.execute(statement)

    def close(self) -> None:
        """Close every connection."""
        self._writing.close()
        self._reading.close()
