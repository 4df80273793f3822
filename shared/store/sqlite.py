"""A service's database in one SQLite file (WAL, synchronous=FULL)."""

from __future__ import annotations

import fcntl
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from uuid import UUID

from eventsourcing.persistence import InterfaceError, StoredEvent, Tracking
from eventsourcing.sqlite import (
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteProcessRecorder,
)

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

    def events_behind(self, versions: Mapping[UUID, int]) -> dict[UUID, list[StoredEvent]]:
        """Return the events of several aggregates, each behind a version of its own."""
        asked = {one.hex: one for one in versions}
        self._cursor.execute(
            "SELECT e.originator_id, e.originator_version, e.topic, e.state"
            " FROM json_each(?) AS asked CROSS JOIN stored_events AS e"
            " ON e.originator_id = asked.key AND e.originator_version > asked.value"
            " ORDER BY asked.id, e.originator_version",
            (json.dumps({key: versions[one] for key, one in asked.items()}),),
        )
        found: dict[UUID, list[StoredEvent]] = {}
        for key, *row in self._cursor.fetchall():
            found.setdefault(asked[key], []).append(StoredEvent(asked[key], *row))
        return found

    def insert_events(self, stored: Sequence[StoredEvent]) -> None:
        """Append to the event log."""
        self._recorder._insert_events(self._cursor, stored)  # noqa: SLF001 - the recorder's seam

    def insert_tracking(self, tracking: Tracking) -> None:
        """Note how far another service's log has taken effect here."""
        self._recorder._insert_tracking(self._cursor, tracking)  # noqa: SLF001


WRITER_CACHE_KIB = 65_536
"""Pages a writer may hold. Indexes by digest are written all over the file: with SQLite's own 2 MiB
every commit of a grown store would read most of its pages again."""


KEPT_STATEMENTS = 256
"""So many compiled statements a connection keeps: all that one service ever asks."""


class _Pool(SQLiteConnectionPool):
    """Connections that keep their compiled statements.

    Eventsourcing's own keep a single one each, since it says ``True`` where a number is meant:
    every statement would be compiled anew, which takes four times as long as carrying it out.
    """

    def _create_connection(self) -> SQLiteConnection:
        super()._create_connection().close()  # it sees to the file's journal
        try:
            opened = sqlite3.connect(
                self.db_name,
                uri=True,
                check_same_thread=False,
                isolation_level=None,
                cached_statements=KEPT_STATEMENTS,
                timeout=LOCK_TIMEOUT_SECONDS,
            )
        except sqlite3.Error as error:
            raise InterfaceError(error) from error
        opened.row_factory = sqlite3.Row
        return SQLiteConnection(opened, self.max_age)


class _Connections(SQLiteDatastore):
    """Connections to a file; whoever waits for one waits as long as for the file's own lock."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.pool = _Pool(
            db_name=str(path), lock_timeout=LOCK_TIMEOUT_SECONDS, pool_timeout=LOCK_TIMEOUT_SECONDS
        )


class SQLiteDatabase:
    """One file per service: a shared file would share eventsourcing's event log as well.

    Whoever reads has connections of their own. A pool gives its connections out in the order in
    which they are asked for: of one for both, a writer that reads besides would wait for whoever
    waits for it to end.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writing, self._reading = _Connections(path), _Connections(path)
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
        with self._reading.get_connection(commit=False) as connection:
            cursor = connection.cursor()
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
