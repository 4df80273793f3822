"""Where a service's database is, and how it is opened."""

from __future__ import annotations

from pathlib import Path

from shared.refusal import Refusal
from shared.store.database import Database
from shared.store.postgres import PostgresDatabase
from shared.store.sqlite import SQLiteDatabase


def open_database(url: str, password: str = "") -> Database:
    """Open a service's database.

    Args:
        url: ``sqlite:///absolute/path`` or ``postgresql://user@host:port/dbname``.
        password: for PostgreSQL; it never stands in the URL.

    Raises:
        Refusal: ``unknown-database`` for any other URL.
    """
    if url.startswith("sqlite:///"):
        return SQLiteDatabase(Path(url.removeprefix("sqlite://")))
    if url.startswith("postgresql://"):
        return PostgresDatabase(url, password)
    raise Refusal(
        "unknown-database",
        "データベースの指定を読み取れません。",
        "sqlite:///… または postgresql://… の形で指定してください。",
    )
