"""The witness file read beside the log: for each position, what the witness has seen there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from shared.merkle.checkpoint import Checkpoint
from shared.merkle.findings import Kind
from shared.merkle.tree import Frontier
from shared.merkle.witness_file import Record, records

Tell = Callable[[Kind, int, int, str], None]
"""Takes what is wrong: kind, first position, position behind the last, source."""

Open = Callable[[str], Checkpoint | None]
"""Verifies a note; ``None`` if it is no checkpoint of this log with a good signature."""

_NEVER = 1 << 63
"""A position that no log reaches."""


class Seen(NamedTuple):
    """What the witness has seen from a position on, as far as one record goes.

    Attributes:
        leaf_hashes: of the entries there; empty where the witness has nothing.
        stop: position behind them; where there are none, the one at which there is more.
        checkpoint: signed right before ``stop``; ``None`` where the witness has nothing.
    """

    leaf_hashes: tuple[bytes, ...]
    stop: int
    checkpoint: str | None


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
    """Asked for what was seen from one position on after the other, in their order.

    A record belongs behind the one before it. Where its checkpoint says something else, the
    checkpoint is believed if its signature is good: then lines are missing, or are there twice.

    Args:
        lines: of the witness file, numbered; none where there is no file.
        open_note: verifies a note.
        tell: hears of lines that are unreadable, missing, or out of place.
    """

    def __init__(
        self, lines: Iterable[tuple[int, Record | None]], open_note: Open, tell: Tell
    ) -> None:
        self._lines = iter(lines)
        self._open = open_note
        self._tell = tell
        self._leaves: tuple[bytes, ...] = ()
        self._start = self._stop = 0
        self._note = ""
        self.line = 0

    @property
    def source(self) -> str:
        """The line of the record that was read last, for findings."""
        return f"witness:{self.line}"

    def seen_from(self, position: int) -> Seen:
        """What the witness has seen from a position on."""
        if position >= self._stop and not self._next(position):
            return Seen((), _NEVER, None)
        if position < self._start:
            return Seen((), self._start, None)
        return Seen(self._leaves[position - self._start :], self._stop, self._note)

    def look_ahead(self, tree: Frontier) -> Ahead:
        """Read on behind a tree, which grows, up to the next good checkpoint."""
        position, is_whole = tree.size, True
        while True:
            leaves, stop, note = self.seen_from(position)
            if stop == _NEVER:
                return Ahead(position)
            is_whole = is_whole and bool(leaves)
            for leaf in leaves:
                tree.append(leaf)
            position = stop
            signed = self._open(note) if note else None
            if signed is not None and signed.size == position:
                return Ahead(position, signed, is_whole and tree.root() == signed.root)

    def _next(self, position: int) -> bool:
        """Go on to the record that holds a position or stands behind it; whether there is one."""
        unreadable = 0
        for line, record in self._lines:
            if record is None:
                unreadable = unreadable or line
                continue
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
