"""A table laid out in rows and columns, the same on paper and on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Figure = Mapping[str, Any]
"""A cell as the document of a return has it: ``value``, and perhaps a ``note``."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: the last dimension runs to the right, if there are two.

    Attributes:
        axes: the dimensions that run downwards.
        across: the dimension that runs to the right; ``None`` for a single column of figures.
        rows: the categories of each row.
        columns: the categories of each column; one blank if nothing runs to the right.
        cells: by row and column.
    """

    axes: tuple[str, ...]
    across: str | None
    rows: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[tuple[str, ...], str], Figure]


def grid_of(table: Mapping[str, Any]) -> Grid:
    """Lay a table out.

    Args:
        table: as the document of a return has it.
    """
    dimensions = tuple(table["dimensions"])
    axes, across = (dimensions[:-1], dimensions[-1]) if len(dimensions) > 1 else (dimensions, None)
    cells = {
        (tuple(str(cell[axis]) for axis in axes), str(cell[across]) if across else ""): cell
        for cell in table["cells"]
    }
    rows = tuple(dict.fromkeys(place for place, _ in cells))
    columns = tuple(dict.fromkeys(place for _, place in cells))
    return Grid(axes, across, rows, columns, cells)
