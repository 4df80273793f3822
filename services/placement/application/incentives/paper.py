"""A statement on paper: an Excel sheet to print, sign and file, which names nobody.

Whoever is to be paid is written in by hand or found by the number of the statement: on paper there
is neither a person nor a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from services.placement.application.incentives.forms import (
    StatementEntry,
    StatementLine,
    StatementShown,
)
from services.placement.domain.incentive import PayeeKind, month_in_words
from shared.calendar import format_wareki
from shared.codes.municipality import municipality_name
from shared.spreadsheet import private_workbook
from shared.spreadsheet.cell import neutralised

CAUTION = "取扱注意：支払いから、支援を受けている人が分かります。関係者以外に見せないでください。"

_TITLES: Mapping[PayeeKind, str] = {
    "person": "手当明細書（利用者）",
    "employer": "手当明細書（事業者）",
}
_HEADERS: Mapping[PayeeKind, tuple[str, ...]] = {
    "person": ("番号", "日", "手当", "単価（円）", "日数", "時間（分）", "金額（円）"),
    "employer": ("行", "期間", "手当", "単価（円）", "日数", "時間（分）", "金額（円）"),
}
_WIDTHS = (6, 16, 34, 12, 8, 12, 14)
_LAST = len(_WIDTHS) - 1
_WHOLE = "月の計"
_PER = {"day": "日", "hour": "時間"}


def write_statement(path: Path, shown: StatementShown) -> None:
    """Write a statement as an Excel file (mode 0600), all or nothing.

    Raises:
        Refusal: ``file-not-writable``.
    """
    with private_workbook(path) as workbook:
        _Paper(workbook, shown).write()


def statement_file(shown: StatementShown) -> bytes:
    """The same Excel file in memory, for whoever takes it away at once: no disk ever holds it."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True}) as workbook:
        _Paper(workbook, shown).write()
    return content.getvalue()


class _Paper:
    """One sheet, from its top row down; every text is written as text, and no cell is a formula."""

    def __init__(self, workbook: Workbook, shown: StatementShown) -> None:
        self._shown = shown
        self._sheet: Worksheet = workbook.add_worksheet("明細")
        self._title = workbook.add_format({"bold": True, "font_size": 14})
        self._head = workbook.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        self._cell = workbook.add_format({"border": 1, "text_wrap": True})
        self._yen = workbook.add_format({"border": 1, "num_format": "#,##0;[Red]-#,##0"})
        self._sum = workbook.add_format({"bold": True, "border": 1, "num_format": "#,##0"})
        self._caution = workbook.add_format({"bold": True, "font_color": "#C00000"})
        self._row = 0

    def write(self) -> None:
        """Title, caution, every entry with its sum, and the sum of all."""
        shown = self._shown
        self._lay_out()
        self._line(f"{month_in_words(shown.month)}分　{_TITLES[shown.payee]}", self._title)
        self._line(CAUTION, self._caution)
        self._line(f"市町村: {municipality_name(shown.municipality)}")
        self._line(f"明細の番号: {shown.statement_id}")
        self._line("支払う相手:")
        for entry in shown.entries:
            self._entry(entry)
        self._row += 1
        self._sums("差引きの計（円）" if len(shown.entries) > 1 else "支払額（円）", shown.total)

    def _lay_out(self) -> None:
        sheet = self._sheet
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_paper(9)  # A4
        sheet.set_portrait()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        sheet.set_header("&R取扱注意")
        sheet.set_footer("&L取扱注意&R&P / &N")

    def _entry(self, entry: StatementEntry) -> None:
        self._row += 1
        what = "明細" if entry.number == 1 else f"差額 {entry.number - 1}回目"
        self._line(f"{what}　{format_wareki(entry.on)}発行")
        for column, header in enumerate(_HEADERS[self._shown.payee]):
            self._sheet.write_string(self._row, column, header, self._head)
        self._row += 1
        for line in entry.lines:
            self._paid(line)
        self._sums("計（円）", entry.total)

    def _paid(self, line: StatementLine) -> None:
        texts = {1: format_wareki(line.on) if line.on else _WHOLE, 2: neutralised(line.name)}
        numbers = {0: line.number, 4: line.days, 5: line.minutes, 6: line.amount}
        for column, text in texts.items():
            self._sheet.write_string(self._row, column, text, self._cell)
        self._sheet.write_string(self._row, 3, f"{line.yen:,}／{_PER[line.per]}", self._cell)
        for column, number in numbers.items():
            if number is None:
                self._sheet.write_blank(self._row, column, None, self._cell)
            else:
                self._sheet.write_number(self._row, column, number, self._yen)
        self._row += 1

    def _sums(self, caption: str, yen: int) -> None:
        self._sheet.merge_range(self._row, 0, self._row, _LAST - 1, caption, self._sum)
        self._sheet.write_number(self._row, _LAST, yen, self._sum)
        self._row += 1

    def _line(self, text: str, form: Format | None = None) -> None:
        self._sheet.write_string(self._row, 0, neutralised(text), form)
        self._row += 1
