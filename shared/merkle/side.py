"""Another record of a log's leaf hashes, followed beside the log itself; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shared.merkle.tree import Frontier


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two records of the same leaf first differ.

    Attributes:
        position: of the leaf.
        here: the log's leaf hash.
        there: the other one.
    """

    position: int
    here: bytes
    there: bytes


class Side:
    """Grows a tree of its own from the first difference on; before it, the log's tree is the same.

    Attributes:
        difference: the first one since the two were last told to be one.
    """

    __slots__ = ("_tree", "difference")

    def __init__(self) -> None:
        self.join()

    def join(self) -> None:
        """Begin anew: up to here, the log is what was signed."""
        self.difference: Difference | None = None
        self._tree = Frontier()

    def follow(self, before: Frontier, here: Sequence[bytes], there: Sequence[bytes]) -> None:
        """Take the next leaves.

        Args:
            before: the log's tree without them.
            here: the log's leaf hashes.
            there: the other record's, as many. Where it has none, the log's are taken in their
                place: if the root is one that was signed, they were the right ones.
        """
        there = there or here
        if self.difference is None:
            if there == here:
                return
            self.difference = _first_difference(before.size, here, there)
            self._tree = before.copy()
        for leaf in there:
            self._tree.append(leaf)

    def tree_beside(self, log: Frontier) -> Frontier:
        """The tree of this record, to be grown further."""
        return (log if self.difference is None else self._tree).copy()

    def is_signed_by(self, root: bytes) -> bool:
        """Whether this record differs from the log and has a root that was signed."""
        return self.difference is not None and self._tree.root() == root


def _first_difference(start: int, here: Sequence[bytes], there: Sequence[bytes]) -> Difference:
    pairs = enumerate(zip(here, there, strict=True), start)
    return next(Difference(at, one, other) for at, (one, other) in pairs if one != other)
