"""The tables of a return as pages show them: figures, totals, notes, and the chart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.stats.application.grid import Grid, grid_of
from services.stats.domain.prefecture_return import TOTAL
from shared.pages.chart import Chart, Drawing, chart_of, undrawn

KEPT_BACK = "秘匿"
"""What stands in the place of a figure that is kept back; why, a note below the table says."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as it stands in a table.

    Attributes:
        text: the number, or what stands in its place.
        mark: of the note that says why; empty without one.
        lacks: whether there is no number.
    """

    text: str
    mark: str = ""
    lacks: bool = False


@dataclass(frozen=True, slots=True)
class TableShown:
    """A table.

    Attributes:
        id: of its element.
        name: its heading.
        measure: what is counted, with the version of its definition.
        axes: headers of the categories of rows.
        columns: headers of the figures.
        rows: categories and figures of each row; an empty place has no figure.
        total: of the units counted; ``None`` for a single figure.
        notes: mark and text.
        ratio: a share in words; empty without one.
        chart: of the same figures; ``None`` where there is none.
        undrawn: why not; empty where nobody would miss it.
    """

    id: str
    name: str
    measure: str
    axes: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[Shown | None, ...]], ...]
    total: Shown | None
    notes: tuple[tuple[str, str], ...]
    ratio: str
    chart: Chart | None
    undrawn: str


def tables_of(document: Mapping[str, Any]) -> list[TableShown]:
    """Every table of a return."""
    return [
        _table(f"table-{number}", table) for number, table in enumerate(document["tables"], start=1)
    ]


class _Notes:
    """Marks for the notes of one table, each note once."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    def mark(self, note: str) -> str:
        """The mark of a note (※1)."""
        return self._marks.setdefault(note, f"※{len(self._marks) + 1}")

    @property
    def listed(self) -> tuple[tuple[str, str], ...]:
        """Mark and text, in the order of their first use."""
        return tuple((mark, note) for note, mark in self._marks.items())


def shown(value: int | None, note: str | None, notes: _Notes) -> Shown:
    """A figure, with a mark where a note is needed: what says so itself in its place needs none."""
    if value is not None:
        return Shown(f"{value:,}", notes.mark(note) if note else "")
    if note and note.endswith(KEPT_BACK):
        return Shown(KEPT_BACK, notes.mark(note), lacks=True)
    return Shown(note or "—", lacks=True)


def _table(id_: str, table: Mapping[str, Any]) -> TableShown:
    grid, notes = grid_of(table), _Notes()
    rows = tuple((row, tuple(_row(grid, row, notes))) for row in grid.rows)
    total = shown(table["total"], table.get("note"), notes) if table["dimensions"] else None
    told, drawings = list(notes.listed), _drawings(grid, rows)
    if published := table.get("published"):
        told.append(("注", f"公表された計は {published['total']:,}。{published['note']}"))
    return TableShown(
        id=id_,
        name=table["name"],
        measure=f"{table['measure']}（定義 第{table['measure_version']}版）",
        axes=grid.axes or ("",),
        columns=grid.columns if grid.across else ("数",),
        rows=tuple((row or (table["name"],), figures) for row, figures in rows),
        total=total,
        notes=tuple(told),
        ratio=_ratio(table.get("ratio")),
        chart=chart_of(f"{id_}-chart", table["name"], drawings),
        undrawn=undrawn(drawings),
    )


def _row(grid: Grid, row: tuple[str, ...], notes: _Notes) -> Iterator[Shown | None]:
    for column in grid.columns:
        cell = grid.cells.get((row, column))
        yield None if cell is None else shown(cell["value"], cell.get("note"), notes)


def _drawings(
    grid: Grid, rows: tuple[tuple[tuple[str, ...], tuple[Shown | None, ...]], ...]
) -> list[Drawing]:
    found = []
    for row, figures in rows:
        name = "・".join(row)
        for column, figure in zip(grid.columns, figures, strict=True):
            if figure is not None:
                value = grid.cells[row, column]["value"]
                label, group = (column, name) if grid.across else (name, "")
                found.append(Drawing(label, value, figure.text, group))
    return found


def _ratio(ratio: Mapping[str, Any] | None) -> str:
    """The integers that a ratio is made of stand beside it."""
    if ratio is None:
        return ""
    share = "—" if ratio["percent"] is None else f"{ratio['percent']}%"
    of, to = (
        f"{one['table']} {'—' if one['total'] is None else format(one['total'], ',')}"
        for one in (ratio["of"], ratio["to"])
    )
    return f"{share}（{of} ÷ {to}）{ratio.get('note') or ''}"


__all__ = ["KEPT_BACK", "TOTAL", "Shown", "TableShown", "tables_of"]
