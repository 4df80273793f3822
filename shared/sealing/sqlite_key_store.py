"""Wrapped keys in one SQLite file; freed bytes are overwritten (``secure_delete``)."""

from __future__ import annotations

import fcntl
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from shared.sealing.refusals import ErasureIncomplete, KeyStoreMissing

WAIT_SECONDS = 30.0
"""How long to wait for other processes of the same service."""

_TABLE = """CREATE TABLE IF NOT EXISTS person_keys (
    key_id TEXT PRIMARY KEY,
    wrapped_key TEXT,
    created_at TEXT NOT NULL,
    destroyed_at TEXT
)"""


class SQLiteKeyStore:
    """One file, readable by its owner only; see :class:`shared.sealing.key_store.KeyStore`.

    Nothing but this class may open the file: every connection has to overwrite what it frees.

    Args:
        path: the file; :meth:`migrate` creates it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            if not self._path.exists():
                raise KeyStoreMissing
            connection = sqlite3.connect(
                f"{self._path.absolute().as_uri()}?mode=rw",
                uri=True,
                timeout=WAIT_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
            self._connection = connection
        return self._connection

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        connection = self._opened()
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield connection
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def migrate(self) -> None:
        """Create file and table, one process at a time."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with closing(self._path.with_suffix(".migrate").open("w")) as turn, self._lock:
            fcntl.flock(turn, fcntl.LOCK_EX)
            self._path.touch(mode=0o600)
            self._opened().execute(_TABLE)

    def add(self, wrapped: Mapping[str, str], at: datetime) -> None:
        """Keep new keys in one commit."""
        rows = [(key_id, text, at.isoformat()) for key_id, text in wrapped.items()]
        with self._lock, self._transaction() as connection:
            connection.executemany(
                "INSERT INTO person_keys VALUES (?, ?, ?, NULL) ON CONFLICT (key_id) DO NOTHING",
                rows,
            )

    def get(self, key_ids: Sequence[str]) -> dict[str, str | None]:
        """Return wrapped keys."""
        sql = (
            "SELECT key_id, wrapped_key FROM person_keys"
            " WHERE key_id IN (SELECT value FROM json_each(?))"
        )
        with self._lock:
            return dict(self._opened().execute(sql, (json.dumps(list(key_ids)),)).fetchall())

    def destroy(self, key_id: str, at: datetime) -> None:
        """Overwrite a key, in the write-ahead log as well."""
        now = at.isoformat()
        with self._lock:
            with self._transaction() as connection:
                connection.execute(
                    "INSERT INTO person_keys VALUES (?, NULL, ?, ?) ON CONFLICT (key_id)"
                    " DO UPDATE SET wrapped_key = NULL,"
                    " destroyed_at = coalesce(destroyed_at, excluded.destroyed_at)",
                    (key_id, now, now),
                )
            self._clear_log()

    def destroyed_at(self, key_id: str) -> datetime | None:
        """Read a tombstone."""
        sql = "SELECT destroyed_at FROM person_keys WHERE key_id = ?"
        with self._lock:
            row = self._opened().execute(sql, (key_id,)).fetchone()
        return datetime.fromisoformat(row[0]) if row and row[0] else None

    def replace(self, change: Callable[[str, str], str]) -> int:
        """Replace every key in one commit, and overwrite what was there."""
        with self._lock:
            with self._transaction() as connection:
                rows = connection.execute(
                    "SELECT key_id, wrapped_key FROM person_keys WHERE wrapped_key IS NOT NULL"
                ).fetchall()
                changed = [
                    (new, key_id) for key_id, old in rows if (new := change(key_id, old)) != old
                ]
                connection.executemany(
                    "UPDATE person_keys SET wrapped_key = ? WHERE key_id = ?", changed
                )
            self._clear_log()
        return len(changed)

    def _clear_log(self) -> None:
        """Bring all pages home and empty the write-ahead log, which still holds the old ones."""
        busy, _, _ = self._opened().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise ErasureIncomplete

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None
