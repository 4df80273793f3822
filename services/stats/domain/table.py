"""From counts to a table: every cell of the template, also those with nothing in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from services.stats.domain.measures import Combination, Profiles
from services.stats.domain.scope import Scope
from services.stats.domain.template import Published, TableTemplate

Categories = tuple[str, ...]
"""One category for each dimension, in the order of the dimensions."""

NOT_COUNTED = "数えていない"
"""The note on what a municipality does not count, which is not 0."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure.

    Attributes:
        categories: one for each dimension, in the order of the dimensions.
        value: the figure; ``None`` where there is none to show.
        note: why there is none.
    """

    categories: Categories
    value: int | None
    note: str | None = None

    def document(self, dimensions: tuple[str, ...]) -> dict[str, object]:
        """The cell as the contract of the return has it."""
        named = dict(zip(dimensions, self.categories, strict=True))
        return {**named, "value": self.value, **({"note": self.note} if self.note else {})}


@dataclass(frozen=True, slots=True)
class Table:
    """A filled table.

    Attributes:
        name: its heading.
        measure: name of the measure.
        measure_version: version of the measure's definition.
        dimensions: names of the dimensions.
        cells: all of them, the last dimension running fastest.
        total: of the units counted, not of the cells, which may overlap; ``None`` where nothing is
            counted.
        published: a published total that is not the sum.
    """

    name: str
    measure: str
    measure_version: int
    dimensions: tuple[str, ...]
    cells: tuple[Cell, ...]
    total: int | None
    published: Published | None = None

    def document(self) -> dict[str, object]:
        """The table as the contract of the return has it."""
        published = self.published
        return {
            "name": self.name,
            "measure": self.measure,
            "measure_version": self.measure_version,
            "dimensions": list(self.dimensions),
            "cells": [cell.document(self.dimensions) for cell in self.cells],
            "total": self.total,
            **({"note": NOT_COUNTED} if self.total is None else {}),
            **(
                {"published": {"total": published.total, "note": published.note}}
                if published
                else {}
            ),
        }


def tabulate(template: TableTemplate, profiles: Profiles, scope: Scope) -> Table:
    """Fill a table.

    Args:
        template: which table.
        profiles: units by the values of the template's attributes, in their order.
        scope: of which period the figures are.
    """
    placed = _placing(template)
    figures: Counter[Categories] = Counter()
    total = 0
    for combinations, units in profiles.items():
        cells = {cell for combination in combinations for cell in placed(combination)}
        total += units if cells else 0
        for cell in cells:
            figures[cell] += units
    listed = tuple(product(*_axes(template, profiles, scope)))
    counted = [not _uncounted(template, cell) for cell in listed]
    return Table(
        name=template.name,
        measure=template.measure.name,
        measure_version=template.measure.version,
        dimensions=tuple(axis.name for axis in template.dimensions),
        cells=tuple(
            Cell(cell, figures[cell]) if is_counted else Cell(cell, None, NOT_COUNTED)
            for cell, is_counted in zip(listed, counted, strict=True)
        ),
        total=total if any(counted) or not listed else None,
        published=template.published,
    )


def _placing(template: TableTemplate) -> Callable[[Combination], frozenset[Categories]]:
    """Into which cells an observation falls; into none if the table is not about it."""
    places = _places(template)
    axes = [(places[axis.attribute], axis) for axis in template.dimensions]
    only = [(places[chosen.dimension.attribute], chosen) for chosen in template.only]

    @cache
    def place(combination: Combination) -> frozenset[Categories]:
        if not all(chosen.holds(combination[at]) for at, chosen in only):
            return frozenset()
        found = product(*(axis.categories_of(combination[at]) for at, axis in axes))
        return frozenset(cell for cell in found if not _uncounted(template, cell))

    return place


def _axes(template: TableTemplate, profiles: Profiles, scope: Scope) -> list[Categories]:
    """Every category of each dimension."""
    places = _places(template)
    seen = {combination for combinations in profiles for combination in combinations}
    return [
        axis.categories({values[places[axis.attribute]] for values in seen}, scope)
        for axis in template.dimensions
    ]


def _places(template: TableTemplate) -> Mapping[str, int]:
    """Where in a combination each attribute stands."""
    return {attribute: place for place, attribute in enumerate(template.attributes)}


def _uncounted(template: TableTemplate, cell: Categories) -> bool:
    """Whether the municipality does not count this cell."""
    categories = dict(zip((axis.name for axis in template.dimensions), cell, strict=True))
    return any(left_out.items() <= categories.items() for left_out in template.not_counted)
