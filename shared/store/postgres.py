"""A service's database in PostgreSQL: one database per service, a role that owns nothing else."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from urllib.parse import unquote, urlsplit
from uuid import UUID

from eventsourcing.persistence import StoredEvent, Tracking
from eventsourcing.postgres import PostgresDatastore, PostgresProcessRecorder
from psycopg import Cursor
from psycopg.rows import DictRow

from shared.refusal import Refusal
from shared.store.database import Params, Row, Value

MIGRATION_LOCK = 0x7473756E  # any fixed number will do: only `migrate` takes this advisory lock
LOCK_TIMEOUT_SECONDS = 30
WRITERS, READERS = 4, 8
"""Connections at most. Writers come one after the other anyway, by the event table's lock."""

DB_FUNCTIONS = "POSTGRES_ENABLE_DB_FUNCTIONS"


def refuse_db_functions() -> None:
    """Refuse to start where eventsourcing's insert function is switched on.

    It takes no table lock, so that a reader of the notification log passes over events that
    commit later with lower ids: facts would be lost in silence.

    Raises:
        Refusal: ``db-functions-enabled``.
    """
    if any(key.endswith(DB_FUNCTIONS) and value for key, value in os.environ.items()):
        raise Refusal(
            "db-functions-enabled",
            f"環境変数 {DB_FUNCTIONS} が設定されています。この設定では記録が読み飛ばされます。",
            "この環境変数を取り除いてから起動してください。",
        )


@lru_cache(maxsize=512)
def psycopg_sql(sql: str) -> bytes:
    """Portable SQL with parameters written ``:name``, as psycopg wants it."""
    escaped = sql.replace("%", "%%")
    return re.sub(r"(?<![:\w]):([a-z_]+)", r"%(\1)s", escaped).encode()


class PostgresUnitOfWork:
    """A transaction that holds the event table's EXCLUSIVE lock from its first statement on.

    Taking it before anything is read or written means that no two writers can wait for each
    other, and that ids in the notification log become visible in their order.
    """

    def __init__(self, recorder: PostgresProcessRecorder, cursor: Cursor[DictRow]) -> None:
        self._recorder = recorder
        self._cursor = cursor
        recorder._lock_table(cursor)  # noqa: SLF001 - the recorder's seam

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """Return the rows of a SELECT, own writes included."""
        return list(self._cursor.execute(psycopg_sql(sql), params or {}).fetchall())

    def execute(self, sql: str, params: Params | None = None) -> None:
        """Run one statement."""
        self._cursor.execute(psycopg_sql(sql), params or {})

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        """Run one statement for each set of parameters."""
        self._cursor.executemany(psycopg_sql(sql), params)

    def insert_rows(
        self, table: str, columns: Sequence[str], rows: Sequence[tuple[Value, ...]]
    ) -> None:
        """Add rows to a table with COPY, which takes the place of a round trip for each."""
        copying = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with self._cursor.copy(copying.encode()) as copy:
            for row in rows:
                copy.write_row(row)

    def events_of(self, originator_id: UUID, after: int) -> list[StoredEvent]:
        """Return an aggregate's events behind a version."""
        self._cursor.execute(
            "SELECT originator_version, topic, state FROM stored_events"
            " WHERE originator_id = %s AND originator_version > %s ORDER BY originator_version",
            (originator_id, after),
        )
        return [
            StoredEvent(originator_id, row["originator_version"], row["topic"], bytes(row["state"]))
            for row in self._cursor.fetchall()
        ]

    def events_behind(self, versions: Mapping[UUID, int]) -> dict[UUID, list[StoredEvent]]:
        """Return the events of several aggregates, each behind a version of its own."""
        self._cursor.execute(
            "SELECT e.originator_id, e.originator_version, e.topic, e.state"
            " FROM unnest(%s::uuid[], %s::bigint[]) AS asked (id, version)"
            " JOIN stored_events AS e"
            " ON e.originator_id = asked.id AND e.originator_version > asked.version"
            " ORDER BY e.originator_id, e.originator_version",
            (list(versions), list(versions.values())),
        )
        found: dict[UUID, list[StoredEvent]] = {}
        for row in self._cursor.fetchall():
            one = row["originator_id"]
            stored = StoredEvent(one, row["originator_version"], row["topic"], bytes(row["state"]))
            found.setdefault(one, []).append(stored)
        return found

    def insert_events(self, stored: Sequence[StoredEvent]) -> None:
        """Append to the event log."""
        self._recorder._insert_stored_events(self._cursor, stored)  # noqa: SLF001

    def insert_tracking(self, tracking: Tracking) -> None:
        """Note how far another service's log has taken effect here."""
        self._recorder._insert_tracking(self._cursor, tracking)  # noqa: SLF001


class PostgresDatabase:
    """Connections to one service's database.

    Whoever reads has connections of their own. Of one pool for both, as many writers as it holds,
    each waiting for the lock or reading besides, would wait for each other.

    Args:
        url: ``postgresql://user@host:port/dbname``.
        password: never part of the URL, so that no log or process list shows it.
    """

    def __init__(self, url: str, password: str) -> None:
        refuse_db_functions()
        self._writing = _connections(url, password, WRITERS)
        self._reading = _connections(url, password, READERS)
        self.recorder = PostgresProcessRecorder(self._reading)

    @contextmanager
    def exclusive(self) -> Iterator[PostgresUnitOfWork]:
        """Open the transaction in which a whole effect commits."""
        with self._writing.get_connection() as connection, connection.transaction():
            yield PostgresUnitOfWork(self.recorder, connection.cursor())

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """Return the rows of a SELECT over what is committed."""
        with self._reading.get_connection() as connection:
            return list(connection.execute(psycopg_sql(sql), params or {}).fetchall())

    def migrate(self, statements: Sequence[str]) -> None:
        """Create what is missing, one process at a time (PostgreSQL's own DDL is not race-free)."""
        with self._reading.get_connection() as guard:
            guard.execute("SELECT pg_advisory_lock(%s)", (MIGRATION_LOCK,))
            try:
                self.recorder.create_table()
                with self._writing.get_connection() as connection, connection.transaction():
                    for statement in statements:
                        connection.execute(psycopg_sql(statement))
            finally:
                guard.execute("SELECT pg_advisory_unlock(%s)", (MIGRATION_LOCK,))

    def close(self) -> None:
        """Close every connection."""
        self._writing.close()
        self._reading.close()


def _connections(url: str, password: str, at_most: int) -> PostgresDatastore:
    """A pool; whoever waits for a connection waits as long as for the event table's lock."""
    parts = urlsplit(url)
    return PostgresDatastore(
        dbname=parts.path.lstrip("/"),
        host=parts.hostname or "127.0.0.1",
        port=str(parts.port or 5432),
        user=unquote(parts.username or ""),
        password=password,
        connect_timeout=LOCK_TIMEOUT_SECONDS,
        pool_size=1,
        max_overflow=at_most - 1,
        lock_timeout=LOCK_TIMEOUT_SECONDS,
        enable_db_functions=False,
    )
