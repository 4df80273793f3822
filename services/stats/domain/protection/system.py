"""What a reader can reckon with: the figures as unknowns, and what holds between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

Terms = Mapping[int, int]
"""Coefficient by unknown."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A sum of unknowns that lies between two bounds; both the same for an equation."""

    terms: Terms
    low: float
    high: float
    across: bool = False
    """Whether it ties figures of several publications or periods."""


@dataclass(slots=True)
class System:
    """Unknowns and relations; both only grow.

    An unknown is one figure, however often it is printed: the total of four tables of one measure
    is one. Some unknowns are printed nowhere (the figure of a month between two periods).

    Attributes:
        values: the truth of each unknown; ``None`` as long as it is not reckoned.
        low: the least that each can be, for a reader of earlier publications.
        high: the most.
        relations: what holds between them in truth.
        undecided: equations of which it is not known yet how far they are out.
    """

    values: list[float | None] = field(default_factory=list)
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    undecided: list[Terms] = field(default_factory=list)

    def unknown(self, value: float | None) -> int:
        """Add a figure, of which a reader knows that it is not negative."""
        self.values.append(value)
        self.low.append(0)
        self.high.append(inf)
        return len(self.values) - 1

    def learn(self, unknown: int, low: float, high: float) -> None:
        """A publication told something of a figure.

        Raises:
            ValueError: the figure is not so.
        """
        true = self.values[unknown]
        if true is None or not low <= true <= high:
            raise ValueError("an earlier publication does not fit the figures it was made from")
        self.low[unknown] = max(self.low[unknown], low)
        self.high[unknown] = min(self.high[unknown], high)

    def sum_of(self, terms: Terms) -> float | None:
        """The true sum; ``None`` if some figure of it is not reckoned."""
        total = 0.0
        for unknown, factor in terms.items():
            value = self.values[unknown]
            if value is None:
                return None
            total += factor * value
        return total

    def relate(self, terms: Terms, low: float, high: float) -> None:
        """Add a relation, unless the true figures contradict it: then no reader can rely on it."""
        true = self.sum_of(terms)
        if true is None or low <= true <= high:
            self.relations.append(Relation(terms, low, high))

    def relate_loosely(self, terms: Terms) -> None:
        """Add an equation that late arrivals may have upset.

        A reader is taken to know how far at most it is out, but not in which direction.
        """
        true = self.sum_of(terms)
        if true is None:
            self.undecided.append(terms)
        else:
            self.relations.append(Relation(terms, -abs(true), abs(true), across=True))

    def equal_parts(self, whole: int, parts: Terms) -> None:
        """Add that a figure is the sum of its parts."""
        self.relate({whole: -1, **parts}, 0, 0)

    def overlapping_parts(self, whole: int, parts: Terms) -> None:
        """Add what holds of parts that overlap: none exceeds the whole, together they cover it."""
        for part in parts:
            self.relate({whole: 1, part: -1}, 0, inf)
        self.relate({whole: -1, **parts}, 0, inf)
