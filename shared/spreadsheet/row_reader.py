"""Reading one row's cells; every problem is kept, none ends the reading."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from shared.calendar import FuzzyDate, parse_date
from shared.codes import CodeList
from shared.refusal import InvalidInput
from shared.spreadsheet.cell import LONGEST_CELL, Cell, Unusable, text_of
from shared.spreadsheet.form import TableForm

_T = TypeVar("_T")

LONGEST_DATE = 40
"""Characters; the longest usual writing of a date has some twenty."""

LONGEST_NUMBER = 9
"""Digits; no town counts or pays more."""

_UNUSABLE_REASONS = {
    "formula-cell": "数式は取り込みません。数式の結果を「値として貼り付け」てください。",
    "error-cell": "Excel のエラー値になっています。正しい値に直してください。",
    "too-many-cells": (
        "見出しより多くのセルがあります。セルの中のコンマやタブを引用符で囲むか、消してください。"
    ),
}

# NFC would replace 神 (U+FA19) and its like by their common forms; names keep them as written.
_COMPOSABLE = re.compile(r"[^\uF900-\uFAFF\U0002F800-\U0002FA1F]+")

_SEPARATOR = re.compile(r"[、,，;；\n]")

_LINE_BREAK = re.compile(r"\r\n?")

# Control characters (C0, C1), line and paragraph separators, marks that turn the direction of
# writing, halves of characters and code points that are none.
_CONTROLS = "\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_IN_ONE_LINE = re.compile(rf"[\x00-\x1f{_CONTROLS}]")
_IN_LINES = re.compile(rf"[\x00-\x08\x0b-\x1f{_CONTROLS}]")


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a row was not taken in.

    Attributes:
        row: the row that the user sees in Excel.
        column: the form's header.
        reason: what is wrong and what to do, in Japanese; never what the cell holds.
        code: kebab-case, for machines.
    """

    row: int
    column: str
    reason: str
    code: str


def as_written(text: str) -> str:
    """A text in one form (NFC, line breaks as LF), with variants of characters kept."""
    text = _LINE_BREAK.sub("\n", text)
    return _COMPOSABLE.sub(lambda run: unicodedata.normalize("NFC", run[0]), text).strip()


class RowReader:
    """A row being read.

    Args:
        form: the kind of table it stands in.
        number: the row that the user sees.
        cells: the form's column -> cell; blank ones may be left out.

    Attributes:
        rejections: the problems so far.
    """

    def __init__(self, form: TableForm, number: int, cells: Mapping[str, Cell]) -> None:
        self._form = form
        self._number = number
        self._cells = cells
        self.rejections: list[Rejection] = []
        for column, cell in cells.items():
            if isinstance(cell, Unusable):
                self.reject(column, cell.code, _UNUSABLE_REASONS[cell.code])

    def reject(self, column: str, code: str, reason: str) -> None:
        """Note a problem of a column."""
        self.rejections.append(Rejection(self._number, column, reason, code))

    def in_order(self) -> list[Rejection]:
        """The problems in the order of the form's columns."""
        place = {column: index for index, column in enumerate(self._form.headers)}
        return sorted(self.rejections, key=lambda one: place.get(one.column, len(place)))

    def given(self, column: str) -> bool:
        """Whether anything stands in a column, even if it could not be read."""
        cell = self._cells.get(column, "")
        return not isinstance(cell, str) or bool(cell.strip())

    def require(self, column: str) -> None:
        """Note it as a problem if a column is blank."""
        if not self.given(column):
            self.reject(column, "value-missing", "空になっています。必ず書いてください。")

    def text(self, column: str, longest: int, *, lines: bool = False) -> str | None:
        """A text as it was written.

        Args:
            column: the form's header.
            longest: characters that are taken.
            lines: whether line breaks and tabs may stand in it.
        """
        cell = self._usable(column)
        if isinstance(cell, date):
            self.reject(
                column,
                "date-in-text",
                "日付に変わっています。セルの書式を「文字列」にして、書き直してください。",
            )
            return None
        if cell is None:
            return None
        text = as_written(text_of(cell))
        if (_IN_LINES if lines else _IN_ONE_LINE).search(text):
            self.reject(
                column,
                "control-character",
                "改行や、目に見えない制御文字が入っています。セルを書き直してください。",
            )
            return None
        if len(text) > longest:
            self.reject(column, "text-too-long", f"長すぎます。{longest}字までにしてください。")
            return None
        return text or None

    def word(self, column: str, longest: int) -> str | None:
        """A text of which the width of its characters says nothing (NFKC)."""
        text = self.text(column, longest)
        return unicodedata.normalize("NFKC", text).strip() or None if text else None

    def code(self, column: str, codes: CodeList) -> str | None:
        """The code that a label names."""
        label = self.text(column, LONGEST_CELL)
        if label is None:
            return None
        return self._understood(column, lambda: codes.by_label(label).code)

    def codes(self, column: str, codes: CodeList) -> tuple[str, ...]:
        """The codes that labels name, which 「、」 or the like keeps apart; sorted, each once."""
        text = self.text(column, LONGEST_CELL, lines=True)
        labels = [label.strip() for label in _SEPARATOR.split(text or "")]
        try:
            return tuple(sorted({codes.by_label(label).code for label in labels if label}))
        except InvalidInput as invalid:
            self.reject(column, invalid.code, f"{invalid.message}「、」で区切り、{invalid.remedy}")
            return ()

    def number(self, column: str, unit: str) -> int | None:
        """A whole number of ``unit``; digits of any width, with or without the unit and commas."""
        text = self.word(column, LONGEST_CELL)
        if text is None:
            return None
        digits = text.removesuffix(unit).replace(",", "").strip()
        if digits.isascii() and digits.isdigit() and len(digits) <= LONGEST_NUMBER:
            return int(digits)
        self.reject(column, "number-unreadable", f"数字だけを書いてください（例: 10{unit}）。")
        return None

    def day(self, column: str, today: date) -> date | None:
        """A day, not later than today."""
        cell = self._usable(column)
        day = cell if isinstance(cell, date) else self._written_date(column, cell, parse_date)
        return None if day is not None and self._in_future(column, day, today) else day

    def fuzzy_day(self, column: str, today: date) -> FuzzyDate | None:
        """A day, perhaps a fuzzy one, that does not lie wholly after today."""
        cell = self._usable(column)
        if isinstance(cell, date):
            day: FuzzyDate | None = FuzzyDate.on(cell)
        else:
            day = self._written_date(column, cell, FuzzyDate.parse)
        if day is not None and self._in_future(column, day.earliest, today):
            return None
        return day

    def _usable(self, column: str) -> str | int | date | None:
        cell = self._cells.get(column, "")
        return None if isinstance(cell, Unusable) or not self.given(column) else cell

    def _written_date(
        self, column: str, cell: str | int | None, read: Callable[[str], _T]
    ) -> _T | None:
        if cell is None:
            return None
        text = str(cell)
        if len(text) > LONGEST_DATE:
            self.reject(
                column,
                "date-unreadable",
                "日付を読み取れません。2024-04-01 または 令和6年4月1日 のように書いてください。",
            )
            return None
        return self._understood(column, lambda: read(text))

    def _understood(self, column: str, read: Callable[[], _T]) -> _T | None:
        try:
            return read()
        except InvalidInput as invalid:
            self.reject(column, invalid.code, invalid.message + invalid.remedy)
            return None

    def _in_future(self, column: str, day: date, today: date) -> bool:
        if day > today:
            self.reject(
                column, "date-in-future", "今日より後の日付です。年・月・日を確かめてください。"
            )
        return day > today
