"""Opening a table: which format it is, where its header is, and its rows one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Protocol

from shared.refusal import Refusal
from shared.spreadsheet.cell import SURPLUS, Cell, is_blank, text_of
from shared.spreadsheet.csv_table import CsvTable
from shared.spreadsheet.form import REJECT_HEADERS, TableForm, folded_header
from shared.spreadsheet.mapping import HeaderMapping
from shared.spreadsheet.xlsx_table import XlsxTable

SURPLUS_COLUMN = "見出しのない列"
"""Where :class:`SourceRow` notes that a CSV row has more cells than the header."""

HEADER_WITHIN = 50
"""So many rows from the top the header is looked for, below titles and remarks."""

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class Table(Protocol):
    """A file as numbered lists of cells; see :class:`CsvTable` and :class:`XlsxTable`."""

    @property
    def ends_open(self) -> bool:
        """Whether the file's end may be missing."""

    @property
    def delimited(self) -> bool:
        """Whether a stray delimiter shifts the cells behind it."""

    def records(self) -> Iterator[tuple[int, list[Cell]]]:
        """Each row of cells with its number, from 1."""


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row as it stands in the file.

    Attributes:
        number: the row that Excel shows, counted from 1 with the header; in a CSV file the
            record's number, which is the same thing.
        cells: the form's column -> cell, for the columns that the file has and that hold
            something.
        originals: every cell in the file's order, also of unknown columns.
    """

    number: int
    cells: dict[str, Cell] = field(repr=False)
    originals: tuple[Cell, ...] = field(repr=False)


class SourceTable:
    """A table that was read through once and found whole.

    Iterating reads the file anew, row by row, in flat memory; blank rows are passed over. A row
    counts as blank when none of the form's columns holds anything.

    Attributes:
        path: the file.
        form: what kind of table it is.
        headers: every header as it stands in the file.
        columns: the form's column that each header stands for, or ``None``.
        unknown_columns: headers that stand for none; their cells are kept out.
        total_rows: how many rows iterating gives.

    Raises:
        Refusal: ``<form>-empty``, ``header-missing``, ``header-twice``, ``<form>-unreadable``.
    """

    def __init__(self, path: Path, form: TableForm, table: Table, mapping: HeaderMapping) -> None:
        self.path = path
        self.form = form
        self._table = table
        self._header_at, self.headers = _find_header(table, form, mapping)
        self.columns = tuple(mapping.column_of(header) for header in self.headers)
        _refuse_bad_header(form, self.columns)
        self.unknown_columns = tuple(
            header
            for header, column in zip(self.headers, self.columns, strict=True)
            if column is None and header and folded_header(header) not in REJECT_HEADERS
        )
        self.total_rows = self._read_through()

    def __iter__(self) -> Iterator[SourceRow]:
        for number, record in self._table.records():
            if number <= self._header_at:
                continue
            cells = {
                column: cell
                for column, cell in zip(self.columns, record, strict=False)
                if column is not None and not is_blank(cell)
            }
            if self._table.delimited and not all(map(is_blank, record[len(self.headers) :])):
                cells[SURPLUS_COLUMN] = SURPLUS
            if cells:
                yield SourceRow(number, cells, tuple(record))

    def header_of(self, column: str) -> str:
        """What the file itself calls one of the form's columns."""
        return self.headers[self.columns.index(column)] if column in self.columns else column

    def _read_through(self) -> int:
        """Count the rows, so that nothing is taken from a file that turns out to be broken."""
        rows, width = 0, len(self.headers)
        for row in self:
            rows, width = rows + 1, len(row.originals)
        if self._table.ends_open and width < len(self.headers):
            raise self.form.truncated()
        return rows


def open_table(path: Path, form: TableForm, mapping: HeaderMapping | None = None) -> SourceTable:
    """Open a table, CSV or XLSX, by what the file holds, not by its name.

    Args:
        path: the file.
        form: what kind of table it is to be.
        mapping: the municipality's own headers; without one only the form's are understood.

    Raises:
        Refusal: ``<form>-not-found``, ``<form>-old-excel``, ``<form>-too-large``, and what
            :class:`SourceTable` says. Nothing of the file was taken in.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
        table = _table(path, form, start)
    except OSError:
        raise form.refusal(
            "not-found",
            f"{form.title}のファイルを開けません。",
            "ファイルの場所と、読む権限があることを確かめてください。",
        ) from None
    return SourceTable(path, form, table, mapping or HeaderMapping(form))


def _table(path: Path, form: TableForm, start: bytes) -> Table:
    if start == _OLD_EXCEL:
        raise form.refusal(
            "old-excel",
            "古い形式の Excel（.xls）か、パスワードの付いた Excel です。",
            "Excel で開き、パスワードを外して「Excel ブック（.xlsx）」で保存し直してください。",
        )
    if start == _ZIP:
        return XlsxTable(path, form)
    return CsvTable(path, form)


def _find_header(
    table: Table, form: TableForm, mapping: HeaderMapping
) -> tuple[int, tuple[str, ...]]:
    """The first row that has every required header, below a title perhaps.

    Where there is none, the first row with content is taken for it, so that what it lacks is told.
    """
    first: tuple[int, tuple[str, ...]] | None = None
    for number, record in islice(table.records(), HEADER_WITHIN):
        headers = [" ".join(text_of(cell).split()) for cell in record]
        while headers and not headers[-1]:
            headers.pop()
        if {mapping.column_of(header) for header in headers}.issuperset(form.required):
            return number, tuple(headers)
        if headers and first is None:
            first = number, tuple(headers)
    if first is not None:
        return first
    raise form.refusal(
        "empty",
        f"{form.title}に何も書かれていません。",
        "一行目に見出しがあるシートを、先頭のシートにしてください。",
    )


def _refuse_bad_header(form: TableForm, columns: tuple[str | None, ...]) -> None:
    missing = [column for column in form.required if column not in columns]
    if missing:
        raise Refusal(
            "header-missing",
            f"{form.title}に必要な見出しがありません: {'・'.join(missing)}。",
            "先頭の行に見出しを書くか、見出しの対応表を指定してください。",
        )
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise Refusal(
            "header-twice",
            f"同じ見出しの列が二つ以上あります: {'・'.join(twice)}。",
            "使わない方の列の見出しを、別の名前に変えてください。",
        )
