"""What every sheet of stats' workbooks has in common: forms, A4 pages, safe texts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from shared.spreadsheet.cell import neutralised

_A4 = 9
_LONGEST_NAME = 31
_LONGEST_HEADER = 240
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on every page.

    Attributes:
        left: at the top, left: whose figures.
        middle: at the top, in the middle: what they are.
        handling: at the top, right: 取扱注意 or 公表用.
        foot: at the bottom, left: version, as-of instant, protection.
    """

    left: str
    middle: str
    handling: str
    foot: str


class Forms:
    """The formats of a workbook."""

    def __init__(self, workbook: Workbook) -> None:
        self.title: Format = workbook.add_format({"bold": True, "font_size": 14})
        self.caution: Format = workbook.add_format({"bold": True, "font_color": "#C00000"})
        self.head: Format = workbook.add_format(
            {"bold": True, "bg_color": "#DDEBF7", "border": 1, "text_wrap": True}
        )
        self.text: Format = workbook.add_format({"border": 1, "text_wrap": True})
        self.link: Format = workbook.add_format(
            {"border": 1, "text_wrap": True, "font_color": "#0563C1", "underline": 1}
        )
        self.plain: Format = workbook.add_format({"text_wrap": False})
        self.number: Format = workbook.add_format({"border": 1, "num_format": "#,##0"})
        self.sum: Format = workbook.add_format({"bold": True, "border": 1, "num_format": "#,##0"})
        self.share: Format = workbook.add_format({"border": 1, "num_format": "0.0%"})
        self.missing: Format = workbook.add_format(
            {"border": 1, "italic": True, "align": "right", "font_color": "#7F7F7F"}
        )

    def figure(
        self,
        sheet: Worksheet,
        row: int,
        column: int,
        value: int | None,
        note: str | None,
        form: Format | None = None,
    ) -> None:
        """Write a number as a number; where there is none, why."""
        if value is None:
            write_text(sheet, row, column, note or "", self.missing)
        else:
            sheet.write_number(row, column, value, form or self.number)

    def percentage(self, sheet: Worksheet, row: int, column: int, text: str | None) -> None:
        """Write a percentage with one decimal as a number; a dash where there is none."""
        if text is None:
            write_text(sheet, row, column, "–", self.missing)
        else:
            sheet.write_number(row, column, float(text) / 100, self.share)


def write_text(
    sheet: Worksheet, row: int, column: int, text: str, form: Format | None = None
) -> None:
    """Write a text as a text, which no spreadsheet takes for a formula."""
    text = neutralised(text)
    if text.startswith("<r>"):  # XlsxWriter would take it for markup of its own
        text = f" {text}"
    sheet.write_string(row, column, text, form)


def lay_out(
    sheet: Worksheet, page: Page, widths: Sequence[int], *, landscape: bool = False
) -> None:
    """Set a sheet up for A4 paper, one page wide, with header and footer on every page."""
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_paper(_A4)
    if landscape:
        sheet.set_landscape()
    else:
        sheet.set_portrait()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.9, bottom=0.9)
    sheet.set_header(_line(f"&L{_plain(page.left)}&C{_plain(page.middle)}&R{page.handling}"))
    sheet.set_footer(_line(f"&L{_plain(page.foot)}&R{page.handling}　&P / &N"))


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    """A name that Excel accepts and no other sheet has."""
    name = _NOT_IN_NAMES.sub("・", wanted)[:_LONGEST_NAME]
    number = 1
    while name.lower() in {one.lower() for one in taken}:
        number += 1
        ending = f" ({number})"
        name = _NOT_IN_NAMES.sub("・", wanted)[: _LONGEST_NAME - len(ending)] + ending
    return name


def _plain(text: str) -> str:
    """A text in which a header sees no code of its own."""
    return text.replace("&", "&&")


def _line(text: str) -> str:
    return text[:_LONGEST_HEADER]
