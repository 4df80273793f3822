"""A report's own grouping of a dimension, and its choice among the categories of one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.stats.domain.dimension.dimension import Dimension, Value
from services.stats.domain.scope import Scope


@dataclass(frozen=True, slots=True)
class Grouped:
    """Categories of a dimension put together under labels of the report's own.

    Attributes:
        base: the dimension.
        groups: label, and the categories of the dimension that it stands for; may overlap.
        rest: the category of everything else; ``None`` if the groups hold every known category:
            then a word that nobody foresaw stands for itself behind them.
    """

    base: Dimension
    groups: tuple[tuple[str, frozenset[str]], ...]
    rest: str | None = None

    @property
    def name(self) -> str:
        """That of the dimension."""
        return self.base.name

    @property
    def attribute(self) -> str:
        """That of the dimension."""
        return self.base.attribute

    @property
    def unknown(self) -> str | None:
        """That of the dimension."""
        return self.base.unknown

    def categories(self, seen: Iterable[Value], scope: Scope) -> tuple[str, ...]:  # noqa: ARG002
        """The labels of the groups, the rest last."""
        labels = tuple(label for label, _ in self.groups)
        if self.rest is not None:
            return (*labels, self.rest)
        words = {category for value in seen for category in self.categories_of(value)}
        return (*labels, *sorted(words.difference(labels)))

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """Every group that one of the value's categories belongs to, each once."""
        of_base = self.base.categories_of(value)
        found = dict.fromkeys(
            label for label, members in self.groups if not members.isdisjoint(of_base)
        )
        grouped = frozenset[str]().union(*(members for _, members in self.groups))
        left = (category for category in of_base if category not in grouped)
        found.update(dict.fromkeys(self.rest or category for category in left))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Chosen:
    """Of a dimension only some categories: what a table is about.

    Attributes:
        dimension: of which.
        labels: its categories that count.
    """

    dimension: Dimension
    labels: frozenset[str]

    def holds(self, value: Value) -> bool:
        """Whether a value falls into one of them."""
        return not self.labels.isdisjoint(self.dimension.categories_of(value))
