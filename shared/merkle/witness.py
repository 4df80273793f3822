"""The witness: a file outside of the database that remembers what was appended.

It follows the log as a relay does: it reads what is committed, from where it stands, and is
therefore never ahead of the database; after a crash it catches up. It needs no private key, since
every append was signed in its own commit; what was not signed, or does not continue what the
witness has seen, is refused and never written. Keep the file where the owner of the database
cannot write, and hand its checkpoints to others: that is what makes cutting its end noticeable.

(This is not the witness of C2SP tlog-witness, who signs as well. A note has room for such a second
signature, and opens with it as without.)
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.merkle.checkpoint import Checkpoint, open_checkpoint
from shared.merkle.log import SIGNED_EVERY, MerkleLog
from shared.merkle.refusals import LogDamaged
from shared.merkle.stored_nodes import StoredNodes
from shared.merkle.tree import Frontier, frontier_at, leaf_hash
from shared.merkle.witness_file import last_line, read_record, written
from shared.refusal import Refusal
from shared.secret_file import sync_folder
from shared.store.database import Row, Rows


class WitnessUnreadable(Refusal):
    """The file's last line is no record of this log."""

    def __init__(self) -> None:
        super().__init__(
            "witness-unreadable",
            "控えのファイルの最後の行を読み取れません。",
            "監査担当に知らせ、別に保管した控えと比べてください。書き足しは止まっています。",
        )


@dataclass(slots=True)
class _Standing:
    """Where the file ends.

    Attributes:
        end: its length in bytes, without what a crash left of a line.
        frontier: of the entries in it.
    """

    end: int
    frontier: Frontier


class Witness:
    """Follows one log into one file; processes that share the file take turns.

    Args:
        path: the file; it is made for its owner only.
        log: what to follow.
        rows: the database, as of its last commit.
    """

    def __init__(self, path: Path, log: MerkleLog, rows: Rows) -> None:
        self._path = path
        self._log = log
        self._rows = rows
        self._turn = threading.Lock()
        self._known: _Standing | None = None

    def catch_up(self) -> int:
        """Write what was committed since, and have it on disk; return the number of entries.

        Raises:
            LogDamaged: the database is not what the witness has seen, holds entries that were not
                signed, or fewer than the witness. What came before is written.
            WitnessUnreadable: somebody has changed the file.
        """
        with self._turn, self._opened() as descriptor:
            standing = self._standing(descriptor)
            began = standing.frontier.size
            try:
                for line in self._lines_behind(standing):
                    standing.end = _write(descriptor, standing.end, line)
            finally:
                os.fsync(descriptor)
            # Only now: after a write that failed, the file itself has to say where it ends.
            self._known = standing
            return standing.frontier.size - began

    @contextmanager
    def _opened(self) -> Iterator[int]:
        is_new = not self._path.exists()
        if is_new:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if is_new:
                sync_folder(self._path.parent)
            yield descriptor
        finally:
            os.close(descriptor)

    def _standing(self, descriptor: int) -> _Standing:
        """Where to go on: known, or read from the file's end and compared with the database."""
        known = self._known
        if known is not None:
            if os.fstat(descriptor).st_size == known.end:
                return _Standing(known.end, known.frontier)
            # Whatever became of the file: what this process has seen, the log has to continue.
            self._rows_behind(known.frontier)
        try:
            with os.fdopen(os.dup(descriptor), "rb") as file:
                line, end = last_line(file)
        except ValueError:
            raise WitnessUnreadable from None
        if not end:
            return _Standing(0, Frontier())
        seen = self._seen(line)
        nodes = StoredNodes(self._rows, self._log.entries_table, self._log.nodes_table)
        frontier = frontier_at(nodes, seen.size)
        if frontier.root() != seen.root:
            raise LogDamaged
        return _Standing(end, frontier)

    def _seen(self, line: bytes) -> Checkpoint:
        record = read_record(line)
        if record is None:
            raise WitnessUnreadable
        try:
            return open_checkpoint(record.checkpoint, self._log.trusted, self._log.origin)
        except Refusal:
            raise WitnessUnreadable from None

    def _lines_behind(self, standing: _Standing) -> Iterator[bytes]:
        """The records behind where the file ends; the standing moves on with each.

        Raises:
            LogDamaged: what comes next is not what was signed.
        """
        while rows := self._rows_behind(standing.frontier):
            piece = list[Row]()
            is_signed = False
            for row in rows:
                piece.append(row)
                if row["checkpoint"] is not None:
                    line, standing.frontier = self._line(standing.frontier, piece)
                    yield line
                    piece, is_signed = [], True
            if not is_signed:
                raise LogDamaged

    def _rows_behind(self, frontier: Frontier) -> list[Row]:
        """The next entries, enough for one signed piece; the last one seen has to be there yet."""
        if not frontier.size:
            return self._log.entries(self._rows, 0, SIGNED_EVERY)
        rows = self._log.entries(self._rows, frontier.size - 1, 1 + SIGNED_EVERY)
        if not rows or rows[0]["position"] != frontier.size - 1:
            raise LogDamaged
        self._expect_signed(rows[0]["checkpoint"], frontier)
        return rows[1:]

    def _line(self, frontier: Frontier, piece: list[Row]) -> tuple[bytes, Frontier]:
        """The record of a piece that ends with a checkpoint, and the frontier behind it."""
        grown, leaves, note = frontier.copy(), list[bytes](), piece[-1]["checkpoint"]
        for row in piece:
            if row["position"] != grown.size or not isinstance(row["entry"], bytes):
                raise LogDamaged
            leaves.append(leaf_hash(row["entry"]))
            grown.append(leaves[-1])
        self._expect_signed(note, grown)
        return written(leaves, note), grown

    def _expect_signed(self, note: object, frontier: Frontier) -> None:
        expected = Checkpoint(self._log.origin, frontier.size, frontier.root())
        if not self._log.is_signed(expected, note):
            raise LogDamaged


def _write(descriptor: int, end: int, line: bytes) -> int:
    """Put a line where the whole lines end, over what a crash has left; return the new end."""
    if os.fstat(descriptor).st_size != end:
        os.ftruncate(descriptor, end)
    done = 0
    while done < len(line):
        done += os.pwrite(descriptor, line[done:], end + done)
    return end + len(line)
