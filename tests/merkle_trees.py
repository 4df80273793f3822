"""The Merkle tree as RFC 9162 defines it: slow recursion over lists, sharing nothing with ours.

Beside it, a database in memory for what is tried on many logs.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any


def split(count: int) -> int:
    """The largest power of two smaller than a number of leaves."""
    power = 1
    while power * 2 < count:
        power *= 2
    return power


def tree_hash(entries: Sequence[bytes]) -> bytes:
    """MTH (§2.1.1)."""
    if not entries:
        return sha256().digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = split(len(entries))
    return sha256(b"\x01" + tree_hash(entries[:k]) + tree_hash(entries[k:])).digest()


def path(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """PATH (§2.1.3.1)."""
    if len(entries) == 1:
        return []
    k = split(len(entries))
    if m < k:
        return [*path(m, entries[:k]), tree_hash(entries[k:])]
    return [*path(m - k, entries[k:]), tree_hash(entries[:k])]


def proof(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """PROOF (§2.1.4.1)."""
    return _subproof(m, entries, is_whole=True)


def _subproof(m: int, entries: Sequence[bytes], *, is_whole: bool) -> list[bytes]:
    if m == len(entries):
        return [] if is_whole else [tree_hash(entries)]
    k = split(len(entries))
    if m <= k:
        return [*_subproof(m, entries[:k], is_whole=is_whole), tree_hash(entries[k:])]
    return [*_subproof(m - k, entries[k:], is_whole=False), tree_hash(entries[:k])]


class NaiveNodes:
    """The nodes over a list of entries; remembers how many were read."""

    def __init__(self, entries: Sequence[bytes]) -> None:
        self._entries = entries
        self.read_count = 0

    def read(self, places: Sequence[tuple[int, int]]) -> list[bytes]:
        """Compute each from its entries; a place that is not complete is a defect."""
        self.read_count += len(places)
        hashes = []
        for level, index in places:
            covered = self._entries[index << level : (index + 1) << level]
            assert len(covered) == 1 << level
            hashes.append(tree_hash(covered))
        return hashes


class MemoryDatabase:
    """A database that is gone with the test: what a log asks of one, and nothing else."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.row_factory = sqlite3.Row

    def rows(self, sql: str, params: Mapping[str, object] | None = None) -> list[Mapping[str, Any]]:
        """Run one statement; return its rows."""
        return [dict(row) for row in self._connection.execute(sql, params or {})]

    def execute_many(self, sql: str, params: Sequence[Mapping[str, object]]) -> None:
        """Run one statement for each set of parameters."""
        self._connection.executemany(sql, params)

    def select(self, sql: str, params: Mapping[str, int]) -> list[tuple[Any, ...]]:
        """Run one SELECT for a verification."""
        return [tuple(row) for row in self._connection.execute(sql, params)]

    def close(self) -> None:
        """Forget everything."""
        self._connection.close()
