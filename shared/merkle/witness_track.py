"""The witness file read beside the log: for each position, what the witness has seen there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from shared.merkle.checkpoint import Checkpoint
from shared.merkle.findings import Kind
from shared.merkle.tree import Frontier
from shared.merkle.witness_file import Record, records

Tell = Callable[[Kind, int, int, str], None]
"""Takes what is wrong: kind, first position, position behind the last, source."""

Open = Callable[[str], Checkpoint | None]
"""Verifies a note; ``None`` if it is no checkpoint of this log with a good signature."""

NOTHING = (None, None)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the witness has seen behind where a log ends.

    Attributes:
        stop: position up to which it was read.
        signed: the next checkpoint whose signature is good, if there is one.
        fits: whether the leaf hashes lead up to its root.
    """

    stop: int
    signed: Checkpoint | None = None
    fits: bool = False


class WitnessTrack:
    """Asked for one position after the other, in their order.

    A record belongs behind the one before it. Where its checkpoint says something else, the
    checkpoint is believed if its signature is good: then lines are missing, or are there twice.

    Args:
        path: the witness file.
        open_note: verifies a note.
        tell: hears of lines that are unreadable, missing, or out of place.
    """

    def __init__(self, path: Path, open_note: Open, tell: Tell) -> None:
        self._lines: Iterator[tuple[int, Record | None]] = records(path)
        self._open = open_note
        self._tell = tell
        self._leaves: tuple[bytes, ...] = ()
        self._start = self._stop = 0
        self._note = ""
        self.has_ended = False
        self.line = 0

    @property
    def source(self) -> str:
        """The line of the record that was read last, for findings."""
        return f"witness:{self.line}"

    def at(self, position: int) -> tuple[bytes | None, str | None]:
        """The leaf hash at a position, and the checkpoint signed right behind it.

        Both are ``None`` where the witness has nothing.
        """
        if position >= self._stop and not self._next(position):
            return NOTHING
        offset = position - self._start
        if offset < 0:
            return NOTHING
        return self._leaves[offset], self._note if position + 1 == self._stop else None

    def look_ahead(self, tree: Frontier) -> Ahead:
        """Read on behind a tree, which grows, up to the next good checkpoint."""
        position, is_whole = tree.size, True
        while True:
            leaf, note = self.at(position)
            if leaf is None and self.has_ended:
                return Ahead(position)
            is_whole = is_whole and leaf is not None
            tree.append(leaf or b"")
            position += 1
            signed = self._open(note) if note else None
            if signed is not None and signed.size == position:
                return Ahead(position, signed, is_whole and tree.root() == signed.root)

    def _next(self, position: int) -> bool:
        """Go on to the record that holds a position or stands behind it; whether there is one."""
        unreadable = 0
        while not self.has_ended:
            line, record = next(self._lines, (0, None))
            if line == 0:
                self.has_ended = True
            elif record is None:
                unreadable = unreadable or line
            else:
                self.line = line
                if self._take(record, position):
                    self._tell_of_gap(unreadable, position, self._start)
                    return True
        self._tell_of_gap(unreadable, position, position)
        return False

    def _take(self, record: Record, position: int) -> bool:
        """Put a record where it belongs; not if that is before the position."""
        start = _size_said(record.checkpoint) - len(record.leaf_hashes)
        if start != position and self._open(record.checkpoint) is None:
            start = position
        if start < position:
            self._tell(Kind.WITNESS_CHANGED, max(0, start), position, self.source)
            return False
        self._start, self._stop = start, start + len(record.leaf_hashes)
        self._leaves, self._note = record.leaf_hashes, record.checkpoint
        return True

    def _tell_of_gap(self, unreadable: int, position: int, start: int) -> None:
        if unreadable or start > position:
            stop = max(start, position + 1)
            self._tell(
                Kind.WITNESS_UNREADABLE, position, stop, f"witness:{unreadable or self.line}"
            )


def _size_said(note: str) -> int:
    """The size in a note's second line, whoever wrote it; -1 for none."""
    lines = note.split("\n", 2)
    size = lines[1] if len(lines) > 1 else ""
    return int(size) if size.isascii() and size.isdecimal() and len(size) < 19 else -1  # noqa: PLR2004


def has_leaf(path: Path, leaf: bytes, after: int) -> bool:
    """Whether the witness has seen a leaf hash behind a position."""
    seen = 0
    for _, record in records(path):
        if record is None:
            continue
        if seen + len(record.leaf_hashes) > after + 1:
            return_from = max(0, after + 1 - seen)
            if leaf in record.leaf_hashes[return_from:]:
                return True
        seen += len(record.leaf_hashes)
    return False
