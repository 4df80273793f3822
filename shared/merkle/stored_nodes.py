"""The nodes of a log in its tables, read in at most two queries however many are asked for."""
# ruff: noqa: S608 - the only things put into SQL are the log's own table names, and integers

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shared.merkle.refusals import LogDamaged
from shared.merkle.tree import HASH_BYTES, Place
from shared.store.database import Rows


class StoredNodes:
    """Leaf hashes stand beside their entries, all other nodes in a table of their own.

    Args:
        rows: the database, or an open transaction.
        entries_table: see :class:`shared.merkle.log.MerkleLog`.
        nodes_table: see there.
    """

    def __init__(self, rows: Rows, entries_table: str, nodes_table: str) -> None:
        self._rows = rows
        self._entries_table = entries_table
        self._nodes_table = nodes_table

    def read(self, places: Sequence[Place]) -> list[bytes]:
        """Read all at once.

        Raises:
            LogDamaged: one is missing, or is no hash.
        """
        leaves = [index for level, index in places if level == 0]
        inner = [place for place in places if place[0]]
        found = self._leaves(leaves) | self._inner(inner)
        hashes = []
        for place in places:
            read = found.get(place)
            if not isinstance(read, bytes) or len(read) != HASH_BYTES:
                raise LogDamaged
            hashes.append(read)
        return hashes

    def _leaves(self, positions: Sequence[int]) -> dict[Place, Any]:
        if not positions:
            return {}
        listed = ", ".join(str(int(position)) for position in positions)
        sql = f"SELECT position, leaf_hash FROM {self._entries_table} WHERE position IN ({listed})"
        return {(0, row["position"]): row["leaf_hash"] for row in self._rows.rows(sql)}

    def _inner(self, places: Sequence[Place]) -> dict[Place, Any]:
        if not places:
            return {}
        listed = " OR ".join(f"(level = {int(lv)} AND node_index = {int(ix)})" for lv, ix in places)
        sql = f"SELECT level, node_index, hash FROM {self._nodes_table} WHERE {listed}"
        return {(row["level"], row["node_index"]): row["hash"] for row in self._rows.rows(sql)}
