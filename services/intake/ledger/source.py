"""Opening a ledger: which format it is, where its header is, and its rows one after another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from services.intake.ledger.cell import SURPLUS, Cell, is_blank, text_of
from services.intake.ledger.columns import REJECT_HEADERS, REQUIRED, HeaderMapping, folded_header
from services.intake.ledger.csv_table import CsvTable
from services.intake.ledger.unreadable import truncated
from services.intake.ledger.xlsx_table import XlsxTable
from shared.refusal import Refusal

SURPLUS_COLUMN = "見出しのない列"
"""Where :class:`SourceRow` notes that a CSV row has more cells than the header."""

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
        cells: the ledger's column -> cell, for the columns that the file has and that hold
            something.
        originals: every cell in the file's order, also of unknown columns.
    """

    number: int
    cells: dict[str, Cell] = field(repr=False)
    originals: tuple[Cell, ...] = field(repr=False)


class Ledger:
    """A ledger that was read through once and found whole.

    Iterating reads the file anew, row by row, in flat memory; blank rows are passed over. A row
    counts as blank when none of the ledger's columns holds anything.

    Attributes:
        path: the file.
        headers: every header as it stands in the file.
        columns: the ledger's column that each header stands for, or ``None``.
        unknown_columns: headers that stand for none; their cells are kept out.
        total_rows: how many rows iterating gives.

    Raises:
        Refusal: ``ledger-empty``, ``header-missing``, ``header-twice``, ``ledger-unreadable``.
    """

    def __init__(self, path: Path, table: Table, mapping: HeaderMapping) -> None:
        self.path = path
        self._table = table
        self._header_at, self.headers = _find_header(table)
        self.columns = tuple(mapping.column_of(header) for header in self.headers)
        _refuse_bad_header(self.columns)
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
        """What the file itself calls one of the ledger's columns."""
        return self.headers[self.columns.index(column)] if column in self.columns else column

    def _read_through(self) -> int:
        """Count the rows, so that nothing is taken from a file that turns out to be broken."""
        rows, width = 0, len(self.headers)
        for row in self:
            rows, width = rows + 1, len(row.originals)
        if self._table.ends_open and width < len(self.headers):
            raise truncated()
        return rows


def open_ledger(path: Path, mapping: HeaderMapping | None = None) -> Ledger:
    """Open a ledger, CSV or XLSX, by what the file holds, not by its name.

    Args:
        path: the file.
        mapping: the municipality's own headers; without one only the ledger's are understood.

    Raises:
        Refusal: ``ledger-not-found``, ``ledger-old-excel``, ``ledger-too-large``, and what
            :class:`Ledger` says. Nothing of the file was taken in.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
        table = _table(path, start)
    except OSError:
        raise Refusal(
            "ledger-not-found",
            "台帳のファイルを開けません。",
            "ファイルの場所と、読む権限があることを確かめてください。",
        ) from None
    return Ledger(path, table, mapping or HeaderMapping())


def _table(path: Path, start: bytes) -> Table:
    if start == _OLD_EXCEL:
        raise Refusal(
            "ledger-old-excel",
            "古い形式の Excel（.xls）か、パスワードの付いた Excel です。",
            "Excel で開き、パスワードを外して「Excel ブック（.xlsx）」で保存し直してください。",
        )
    if start == _ZIP:
        return XlsxTable(path)
    return CsvTable(path)


def _find_header(table: Table) -> tuple[int, tuple[str, ...]]:
    for number, record in table.records():
        headers = [" ".join(text_of(cell).split()) for cell in record]
        while headers and not headers[-1]:
            headers.pop()
        if headers:
            return number, tuple(headers)
    raise Refusal(
        "ledger-empty",
        "台帳に何も書かれていません。",
        "一行目に見出しがあるシートを、先頭のシートにしてください。",
    )


def _refuse_bad_header(columns: tuple[str | None, ...]) -> None:
    missing = [column for column in REQUIRED if column not in columns]
    if missing:
        raise Refusal(
            "header-missing",
            f"台帳に必要な見出しがありません: {'・'.join(missing)}。",
            "先頭の行に見出しを書くか、見出しの対応表を指定してください。",
        )
    twice = sorted({column for column in columns if column and columns.count(column) > 1})
    if twice:
        raise Refusal(
            "header-twice",
            f"同じ見出しの列が二つ以上あります: {'・'.join(twice)}。",
            "使わない方の列の見出しを、別の名前に変えてください。",
        )
