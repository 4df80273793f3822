"""From counts to a table: every cell of the template, also those with nothing in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import product

from services.stats.domain.measures import Counts
from services.stats.domain.template import TableTemplate


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure.

    Attributes:
        categories: one for each dimension, in the order of the dimensions.
        value: the figure.
    """

    categories: tuple[str, ...]
    value: int


@dataclass(frozen=True, slots=True)
class Table:
    """A filled table.

    Attributes:
        name: its heading.
        measure: name of the measure.
        measure_version: version of the measure's definition.
        dimensions: names of the dimensions.
        cells: all of them, the last dimension running fastest.
        total: of the units counted, not of the cells, which may overlap.
    """

    name: str
    measure: str
    measure_version: int
    dimensions: tuple[str, ...]
    cells: tuple[Cell, ...]
    total: int

    def document(self) -> dict[str, object]:
        """The table as the contract of the return has it."""
        return {
            "name": self.name,
            "measure": self.measure,
            "measure_version": self.measure_version,
            "dimensions": list(self.dimensions),
            "cells": [
                {**dict(zip(self.dimensions, cell.categories, strict=True)), "value": cell.value}
                for cell in self.cells
            ],
            "total": self.total,
        }


def tabulate(template: TableTemplate, counts: Counts, total: int | None = None) -> Table:
    """Fill a table.

    Args:
        template: which table.
        counts: by the values of the template's attributes, in their order.
        total: number of the units counted, where one may have several values; else their sum.
    """
    figures: Counter[tuple[str, ...]] = Counter()
    for values, count in counts.items():
        placed = zip(template.dimensions, values, strict=True)
        for categories in product(*(axis.categories_of(value) for axis, value in placed)):
            figures[categories] += count
    axes = (
        axis.categories(values[place] for values in counts)
        for place, axis in enumerate(template.dimensions)
    )
    return Table(
        name=template.name,
        measure=template.measure.name,
        measure_version=template.measure.version,
        dimensions=tuple(axis.name for axis in template.dimensions),
        cells=tuple(Cell(categories, figures[categories]) for categories in product(*axes)),
        total=sum(counts.values()) if total is None else total,
    )
