"""Are the stored nodes those that follow from the entries? Proofs are made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from shared.merkle.findings import DATABASE, Kind
from shared.merkle.notary import Notary
from shared.merkle.tree import Levels, Place, new_levels


class NodeCheck:
    """Remembers the first node that does not fit; told at the end, when its entries are judged.

    Args:
        notary: takes the findings.

    Attributes:
        made: takes the nodes that the entries make.
    """

    def __init__(self, notary: Notary) -> None:
        self._notary = notary
        self.made = new_levels()
        self._bad: Place | None = None

    def compare(self, first: int, kept: Mapping[int, Mapping[int, Any]]) -> None:
        """Hold the nodes that were made since the last comparison against those that are stored.

        Args:
            first: number of entries there were then.
            kept: by level and index.
        """
        if self._bad is None:
            self._bad = min(_bad_places(self.made, first, kept), key=_completion, default=None)
        self.made.clear()

    def tell(self) -> None:
        """Tell of the first bad node, unless it is its entries that were changed."""
        if self._bad is not None:
            level, index = self._bad
            self._notary.tell_of_node(index << level, (index + 1) << level)

    def count(self, stored: int, size: int) -> None:
        """A log has one node less than entries for each complete subtree that it consists of."""
        if stored > size - size.bit_count():
            self._notary.tell(Kind.NODE_SURPLUS, size, size + 1, DATABASE)


def _bad_places(made: Levels, first: int, kept: Mapping[int, Mapping[int, Any]]) -> Iterator[Place]:
    """Every node that is not stored as it was made."""
    for level, nodes in made.items():
        stored = kept.get(level, {})
        for index, node in enumerate(nodes, first >> level):
            if stored.get(index) != node:
                yield level, index


def _completion(place: Place) -> tuple[int, int]:
    """Sorts nodes by the entry that completes them, lowest first."""
    level, index = place
    return (index + 1) << level, level
