"""Dimensions by age: in bands that belong to the report, never to the record (law rule 67)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from services.stats.domain.bands import OLDEST, UNKNOWN, Band
from services.stats.domain.dimension.dimension import Value
from services.stats.domain.scope import Scope


@dataclass(frozen=True, slots=True)
class Banded:
    """Categories are bands of age, and 不明.

    Attributes:
        bands: may overlap, and may leave ages out.
        rest: the category of the ages that no band holds; ``None`` if every age has a band.
    """

    name: str
    attribute: str
    bands: tuple[Band, ...]
    rest: str | None = None
    unknown: str | None = None

    @property
    def complete(self) -> bool:
        """Whether every age has a category."""
        return self.rest is not None or all(
            any(band.holds(age) for band in self.bands) for age in range(OLDEST + 1)
        )

    def categories(self, seen: Iterable[Value], scope: Scope) -> tuple[str, ...]:  # noqa: ARG002
        """Every band, the rest, 不明 last."""
        rest = () if self.rest is None else (self.rest,)
        return (*(band.label for band in self.bands), *rest, UNKNOWN)

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """The bands that hold the age, or the rest; 不明 for no age."""
        if not isinstance(value, int):
            return (UNKNOWN,)
        held = tuple(band.label for band in self.bands if band.holds(value))
        return held or (() if self.rest is None else (self.rest,))


@dataclass(frozen=True, slots=True)
class Spans:
    """Categories are spans of age as somebody counted people in them (18〜39歳), and 不明.

    A value is the first and the last age with a hyphen between them, either of which may lack.

    Attributes:
        bands: where a report asks for bands of its own: a span belongs to those that hold all of
            it; none for the spans as they were counted.
        rest: the category of spans that no band holds wholly.
    """

    name: str
    attribute: str
    bands: tuple[Band, ...] = ()
    rest: str | None = None
    unknown: str | None = None

    def categories(self, seen: Iterable[Value], scope: Scope) -> tuple[str, ...]:  # noqa: ARG002
        """The bands and the rest, or the spans that occur from young to old; 不明 last."""
        if self.bands:
            rest = () if self.rest is None else (self.rest,)
            return (*(band.label for band in self.bands), *rest, UNKNOWN)
        spans = sorted({_ends(str(value)) for value in seen if value})
        return (*(_label(*span) for span in spans), UNKNOWN)

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """The span's own category or the bands that hold it; 不明 where nobody asked."""
        if not value:
            return (UNKNOWN,)
        first, last = _ends(str(value))
        if not self.bands:
            return (_label(first, last),)
        held = tuple(
            band.label for band in self.bands if band.holds(first) and band.holds(min(last, OLDEST))
        )
        return held or (() if self.rest is None else (self.rest,))


_ENDLESS = OLDEST + 1


def _ends(span: str) -> tuple[int, int]:
    """First and last age; an open end lies behind every age."""
    first, _, last = span.partition("-")
    return int(first or 0), int(last or _ENDLESS)


def _label(first: int, last: int) -> str:
    if last == _ENDLESS:
        return f"{first}歳以上"
    return f"{last}歳以下" if first == 0 else f"{first}〜{last}歳"
