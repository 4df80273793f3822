"""Where wrapped keys lie: a database of its own, apart from every event.

Destroying a person's key makes all that was sealed under it unreadable, wherever copies of the
ciphertext lie (crypto-shredding, promise C5). Rows stay as tombstones: a destroyed key is never
made again. What no database can reach are older backups of the key store; change the KEK after
an erasure (:func:`shared.sealing.wrapping.rewrap`) and the keys in them are lost as well.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from shared.refusal import Refusal
from shared.sealing.postgres_key_store import PostgresKeyStore
from shared.sealing.sqlite_key_store import SQLiteKeyStore

__all__ = ["KeyStore", "PostgresKeyStore", "SQLiteKeyStore", "open_key_store"]


class KeyStore(Protocol):
    """Wrapped keys by id, shared by all processes of one service."""

    def migrate(self) -> None:
        """Create the table, if nobody has; run once, before services start."""
        ...

    def add(self, wrapped: Mapping[str, str], at: datetime) -> None:
        """Keep new keys in one commit; one that exists, or existed, stays as it is.

        Whoever adds a key reads it back, since another process may have been quicker.
        """
        ...

    def get(self, key_ids: Sequence[str]) -> dict[str, str | None]:
        """Return wrapped keys; ``None`` for a destroyed one, nothing for an unknown one."""
        ...

    def destroy(self, key_id: str, at: datetime) -> None:
        """Remove a key's bytes; its id stays, even if it had no key, and never gets one again.

        Raises:
            shared.sealing.refusals.ErasureIncomplete: something else is reading the key store;
                destroying once more finishes it.
        """
        ...

    def destroyed_at(self, key_id: str) -> datetime | None:
        """When a key was destroyed first; ``None`` while it is not."""
        ...

    def replace(self, change: Callable[[str, str], str]) -> int:
        """Replace every key by what ``change(key_id, wrapped)`` returns, all in one commit.

        Returns:
            How many keys have changed.

        Raises:
            shared.sealing.refusals.ErasureIncomplete: as for :meth:`destroy`.
        """
        ...

    def close(self) -> None:
        """Give connections back."""
        ...


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
