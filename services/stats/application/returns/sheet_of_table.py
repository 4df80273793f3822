"""One table of a return on a sheet of its own: figures, total, ratio, notes, and the chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from services.stats.application.drawn import GAPS, Drawn, numbers_at_bars
from services.stats.application.grid import Grid, grid_of
from services.stats.application.sheets import Forms, Page, lay_out, write_text
from services.stats.domain.prefecture_return import CAUTION, TOTAL

_FIRST_ROW = 3
_PORTRAIT_COLUMNS = 6
_CHART_WIDTH, _CHART_HEIGHT = 640, 320
_ROW_HEIGHT = 20


def write_table(
    workbook: Workbook,
    sheet: Worksheet,
    forms: Forms,
    page: Page,
    period: str,
    table: Mapping[str, Any],
) -> None:
    """Write a table; its title is in 和暦, its figures are numbers."""
    grid = grid_of(table)
    labels = max(len(grid.axes), 1)
    widths = (*[24] * labels, *[12] * (len(grid.columns) + 1))
    lay_out(sheet, page, widths, landscape=len(widths) > _PORTRAIT_COLUMNS)
    write_text(sheet, 0, 0, f"{period}　{table['name']}", forms.title)
    write_text(sheet, 1, 0, f"{table['measure']}（定義 第{table['measure_version']}版）")
    if page.handling == CAUTION:
        write_text(sheet, 2, 0, CAUTION, forms.caution)
    _write_headers(sheet, forms, grid, labels)
    row = _FIRST_ROW
    for categories in grid.rows:
        row += 1
        for column, category in enumerate(categories or (table["name"],)):
            write_text(sheet, row, column, category, forms.head)
        for column, across in enumerate(grid.columns, start=labels):
            cell = grid.cells.get((categories, across))
            if cell is not None:
                forms.figure(sheet, row, column, cell["value"], cell.get("note"))
    last = row
    if table["dimensions"]:
        row += 1
        write_text(sheet, row, 0, TOTAL, forms.head)
        at = labels + len(grid.columns) - 1
        forms.figure(sheet, row, at, table["total"], table.get("note"), forms.sum)
    row = _write_ratio(sheet, forms, row, table)
    row = _write_notes(sheet, row, table)
    if table["dimensions"]:
        _draw(workbook, sheet, grid, labels, last, row + 2, f"{period}　{table['name']}")
    sheet.repeat_rows(_FIRST_ROW)


def _write_headers(sheet: Worksheet, forms: Forms, grid: Grid, labels: int) -> None:
    for column, axis in enumerate(grid.axes or ("",)):
        write_text(sheet, _FIRST_ROW, column, axis, forms.head)
    for column, across in enumerate(grid.columns, start=labels):
        header = across if grid.across else "値"
        write_text(sheet, _FIRST_ROW, column, header, forms.head)


def _write_ratio(sheet: Worksheet, forms: Forms, row: int, table: Mapping[str, Any]) -> int:
    """The integers that a ratio is made of stand beside it."""
    ratio = table.get("ratio")
    if ratio is None:
        return row
    for caption, one in (("分子", ratio["of"]), ("分母", ratio["to"])):
        row += 1
        write_text(sheet, row, 0, f"率の{caption}：{one['table']}", forms.head)
        forms.figure(sheet, row, 1, one["total"], "")
    row += 1
    write_text(sheet, row, 0, "率", forms.head)
    forms.percentage(sheet, row, 1, ratio["percent"])
    if ratio.get("note"):
        write_text(sheet, row, 2, ratio["note"])
    return row


def _write_notes(sheet: Worksheet, row: int, table: Mapping[str, Any]) -> int:
    for note in _notes(table):
        row += 1
        write_text(sheet, row, 0, note)
    return row


def _notes(table: Mapping[str, Any]) -> Sequence[str]:
    """What is to be known of figures that are there; why one is missing stands in its place."""
    found = [
        f"注：{'・'.join(str(cell[axis]) for axis in table['dimensions'])}　{cell['note']}"
        for cell in table["cells"]
        if cell["value"] is not None and cell.get("note")
    ]
    if published := table.get("published"):
        found.append(f"注：公表された計は {published['total']:,}　{published['note']}")
    if table.get("note") and table["total"] is not None:
        found.append(f"注：{table['note']}")
    return found


def _draw(
    workbook: Workbook,
    sheet: Worksheet,
    grid: Grid,
    labels: int,
    last: int,
    row: int,
    title: str,
) -> None:
    """A chart of the figures, below them; series by series if a dimension runs to the right."""
    chart = workbook.add_chart({"type": "bar" if grid.across is None else "column"})
    name = sheet.get_name()
    first = _FIRST_ROW + 1
    drawn = Drawn(sheet, labels + len(grid.columns) + 1)
    for column, across in enumerate(grid.columns, start=labels):
        cells = [grid.cells.get((categories, across)) for categories in grid.rows]
        values = [None if cell is None else cell["value"] for cell in cells]
        chart.add_series(
            {
                "name": [name, _FIRST_ROW, column],
                "categories": [name, first, 0, last, labels - 1],
                "values": drawn.down(first, column, values),
                **numbers_at_bars(len(grid.rows) * len(grid.columns)),
            }
        )
    chart.show_hidden_data()
    told = title + (GAPS if drawn.has_gaps else "")
    chart.set_title({"name": told, "overlay": False, "name_font": {"size": 11}})
    if grid.across is None:
        chart.set_legend({"none": True})
        chart.set_y_axis({"reverse": True})
    else:
        chart.set_legend({"position": "bottom"})
    height = max(_CHART_HEIGHT, _ROW_HEIGHT * len(grid.rows) + 80)
    chart.set_size({"width": _CHART_WIDTH, "height": height})
    sheet.insert_chart(row, 0, chart, {"description": told})
