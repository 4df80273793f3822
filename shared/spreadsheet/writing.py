"""Tables out: CSV and XLSX, safe to open in Excel, whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from shared.private_file import not_writable, written_privately
from shared.spreadsheet.cell import neutralised

WIDTH = 14
"""Characters that a column shows, unless it is said to be wider."""

_CHOICES = "選択肢"
_OFFERED_ROWS = 2_000
"""Down to this row a cell offers its choices."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook.

    Attributes:
        name: what its tab says.
        headers: its first row.
        rows: the texts below, in the order of the headers; a blank one leaves its cell empty, and
            a number stays one, also below 0.
        widths: header -> characters, where :data:`WIDTH` is too narrow.
        choices: header -> what its cells offer to choose from; something else may be written.
    """

    name: str
    headers: Sequence[str]
    rows: Iterable[Sequence[str | int]]
    widths: Mapping[str, int] = field(default_factory=dict)
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


def write_csv(path: Path, sheet: Sheet) -> None:
    """Write a CSV file (UTF-8 with BOM, mode 0600), replacing one that is there, all or nothing.

    Raises:
        Refusal: ``file-not-writable``.
    """
    with (
        written_privately(path) as temporary,
        temporary.open("w", encoding="utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file)
        writer.writerow(sheet.headers)
        for row in sheet.rows:
            writer.writerow([neutralised(one) if isinstance(one, str) else one for one in row])


def write_xlsx(path: Path, *sheets: Sheet) -> None:
    """Write an Excel workbook of text cells (mode 0600), all or nothing, in flat memory.

    Raises:
        Refusal: ``file-not-writable``.
    """
    with private_workbook(path, constant_memory=True) as workbook:
        for sheet in sheets:
            _fill(workbook, sheet)
        _offer(workbook, *sheets)


@contextmanager
def private_workbook(path: Path, **options: object) -> Iterator[Workbook]:
    """An Excel workbook to fill (mode 0600), which takes the path's place at the end of the block.

    What it is put together from lies beside it meanwhile, and not where every program writes.

    Args:
        path: where it is to be.
        options: XlsxWriter's own.

    Raises:
        Refusal: ``file-not-writable``.
    """
    try:
        with written_privately(path) as temporary:
            places = {"tmpdir": str(temporary.parent)}
            with Workbook(str(temporary), {**options, **places}) as workbook:
                yield workbook
    except XlsxWriterException:
        raise not_writable() from None


def _fill(workbook: Workbook, sheet: Sheet) -> None:
    written = workbook.add_worksheet(sheet.name)
    bold = workbook.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    for index, name in enumerate(sheet.headers):
        written.set_column(index, index, sheet.widths.get(name, WIDTH))
        written.write_string(0, index, name, bold)
    written.freeze_panes(1, 0)
    _write_rows(written, sheet.rows)


def _offer(workbook: Workbook, *sheets: Sheet) -> None:
    """Put the choices on a sheet of their own: within a rule, Excel takes 255 characters."""
    offers = [(sheet, header) for sheet in sheets for header in sheet.choices]
    if not offers:
        return
    columns = [(header, *sheet.choices[header]) for sheet, header in offers]
    listed = workbook.add_worksheet(_CHOICES)
    _write_rows(listed, zip_longest(*columns, fillvalue=""), first=0)
    for place, (sheet, header) in enumerate(offers):
        letter, last = xl_col_to_name(place, col_abs=True), len(columns[place])
        source = f"='{_CHOICES}'!{letter}$2:{letter}${last}"
        rule = {"validate": "list", "source": source, "error_type": "information"}
        column = list(sheet.headers).index(header)
        written = workbook.get_worksheet_by_name(sheet.name)
        written.data_validation(1, column, _OFFERED_ROWS, column, rule)


def _write_rows(written: Worksheet, rows: Iterable[Sequence[str | int]], *, first: int = 1) -> None:
    for number, row in enumerate(rows, start=first):
        for index, text in enumerate(row):
            if isinstance(text, int):
                written.write_number(number, index, text)
            elif text:
                written.write_string(number, index, _for_excel(text))


def _for_excel(text: str) -> str:
    text = neutralised(text)
    # XlsxWriter takes such a text for rich-text markup; an import takes the blank off again.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text
