"""An append-only log with a Merkle tree over it, in the caller's database and transaction.

Entries, nodes and the signed checkpoint are written with the caller's own transaction, so that an
act and its entry are committed together or not at all. Every append is signed: whoever owns the
database but not the key cannot add an entry, and the log refuses to continue anything but what
was signed last.
"""
# ruff: noqa: S608 - the only names put into SQL are the log's own and integers

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from shared.merkle.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from shared.merkle.keys import SigningKey, VerifierKey
from shared.merkle.proofs import consistency_proof, inclusion_proof
from shared.merkle.refusals import LogDamaged, NotInLog
from shared.merkle.stored_nodes import StoredNodes
from shared.merkle.tree import Frontier, Place, frontier_at, leaf_hash, root_at
from shared.refusal import Refusal
from shared.store.database import Params, Row, Rows

SIGNED_EVERY = 1_000
"""A larger append is signed in pieces of so many entries: readers hold one piece in memory."""

_NAME = re.compile(r"[a-z][a-z_]{0,40}")


class Writes(Rows, Protocol):
    """The caller's open transaction; nobody else writes to the log beside it."""

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        """Run one statement for each set of parameters."""
        ...


class MerkleLog:
    """One log.

    Args:
        name: what its tables are called after, lower case (``disclosures``).
        origin: its identity in checkpoints; see :class:`Checkpoint`.
        trusted: keys whose signature counts: the one in use and those before it.
    """

    def __init__(self, name: str, origin: str, trusted: Iterable[VerifierKey]) -> None:
        if not _NAME.fullmatch(name):
            raise ValueError("a log's name is lower case letters and underscores")
        self.name = name
        self.origin = origin
        self.trusted = tuple(trusted)
        self.entries_table = f"{name}_entries"
        self.nodes_table = f"{name}_nodes"
        self._known_good = ""

    @property
    def tables(self) -> tuple[str, ...]:
        """``CREATE ... IF NOT EXISTS`` statements in SQL that both databases understand.

        A checkpoint stands beside the last entry of each append. ``INTEGER`` ends at 2^31 in
        PostgreSQL, and makes the position the row's own key in SQLite.
        """
        return (
            f"""CREATE TABLE IF NOT EXISTS {self.entries_table} (
                position INTEGER PRIMARY KEY,
                leaf_hash BYTEA NOT NULL,
                entry BYTEA NOT NULL,
                checkpoint TEXT
            )""",
            f"""CREATE TABLE IF NOT EXISTS {self.nodes_table} (
                level INTEGER NOT NULL,
                node_index INTEGER NOT NULL,
                hash BYTEA NOT NULL,
                PRIMARY KEY (level, node_index)
            )""",
        )

    def append(self, unit: Writes, entries: Sequence[bytes], key: SigningKey) -> range:
        """Append entries and sign the log as it is then.

        Args:
            unit: the caller's transaction.
            entries: at least one, each different from all others (give it an id); what is to be
                erasable has to be ciphertext already.
            key: one that is trusted.

        Returns:
            The positions of the entries.

        Raises:
            LogDamaged: the log is not what was signed last. An end that was cut off where an
                append had ended, with all its nodes, leaves a log that was signed once: only
                the witness and the checkpoints that others keep tell of it.
            ValueError: the key is not trusted.
        """
        if key.verifier not in self.trusted:
            raise ValueError("nobody would trust what this key signs")
        frontier = self._signed_frontier(unit)
        first, last = frontier.size, frontier.size + len(entries) - 1
        rows, nodes = [], list[tuple[Place, bytes]]()
        for position, entry in enumerate(entries, first):
            leaf = leaf_hash(entry)
            nodes += frontier.append(leaf)
            note = None
            if position == last or (position - first + 1) % SIGNED_EVERY == 0:
                checkpoint = Checkpoint(self.origin, frontier.size, frontier.root())
                note = self._known_good = sign_checkpoint(checkpoint, [key])
            rows.append({"position": position, "leaf": leaf, "entry": entry, "note": note})
        unit.execute_many(
            f"INSERT INTO {self.entries_table} VALUES (:position, :leaf, :entry, :note)", rows
        )
        if nodes:
            unit.execute_many(
                f"INSERT INTO {self.nodes_table} VALUES (:level, :number, :hash)",
                [{"level": level, "number": number, "hash": h} for (level, number), h in nodes],
            )
        return range(first, frontier.size)

    def _signed_frontier(self, rows: Rows) -> Frontier:
        """The frontier from which to go on: the one that was signed last, or the empty one.

        Raises:
            LogDamaged: what is stored was never signed so.
        """
        last = self._last(rows)
        size = 0 if last is None else last["position"] + 1
        self._expect_no_node_behind(rows, size)
        frontier = frontier_at(self._nodes(rows), size)
        expected = Checkpoint(self.origin, size, frontier.root())
        if last is not None and not self.is_signed(expected, last["checkpoint"]):
            raise LogDamaged
        return frontier

    def _expect_no_node_behind(self, rows: Rows, size: int) -> None:
        """Nodes that outlive their entries would refuse the next ones as if they were doubled."""
        sql = f"SELECT 1 FROM {self.nodes_table} WHERE level = 1 AND node_index >= :pairs LIMIT 1"
        if rows.rows(sql, {"pairs": size // 2}):
            raise LogDamaged

    def is_signed(self, checkpoint: Checkpoint, note: object) -> bool:
        """Whether a note is this checkpoint, signed by a trusted key."""
        if not isinstance(note, str) or not note.startswith(checkpoint.text):
            return False
        # Whether what it speaks of was ever committed does not matter: a signature stays good.
        if note == self._known_good:
            return True
        try:
            signed = open_checkpoint(note, self.trusted, self.origin)
        except Refusal:
            return False
        self._known_good = note
        return signed == checkpoint

    def _last(self, rows: Rows) -> Row | None:
        found = rows.rows(
            f"SELECT position, checkpoint FROM {self.entries_table} ORDER BY position DESC LIMIT 1"
        )
        return found[0] if found else None

    def size(self, rows: Rows) -> int:
        """How many entries there are."""
        last = self._last(rows)
        return 0 if last is None else int(last["position"]) + 1

    def checkpoint(self, rows: Rows) -> str | None:
        """The signed note over the whole log, to be handed to others; ``None`` if it is empty."""
        last = self._last(rows)
        return None if last is None else last["checkpoint"]

    def root(self, rows: Rows, size: int) -> bytes:
        """The root as it was when there were so many entries.

        Raises:
            NotInLog: there never were so many.
            LogDamaged: a node is missing.
        """
        self._expect(rows, size)
        return root_at(self._nodes(rows), size)

    def entries(self, rows: Rows, first: int, limit: int) -> list[Row]:
        """Entries from a position on: ``position``, ``entry``, ``leaf_hash``, ``checkpoint``."""
        return rows.rows(
            f"SELECT position, leaf_hash, entry, checkpoint FROM {self.entries_table}"
            " WHERE position >= :first ORDER BY position LIMIT :limit",
            {"first": first, "limit": limit},
        )

    def inclusion_proof(self, rows: Rows, position: int, size: int) -> list[bytes]:
        """Prove that an entry is in the log as it was at a size; reads O(log n) nodes.

        Raises:
            NotInLog: it was not.
            LogDamaged: a node is missing.
        """
        self._expect(rows, size)
        if not 0 <= position < size:
            raise NotInLog
        return inclusion_proof(self._nodes(rows), position, size)

    def consistency_proof(self, rows: Rows, old_size: int, new_size: int) -> list[bytes]:
        """Prove that the log at a size continues what it was before; reads O(log n) nodes.

        Raises:
            NotInLog: it never was of these sizes in this order.
            LogDamaged: a node is missing.
        """
        self._expect(rows, new_size)
        if not 0 <= old_size <= new_size:
            raise NotInLog
        return consistency_proof(self._nodes(rows), old_size, new_size)

    def _expect(self, rows: Rows, size: int) -> None:
        if not 0 <= size <= self.size(rows):
            raise NotInLog

    def _nodes(self, rows: Rows) -> StoredNodes:
        return StoredNodes(rows, self.entries_table, self.nodes_table)
