"""Where a verification reads a log: a database opened for reading only.

What is read may have been changed by anybody: values of another type than was written are
handed on as they are, and an absent table is told as such.
"""
# ruff: noqa: S608 - the only names put into SQL are the log's own

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote, unquote, urlsplit

import psycopg

from shared.merkle.log import MerkleLog
from shared.merkle.refusals import LogUnreadable
from shared.refusal import Refusal
from shared.store.postgres import psycopg_sql

PAGE = 1_024
"""How many entries are held in memory at once; what a processor keeps at hand is read faster."""

_BEFORE_ALL = -(1 << 63)


@dataclass(frozen=True, slots=True)
class Page:
    """Some entries as they are stored, whoever wrote them, column by column.

    Attributes:
        positions: where each says it stands, in ascending order.
        leaf_hashes: as stored beside each.
        entries: the bytes of each.
        checkpoints: signed note beside each; ``None`` where there is none.
        nodes: those that were complete with these entries, by level and index.
    """

    positions: tuple[int, ...]
    leaf_hashes: tuple[Any, ...]
    entries: tuple[Any, ...]
    checkpoints: tuple[Any, ...]
    nodes: Mapping[int, Mapping[int, Any]]


class Source(Protocol):
    """A log that is read once from its beginning, as it was when reading began."""

    def size(self) -> int:
        """The last position and one; 0 for an empty log."""
        ...

    def pages(self, after: int | None = None) -> Iterator[Page]:
        """Read everything behind a position, or from the beginning."""
        ...

    def node_count(self) -> int:
        """How many nodes are stored."""
        ...


class DatabaseSource:
    """A log in its database.

    Args:
        log: which.
        select: runs one SELECT with parameters written ``:name``; always on the same snapshot.
    """

    def __init__(self, log: MerkleLog, select: Select) -> None:
        self._log = log
        self._select = select

    def size(self) -> int:
        """The last position and one."""
        last = self._select(f"SELECT max(position) FROM {self._log.entries_table}", {})[0][0]
        return 0 if last is None else int(last) + 1

    def node_count(self) -> int:
        """How many nodes are stored."""
        return int(self._select(f"SELECT count(*) FROM {self._log.nodes_table}", {})[0][0])

    def pages(self, after: int | None = None) -> Iterator[Page]:
        """Read page by page."""
        sql = (
            f"SELECT position, leaf_hash, entry, checkpoint FROM {self._log.entries_table}"
            " WHERE position >= :last ORDER BY position LIMIT :most"
        )
        last = _BEFORE_ALL if after is None else after
        while rows := self._select(sql, {"last": last, "most": PAGE}):
            # The last row is read again: a second one of its position would be passed over.
            new = rows[1:] if rows[0][0] == last else rows
            if not new:
                return
            positions, leaf_hashes, entries, checkpoints = zip(*new, strict=True)
            last = positions[-1]
            nodes = self._nodes(max(0, positions[0]), last + 1)
            yield Page(positions, leaf_hashes, entries, checkpoints, nodes)

    def _nodes(self, first: int, stop: int) -> dict[int, dict[int, Any]]:
        """Nodes whose last leaf lies in a range, by level and index."""
        sql = (
            f"SELECT node_index, hash FROM {self._log.nodes_table}"
            " WHERE level = :level AND node_index >= :first AND node_index < :stop"
        )
        nodes: dict[int, dict[int, Any]] = {}
        for level in range(1, max(1, stop).bit_length()):
            bounds = {"level": level, "first": first >> level, "stop": stop >> level}
            if bounds["first"] < bounds["stop"]:
                nodes[level] = dict(self._select(sql, bounds))
        return nodes


class Select(Protocol):
    """Runs one SELECT."""

    def __call__(self, sql: str, params: Mapping[str, int], /) -> list[tuple[Any, ...]]:
        """Return its rows."""
        ...


@contextmanager
def open_source(log: MerkleLog, url: str, password: str = "") -> Iterator[DatabaseSource]:
    """Open a log for reading only, on one snapshot.

    Args:
        log: which.
        url: ``sqlite:///absolute/path`` or ``postgresql://user@host:port/dbname``.
        password: for PostgreSQL; it never stands in the URL.

    Raises:
        Refusal: ``unknown-database``, ``log-unreadable``.
    """
    if url.startswith("sqlite:///"):
        opened = _sqlite(Path(url.removeprefix("sqlite://")))
    elif url.startswith("postgresql://"):
        opened = _postgres(url, password)
    else:
        raise Refusal(
            "unknown-database",
            "データベースの指定を読み取れません。",
            "sqlite:///… または postgresql://… の形で指定してください。",
        )
    try:
        with opened as select:
            yield DatabaseSource(log, select)
    except (sqlite3.Error, psycopg.Error):
        raise LogUnreadable from None


@contextmanager
def _sqlite(path: Path) -> Iterator[Select]:
    url = f"file:{quote(str(path))}?mode=ro"
    with closing(sqlite3.connect(url, uri=True, isolation_level=None)) as connection:
        connection.text_factory = lambda raw: raw.decode(errors="replace")
        connection.execute("BEGIN")
        yield lambda sql, params: connection.execute(sql, params).fetchall()


@contextmanager
def _postgres(url: str, password: str) -> Iterator[Select]:
    parts = urlsplit(url)
    with psycopg.connect(
        dbname=parts.path.lstrip("/"),
        host=parts.hostname,
        port=parts.port or 5432,
        user=unquote(parts.username or ""),
        password=password,
    ) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield lambda sql, params: connection.execute(
            psycopg_sql(sql), params, binary=True
        ).fetchall()
