"""The Merkle Hash Tree of RFC 9162 §2.1: its hashes, and how it grows; pure.

A node is named by its level and its index there: it covers the leaves from ``index << level`` up
to, but not including, ``(index + 1) << level``. Only complete subtrees have such a name and are
ever kept; what lies between their roots and the root of the tree is computed when asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Protocol

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves (RFC 9162 §2.1.1)."""


Place = tuple[int, int]
"""Level and index of a complete subtree."""


Levels = defaultdict[int, list[bytes]]
"""Nodes that stand side by side, from left to right, by their level."""


def new_levels() -> Levels:
    """No nodes yet, on any level."""
    return defaultdict(list)


class Nodes(Protocol):
    """Hashes of complete subtrees, wherever they are kept."""

    def read(self, places: Sequence[Place]) -> list[bytes]:
        """Return one hash of 32 bytes for each place, in the order asked for."""
        ...


def leaf_hash(entry: bytes) -> bytes:
    """Hash an entry: SHA-256 of 0x00 and its bytes."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two subtrees: SHA-256 of 0x01 and both hashes."""
    return sha256(b"\x01" + left + right).digest()


def complete_subtrees(first: int, stop: int) -> list[Place]:
    """The complete subtrees that make up a range of leaves, from left to right.

    Args:
        first: first leaf; zero, or a multiple of a power of two not below the range's length.
        stop: the leaf behind the last.
    """
    places = []
    while first < stop:
        level = (stop - first).bit_length() - 1
        places.append((level, first >> level))
        first += 1 << level
    return places


def fold(peaks: Sequence[bytes]) -> bytes:
    """The hash over complete subtrees that stand side by side, largest first."""
    if not peaks:
        return EMPTY_ROOT
    folded = peaks[-1]
    for peak in reversed(peaks[:-1]):
        folded = sha256(b"\x01" + peak + folded).digest()
    return folded


class Frontier:
    """A tree that grows: its size and the roots of the complete subtrees that it consists of.

    Also known as a compact range that begins at the first leaf. It has at most one hash for each
    bit of the size, and nothing else is needed to append or to compute the root.

    Args:
        size: number of leaves so far.
        peaks: hashes of ``complete_subtrees(0, size)``.
    """

    __slots__ = ("peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        self.size = size
        self.peaks = list(peaks)

    def append(self, leaf: bytes) -> list[tuple[Place, bytes]]:
        """Append one leaf hash; return the nodes above it that are complete now, lowest first."""
        position, made = self.size, new_levels()
        self.extend((leaf,), made)
        return [((level, position >> level), node) for level, [node] in made.items()]

    def extend(self, leaves: Sequence[bytes], made: Levels) -> None:
        """Append leaf hashes.

        Args:
            leaves: from left to right.
            made: the nodes above them that are complete now are added here. The first that is
                added to a level has the index ``size >> level``, with the size from before.
        """
        peaks = self.peaks
        for position, leaf in enumerate(leaves, self.size):
            node, level, index = leaf, 0, position
            while index & 1:
                node = sha256(b"\x01" + peaks.pop() + node).digest()
                level, index = level + 1, index >> 1
                made[level].append(node)
            peaks.append(node)
        self.size += len(leaves)

    def root(self) -> bytes:
        """The Merkle Tree Hash over all leaves so far."""
        return fold(self.peaks)

    def copy(self) -> Frontier:
        """The same tree, to grow in another way."""
        return Frontier(self.size, self.peaks)


def frontier_at(nodes: Nodes, size: int) -> Frontier:
    """The frontier of the first leaves of a log; reads one node for each bit of the size."""
    return Frontier(size, nodes.read(complete_subtrees(0, size)))


def root_at(nodes: Nodes, size: int) -> bytes:
    """The root over the first leaves of a log."""
    return frontier_at(nodes, size).root()
