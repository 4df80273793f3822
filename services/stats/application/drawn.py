"""What a chart draws of a sheet: a figure that lacks is a gap, and never a 0.

Where a figure lacks, its cell says why in words, and a chart would draw words as 0. So the figures
of a series that lacks some stand once more in hidden columns of the same sheet, with blank cells
for those.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter.worksheet import Worksheet

GAPS = "（空きは秘匿などで数のないところ。0 ではありません）"
"""Stands beside the title of a chart with gaps."""

_MOST_LABELS = 40
"""More numbers than that cover each other."""

Range = list[Any]
"""A range as XlsxWriter takes it: sheet, first row, first column, last row, last column."""


class Drawn:
    """The series of the charts of one sheet.

    Args:
        sheet: the sheet.
        first_free: the first column to the right of everything that is to be seen.
    """

    def __init__(self, sheet: Worksheet, first_free: int) -> None:
        self._sheet = sheet
        self._column = first_free
        self.has_gaps = False

    def down(self, row: int, column: int, values: Sequence[int | None]) -> Range:
        """The range of figures that stand below each other from a cell on."""
        if None in values:
            row, column = self._kept_down(row, values), self._column - 1
        return [self._sheet.get_name(), row, column, row + len(values) - 1, column]

    def across(self, row: int, column: int, values: Sequence[int | None]) -> Range:
        """The range of figures that stand beside each other from a cell on."""
        if None in values:
            return self.down(row, column, values)
        return [self._sheet.get_name(), row, column, row, column + len(values) - 1]

    def _kept_down(self, row: int, values: Sequence[int | None]) -> int:
        self.has_gaps = True
        self._sheet.set_column(self._column, self._column, None, None, {"hidden": True})
        for place, value in enumerate(values, start=row):
            if value is not None:
                self._sheet.write_number(place, self._column, value)
        self._column += 1
        return row


def numbers_at_bars(figures: int) -> dict[str, dict[str, bool]]:
    """Numbers at the bars, so that a 0 is seen to be one; unless there are too many to be read."""
    return {"data_labels": {"value": True}} if figures <= _MOST_LABELS else {}
