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
        is_whole: whether no leaf was missing since then.
    """

    __slots__ = ("_tree", "difference", "is_whole")

    def __init__(self) -> None:
        self.join()

    def join(self) -> None:
        """Begin anew: up to here, the log is what was signed."""
        self.difference: Difference | None = None
        self.is_whole = True
        self._tree: Frontier | None = None

    def follow(self, before: Frontier, here: bytes, there: bytes | None) -> None:
        """Take the next leaf.

        Args:
            before: the log's tree without it.
            here: the log's leaf hash.
            there: the other record's; ``None`` if it has none.
        """
        if there is None:
            self.join()
            self.is_whole = False
        elif self._tree is not None:
            self._tree.append(there)
        elif self.is_whole and there != here:
            self.difference = Difference(before.size, here, there)
            self._tree = before.copy()
            self._tree.append(there)

    def tree_beside(self, log: Frontier) -> Frontier | None:
        """The tree of this record, to grow further; ``None`` if leaves are missing."""
        if not self.is_whole:
            return None
        return (self._tree or log).copy()

    def is_signed_by(self, root: bytes) -> bool:
        """Whether this record differs from the log and has a root that was signed."""
        return self._tree is not None and self._tree.root() == root
