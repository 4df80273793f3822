"""Where wrapped keys lie: a database of its own, apart from every event.

Destroying a person's key makes all that was sealed under it unreadable, wherever copies of the
ciphertext lie (crypto-shredding, promise C5). Rows stay as tombstones: a destroyed key is never
made again.
"""

from __future__ import annotations

import fcntl
import sqlite3
import threading
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from psycopg_pool import ConnectionPool

from shared.refusal import Refusal

_TABLE = """CREATE TABLE IF NOT EXISTS keys (
    key_id TEXT PRIMARY KEY,
    wrapped TEXT,
    created_at TEXT NOT NULL,
    destroyed_at TEXT
)"""


class KeyStore(Protocol):
    """Wrapped keys by id."""

    def migrate(self) -> None:
        """Create the table."""
        ...

    def add(self, wrapped: Mapping[str, str], at: datetime) -> None:
        """Keep new keys in one commit; one that exists, or existed, stays as it is."""
        ...

    def get(self, key_ids: Sequence[str]) -> dict[str, str | None]:
        """Return wrapped keys; ``None`` for a destroyed one, nothing for an unknown one."""
        ...

    def destroy(self, key_id: str, at: datetime) -> None:
        """Overwrite a key; the id stays, so that it cannot be used again."""
        ...

    def close(self) -> None:
        """Give connections back."""
        ...


class SQLiteKeyStore:
    """Keys in one SQLite file, deleted bytes overwritten (``secure_delete``)."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            connection = sqlite3.connect(
                self._path, timeout=30, isolation_level=None, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
            self._connection = connection
        return self._connection

    def migrate(self) -> None:
        """Create the table, one process at a time."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(self._path.with_suffix(".migrate").open("w")) as lock, self._lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._path.touch(mode=0o600)
            self._open().execute(_TABLE)

    def add(self, wrapped: Mapping[str, str], at: datetime) -> None:
        """Keep new keys in one commit."""
        rows = [(key_id, text, at.isoformat()) for key_id, text in wrapped.items()]
        with self._lock:
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                "INSERT INTO keys VALUES (?, ?, ?, NULL) ON CONFLICT (key_id) DO NOTHING", rows
            )
            connection.execute("COMMIT")

    def get(self, key_ids: Sequence[str]) -> dict[str, str | None]:
        """Return wrapped keys."""
        found: dict[str, str | None] = {}
        with self._lock:
            for key_id in key_ids:
                row = (
                    self._open()
                    .execute("SELECT wrapped FROM keys WHERE key_id = ?", (key_id,))
                    .fetchone()
                )
                if row is not None:
                    found[key_id] = row[0]
        return found

    def destroy(self, key_id: str, at: datetime) -> None:
        """Overwrite a key, in the write-ahead log as well."""
        with self._lock:
            connection = self._open()
            connection.execute(
                "UPDATE keys SET wrapped = NULL, destroyed_at = ? WHERE key_id = ?",
                (at.isoformat(), key_id),
            )
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


class PostgresKeyStore:
    """Keys in a PostgreSQL database of their own.

    After :meth:`destroy` the old row version lies in the table's file until it is vacuumed, which
    happens at once, and in the write-ahead log until that is recycled.
    """

    def __init__(self, url: str, password: str) -> None:
        parts = urlsplit(url)
        self._pool = ConnectionPool(
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

    def _opened(self) -> ConnectionPool:
        self._pool.open()
        return self._pool

    def migrate(self) -> None:
        """Create the table, one process at a time."""
        with self._opened().connection() as connection, connection.transaction():
            connection.execute("SELECT pg_advisory_xact_lock(1954115685)")
            connection.execute(_TABLE)

    def add(self, wrapped: Mapping[str, str], at: datetime) -> None:
        """Keep new keys in one commit."""
        rows = [(key_id, text, at.isoformat()) for key_id, text in wrapped.items()]
        with self._opened().connection() as connection, connection.transaction():
            connection.cursor().executemany(
                "INSERT INTO keys VALUES (%s, %s, %s, NULL) ON CONFLICT (key_id) DO NOTHING", rows
            )

    def get(self, key_ids: Sequence[str]) -> dict[str, str | None]:
        """Return wrapped keys."""
        with self._opened().connection() as connection:
            rows = connection.execute(
                "SELECT key_id, wrapped FROM keys WHERE key_id = ANY(%s)", (list(key_ids),)
            ).fetchall()
        return {row[0]: row[1] for row in rows}

    def destroy(self, key_id: str, at: datetime) -> None:
        """Overwrite a key and vacuum the row version that held it."""
        with self._opened().connection() as connection:
            connection.execute(
                "UPDATE keys SET wrapped = NULL, destroyed_at = %s WHERE key_id = %s",
                (at.isoformat(), key_id),
            )
            connection.execute("VACUUM keys")

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


def open_key_store(url: str, password: str = "") -> KeyStore:
    """Open a key store.

    Args:
        url: ``sqlite:///absolute/path`` or ``postgresql://user@host:port/dbname``.
        password: for PostgreSQL; it never stands in the URL.

    Raises:
        Refusal: ``unknown-database`` for any other URL.
    """
    if url.startswith("sqlite:///"):
        return SQLiteKeyStore(Path(url.removeprefix("sqlite://")))
    if url.startswith("postgresql://"):
        return PostgresKeyStore(url, password)
    raise Refusal(
        "unknown-database",
        "鍵の置き場所の指定を読み取れません。",
        "sqlite:///… または postgresql://… の形で指定してください。",
    )
