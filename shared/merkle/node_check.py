"""Are the stored nodes those that follow from the entries? Proofs are made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shared.merkle.findings import DATABASE, Kind
from shared.merkle.notary import Notary
from shared.merkle.tree import Place


class NodeCheck:
    """Remembers the first node that does not fit; told at the end, when its entries are judged.

    Args:
        notary: takes the findings.
    """

    def __init__(self, notary: Notary) -> None:
        self._notary = notary
        self._bad: Place | None = None

    def compare(self, made: Sequence[tuple[Place, bytes]], kept: Mapping[Place, Any]) -> None:
        """Hold nodes that the entries make, in their order, against those that are stored."""
        if self._bad is None and not dict(made).items() <= kept.items():
            self._bad = next(place for place, node in made if kept.get(place) != node)

    def tell(self) -> None:
        """Tell of the first bad node, unless it is its entries that were changed."""
        if self._bad is not None:
            level, index = self._bad
            self._notary.tell_of_node(index << level, (index + 1) << level)

    def count(self, stored: int | None, size: int) -> None:
        """A log has one node less than entries for each complete subtree that it consists of."""
        if stored is not None and stored > size - size.bit_count():
            self._notary.tell(Kind.NODE_SURPLUS, size, size + 1, DATABASE)
