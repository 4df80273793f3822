"""Another record of a log's leaf hashes, followed beside the log itself; pure."""

from __future__ import annotations

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

    def follow(self, before: Frontier, here: bytes, there: bytes | None) -> None:
        """Take the next leaf.

        Args:
            before: the log's tree without it.
            here: the log's leaf hash.
            there: the other record's. Where it has none, the log's is taken in its place: if the
                root is one that was signed, it was the right one.
        """
        there = there or here
        if self.difference is not None:
            self._tree.append(there)
        elif there != here:
            self.difference = Difference(before.size, here, there)
            self._tree = before.copy()
            self._tree.append(there)

    def tree_beside(self, log: Frontier) -> Frontier:
        """The tree of this record, to be grown further."""
        return (log if self.difference is None else self._tree).copy()

    def is_signed_by(self, root: bytes) -> bool:
        """Whether this record differs from the log and has a root that was signed."""
        return self.difference is not None and self._tree.root() == root
