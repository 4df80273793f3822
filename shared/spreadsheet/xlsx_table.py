"""XLSX: the first sheet's rows as they are stored. Formulas and macros are never run."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from shared.refusal import Refusal
from shared.spreadsheet.cell import FORMULA, Cell, Unusable, cell_of_text
from shared.spreadsheet.form import TableForm

LARGEST_UNPACKED = 256 * 1024 * 1024
"""Bytes of everything in the file together, unpacked: some 100,000 full rows."""

LARGEST_PART = 64 * 1024 * 1024
"""Bytes of one part that is not a sheet; openpyxl holds these in memory (shared strings)."""

LAST_ROW = 1_048_576
"""The last row that Excel has; a higher number in a file means to make the reader count."""

JAPANESE_DATE_FORMATS = frozenset({*range(27, 37), *range(50, 59)})
"""Number formats that Japanese Excel has built in (和暦, yyyy年m月d日; ECMA-376 part 1, 18.8.30).
openpyxl does not know them, so that such a date would be read as a number."""

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

# openpyxl warns of parts it leaves out (print settings, validations), which users need not know.
warnings.filterwarnings("ignore", category=UserWarning, module=r"openpyxl\.")


class XlsxTable:
    """An Excel workbook (.xlsx; of an .xlsm the macros are never looked at).

    Attributes:
        ends_open: never; a workbook that was cut off does not open.
        delimited: cells have addresses, so none can be shifted.

    Args:
        path: the file.
        form: what kind of table it is to be.

    Raises:
        Refusal: ``<form>-unreadable``, ``<form>-too-large``.
    """

    delimited = False
    ends_open = False

    def __init__(self, path: Path, form: TableForm) -> None:
        self._path = path
        self._form = form
        try:
            with ZipFile(path) as archive:
                sizes = {part.filename: part.file_size for part in archive.infolist()}
        except Exception:  # noqa: BLE001 - a damaged archive raises whatever it comes upon
            raise _damaged(form) from None
        if "xl/workbook.xml" not in sizes:
            raise form.unreadable(
                "Excel ブック（.xlsx）ではありません。",
                "Excel で開き、「Excel ブック（.xlsx）」で保存し直してください。",
            )
        # zipfile never unpacks more of a part than the size that its entry declares.
        parts = [size for name, size in sizes.items() if not name.startswith("xl/worksheets/")]
        if sum(sizes.values()) > LARGEST_UNPACKED or max(parts) > LARGEST_PART:
            raise form.too_large()

    def records(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row of the first sheet with the number that Excel shows.

        Raises:
            Refusal: ``<form>-unreadable``, ``<form>-too-large``.
        """
        try:
            with self._path.open("rb") as file:
                workbook = load_workbook(file, read_only=True, data_only=False, keep_links=False)
                try:
                    yield from _rows(workbook, self._form)
                finally:
                    workbook.close()
        except Refusal:
            raise
        except Exception:  # noqa: BLE001 - openpyxl raises whatever a damaged part makes it do
            raise _damaged(self._form) from None


def _rows(
    workbook: Any,  # noqa: ANN401 - see below
    form: TableForm,
) -> Iterator[tuple[int, list[Cell]]]:
    """The first sheet's rows; openpyxl's stubs do not know the classes of its reading mode."""
    for index, style in enumerate(workbook._cell_styles):  # noqa: SLF001 - there is no public way
        if style.numFmtId in JAPANESE_DATE_FORMATS:
            workbook._date_formats.add(index)  # noqa: SLF001
    sheet = workbook.worksheets[0]
    # Some programs write a wrong size of the sheet, after which rows would be missing.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.rows, start=1):
        if number > LAST_ROW:
            raise form.too_large()
        yield number, [_cell(cell.data_type, cell.value) for cell in cells]


def _cell(data_type: str, value: object) -> Cell:
    if data_type == "f":
        return FORMULA
    if data_type == "e":
        return Unusable("error-cell", str(value))
    return _held(value)


def _held(value: object) -> Cell:
    match value:
        case None:
            return ""
        case str():
            # Excel writes control characters as _x000D_; openpyxl hands them on as they stand.
            return cell_of_text(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), value))
        case datetime():
            return value.date()
        case float() if value.is_integer():
            return int(value)
        case date() | int():
            return value
        case _:
            return str(value)


def _damaged(form: TableForm) -> Refusal:
    return form.unreadable(
        "ファイルが途中で切れているか、壊れています。",
        "元のファイルをもう一度コピーするか、Excel で開いて保存し直してください。",
    )
