"""Municipalities side by side: a figure per 100,000 inhabitants, where the population is known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

TOTAL = "計"
PER = 100_000
_TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of one municipality.

    Attributes:
        municipality: 全国地方公共団体コード.
        version: of its return; ``None`` if it has not reported.
        value: ``None`` if it has not reported, not counted, or suppressed the figure.
        population: ``None`` if it is not known: then there is no rate, and not 0.
    """

    municipality: str
    version: int | None
    value: int | None
    population: int | None

    @property
    def rate(self) -> Decimal | None:
        """The figure per 100,000 inhabitants, to one decimal, halves rounded up."""
        return per_100_000(self.value, self.population)


def named_parts(dimensions: Sequence[str], categories: Sequence[str] | None) -> str:
    """Which cell of a table: 方法: 電話・性別: 女; 計 for its total.

    What a municipality sends may have other dimensions than categories: then these stand alone.
    """
    if not categories:
        return TOTAL
    if len(dimensions) != len(categories):
        return "・".join(categories)
    return "・".join(f"{one}: {part}" for one, part in zip(dimensions, categories, strict=True))


def per_100_000(value: int | None, population: int | None) -> Decimal | None:
    """A rate to one decimal; ``None`` where either side is not known, or nobody lives there."""
    if value is None or not population:
        return None
    return (Decimal(value) * PER / Decimal(population)).quantize(_TENTH, ROUND_HALF_UP)
