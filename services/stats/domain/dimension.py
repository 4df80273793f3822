"""Dimensions: along which attribute a measure is divided, and into which categories."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from services.stats.domain.bands import TEN_YEARS, UNKNOWN, Band
from shared.codes import (
    AGENCY_KINDS,
    CONSULTERS,
    CONTACT_METHODS,
    EMPLOYMENT_KINDS,
    GENDERS,
    LEGAL_MODES,
    RESOURCE_GAPS,
    CodeList,
)

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

    def categories(self, seen: Iterable[Value]) -> tuple[str, ...]:
        """Return all categories in the order of the report, also those nobody falls into.

        Args:
            seen: the values that occur; a municipality's own words become categories.
        """
        ...

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """Return the categories that a value falls into; several where categories overlap."""
        ...


@dataclass(frozen=True, slots=True)
class Coded:
    """Categories are the labels of a code list, in its order.

    A value that the list does not know (a municipality's own word, a code of a newer version) is
    a category of its own behind them, so that no observation falls out of a table.
    """

    name: str
    attribute: str
    codes: CodeList
    unknown: str | None = None

    def categories(self, seen: Iterable[Value]) -> tuple[str, ...]:
        """Labels of the list, then other words in the order of their characters."""
        words = {label for value in seen for label in self.categories_of(value)}
        return (*self.codes.labels, *sorted(words.difference(self.codes.labels)))

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """The label of the code, the word itself, or 不明."""
        if value is None:
            return (UNKNOWN,)
        code = str(value)
        return (self.codes.by_code(code).label if code in self.codes else code,)


@dataclass(frozen=True, slots=True)
class Banded:
    """Categories are bands of age, and 不明."""

    name: str
    attribute: str
    bands: tuple[Band, ...]
    unknown: str | None = None

    def categories(self, seen: Iterable[Value]) -> tuple[str, ...]:  # noqa: ARG002 - fixed bands
        """Every band, 不明 last."""
        return (*(band.label for band in self.bands), UNKNOWN)

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """The bands that hold the age; 不明 for no age."""
        if not isinstance(value, int):
            return (UNKNOWN,)
        return tuple(band.label for band in self.bands if band.holds(value))


@dataclass(frozen=True, slots=True)
class Answered:
    """Categories are yes, no and 不明."""

    name: str
    attribute: str
    yes: str
    no: str
    unknown: str | None = None

    def categories(self, seen: Iterable[Value]) -> tuple[str, ...]:  # noqa: ARG002 - always three
        """Yes, no, 不明."""
        return (self.yes, self.no, UNKNOWN)

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """Yes for 1, no for 0, 不明 for nothing."""
        if value is None:
            return (UNKNOWN,)
        return (self.yes if value else self.no,)


_DIMENSIONS: tuple[Dimension, ...] = (
    Coded("方法", "method", CONTACT_METHODS),
    Coded("相談者", "consulter", CONSULTERS, unknown="unknown"),
    Banded("年代", "age", TEN_YEARS),
    Coded("性別", "gender", GENDERS, unknown="unknown"),
    Coded("会議の根拠", "legal_mode", LEGAL_MODES),
    Answered("同意の有無", "with_consent", yes="同意あり", no="同意なし"),
    Coded("つなぎ先", "destination", AGENCY_KINDS),
    Coded("就労", "kind", EMPLOYMENT_KINDS),
    Coded("足りない支援", "gap", RESOURCE_GAPS),
)

DIMENSIONS: dict[str, Dimension] = {dimension.name: dimension for dimension in _DIMENSIONS}
"""Every dimension by the name under which templates ask for it."""
