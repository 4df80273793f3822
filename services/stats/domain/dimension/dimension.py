"""What every dimension can say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from services.stats.domain.scope import Scope

Value = str | int | None
"""What an observation says for an attribute: a code, a word, whole years, or nothing."""


class Dimension(Protocol):
    """A way to divide figures.

    Attributes:
        name: how reports call it.
        attribute: the attribute of the observation that it reads.
        unknown: the code that stands for 不明 beside ``None``; ``None`` if the list has none.
    """

    @property
    def name(self) -> str:
        """See the class."""
        ...

    @property
    def attribute(self) -> str:
        """See the class."""
        ...

    @property
    def unknown(self) -> str | None:
        """See the class."""
        ...

    def categories(self, seen: Iterable[Value], scope: Scope) -> tuple[str, ...]:
        """Return all categories in the order of the report, also those nobody falls into.

        Args:
            seen: the values that occur; a municipality's own words become categories.
            scope: of which period the figures are: its years and months are categories.
        """
        ...

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """Return the categories that a value falls into; several where categories overlap."""
        ...
