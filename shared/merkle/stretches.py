"""A page of a log, divided where somebody has signed it: what lies between is hashed at once."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from shared.merkle.source import Page
from shared.merkle.tree import HASH_BYTES, leaf_hash
from shared.merkle.witness_track import WitnessTrack

NOT_A_HASH = b"\xff" * HASH_BYTES
"""Stands for what is no bytes at all; no entry has this leaf hash."""


class Stretch(NamedTuple):
    """Entries that follow each other, with no checkpoint but behind the last of them.

    Attributes:
        leaf_hashes: of what the entries hold.
        stored: leaf hashes stored beside them.
        seen: leaf hashes that the witness has seen; empty where it has none.
        stored_note: whatever stands beside the last entry as its checkpoint.
        seen_note: checkpoint that the witness has seen behind it.
    """

    leaf_hashes: tuple[bytes, ...]
    stored: tuple[bytes, ...]
    seen: tuple[bytes, ...]
    stored_note: object
    seen_note: str | None


def stretches(
    page: Page, first: int, kept: Container[int], track: WitnessTrack
) -> Iterator[Stretch]:
    """Divide the entries of a page that stand where they belong.

    Args:
        page: the entries.
        first: position at which the page should begin.
        kept: sizes of which others have kept a checkpoint.
        track: what the witness has seen; it moves on with each stretch.
    """
    count = _count_in_place(page.positions, first)
    leaf_hashes = _leaf_hashes(page.entries[:count])
    stored = page.leaf_hashes[:count]
    if stored != leaf_hashes:
        stored = tuple(map(_as_hash, stored))
    start = 0
    for end in _ends(page.checkpoints[:count], first, kept):
        while start < end:
            seen = track.seen_from(first + start)
            stop = min(end, seen.stop - first)
            yield Stretch(
                leaf_hashes[start:stop],
                stored[start:stop],
                seen.leaf_hashes[: stop - start],
                page.checkpoints[stop - 1],
                seen.checkpoint if first + stop == seen.stop else None,
            )
            start = stop


def _count_in_place(positions: Sequence[int], first: int) -> int:
    """How many entries stand where they belong, before the first that does not."""
    misplaced = (at for at, position in enumerate(positions) if position != first + at)
    return next(misplaced, len(positions))


def _ends(notes: Sequence[object], first: int, kept: Container[int]) -> list[int]:
    """How far each stretch of a page goes, whatever the witness has seen."""
    signed = [at for at, note in enumerate(notes, 1) if note is not None or first + at in kept]
    return [*signed, len(notes)]


def _leaf_hashes(entries: Sequence[object]) -> tuple[bytes, ...]:
    return tuple(
        [leaf_hash(entry) if isinstance(entry, bytes) else NOT_A_HASH for entry in entries]
    )


def _as_hash(stored: object) -> bytes:
    if isinstance(stored, bytes) and len(stored) == HASH_BYTES:
        return stored
    return NOT_A_HASH
