"""Wrapped keys in a PostgreSQL database of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from psycopg import Connection
from psycopg.errors import LockNotAvailable, UndefinedTable
from psycopg_pool import ConnectionPool

from shared.sealing.refusals import ErasureIncomplete, KeyStoreMissing

MIGRATION_LOCK = 0x747A7561  # any fixed number will do: only `migrate` takes this advisory lock
WAIT_SECONDS = 30
"""How long an erasure waits for whoever is reading the table, such as a backup."""

_TABLE = """CREATE TABLE IF NOT EXISTS person_keys (
    key_id TEXT PRIMARY KEY,
    wrapped_key TEXT,
    created_at TEXT NOT NULL,
    destroyed_at TEXT
)"""

_LOCK = "LOCK TABLE person_keys IN ACCESS EXCLUSIVE MODE"

_REWRITE = "ALTER TABLE person_keys ALTER wrapped_key TYPE TEXT USING wrapped_key || ''"
"""Makes PostgreSQL write a new file with the valid rows only and drop the old one.

VACUUM will not do: it leaves the bytes of a removed row in the page. VACUUM FULL will not do
either: it keeps rows that any open transaction might still see.
"""


class PostgresKeyStore:
    """One table in one database; see :class:`shared.sealing.key_store.KeyStore`.

    Destroying a key rewrites the table's file at once. The bytes stay in the server's write-ahead
    log until that is recycled, and in archived logs and base backups until those are deleted; the
    keys there are worthless once the KEK has been changed.

    Args:
        url: ``postgresql://user@host:port/dbname``.
        password: it never stands in the URL.
    """

    def __init__(self, url: str, password: str) -> None:
        parts = urlsplit(url)
        self._pool: ConnectionPool[Connection[tuple[Any, ...]]] = ConnectionPool(
            min_size=0,
            max_size=4,
            open=False,
            kwargs={
                "dbname": parts.path.lstrip("/"),
                "host": parts.hostname,
                "port": parts.port or 5432,
                "user": unquote(parts.username or ""),
                "password": password,
                "autocommit": True,
            },
        )

    @contextmanager
    def _transaction(self) -> Iterator[Connection[tuple[Any, ...]]]:
        self._pool.open()
        try:
            with self._pool.connection() as connection, connection.transaction():
                yield connection
        except UndefinedTable:
            raise KeyStoreMissing from None
        except LockNotAvailable:
            raise ErasureIncomplete from None

    @contextmanager
    def _alone(self) -> Iterator[Connection[tuple[Any, ...]]]:
        """A transaction with the table to itself, after which no old bytes are in its file."""
        with self._transaction() as connection:
            connection.execute(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
            connection.execute(_LOCK)
            yield connection
            connection.execute(_REWRITE)

    def migrate(self) -> None:
        """Create the table, one process at a time."""
        with self._transaction() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", (MIGRATION_LOCK,))
            connection.execute(_TABLE)

    def add(self, wrapped: Mapping[str, str], at: datetime) -> None:
        """Keep new keys in one commit; in order of their ids, lest two processes deadlock."""
        rows = [(key_id, text, at.isoformat()) for key_id, text in sorted(wrapped.items())]
        with self._transaction() as connection:
            connection.cursor().executemany(
                "INSERT INTO person_keys VALUES (%s, %s, %s, NULL) ON CONFLICT (key_id) DO NOTHING",
                rows,
            )

    def get(self, key_ids: Sequence[str]) -> dict[str, str | None]:
        """Return wrapped keys."""
        with self._transaction() as connection:
            rows = connection.execute(
                "SELECT key_id, wrapped_key FROM person_keys WHERE key_id = ANY(%s)",
                (list(key_ids),),
            ).fetchall()
        return {row[0]: row[1] for row in rows}

    def destroy(self, key_id: str, at: datetime) -> None:
        """Remove a key and rewrite the file that held it, in one commit."""
        now = at.isoformat()
        with self._alone() as connection:
            connection.execute(
                "INSERT INTO person_keys VALUES (%s, NULL, %s, %s) ON CONFLICT (key_id)"
                " DO UPDATE SET wrapped_key = NULL,"
                " destroyed_at = coalesce(person_keys.destroyed_at, excluded.destroyed_at)",
                (key_id, now, now),
            )

    def destroyed_at(self, key_id: str) -> datetime | None:
        """Read a tombstone."""
        with self._transaction() as connection:
            row = connection.execute(
                "SELECT destroyed_at FROM person_keys WHERE key_id = %s", (key_id,)
            ).fetchone()
        return datetime.fromisoformat(row[0]) if row and row[0] else None

    def replace(self, change: Callable[[str, str], str]) -> int:
        """Replace every key and rewrite the file that held the old ones, in one commit."""
        with self._alone() as connection:
            rows = connection.execute(
                "SELECT key_id, wrapped_key FROM person_keys WHERE wrapped_key IS NOT NULL"
            ).fetchall()
            changed = [(new, key_id) for key_id, old in rows if (new := change(key_id, old)) != old]
            connection.cursor().executemany(
                "UPDATE person_keys SET wrapped_key = %s WHERE key_id = %s", changed
            )
        return len(changed)

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()
