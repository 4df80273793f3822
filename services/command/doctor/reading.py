"""Looking into a database without being able to change it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

Select = Callable[[str], Sequence[tuple[Any, ...]]]
"""Runs a SELECT without parameters."""

WITHIN_SECONDS = 5


@contextmanager
def reading(url: str, password: str) -> Iterator[Select]:
    """Open a database for reading only.

    Raises:
        sqlite3.Error, psycopg.Error: it cannot be opened or read.
    """
    if url.startswith("sqlite:///"):
        path = Path(url.removeprefix("sqlite://"))
        with closing(
            sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=WITHIN_SECONDS)
        ) as file:
            yield lambda sql: file.execute(sql).fetchall()
        return
    with psycopg.connect(
        url, password=password, connect_timeout=WITHIN_SECONDS, autocommit=True
    ) as server:
        server.read_only = True
        yield lambda sql: server.execute(sql.encode()).fetchall()
