"""A return as an Excel workbook to print and file: a cover, then each table with its chart.

Numbers are numbers, charts are Excel's own, and no text is ever a formula. Every page tells
version, as-of instant and protection; one that shows true counts says 取扱注意.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from services.stats.application.returns.sheet_of_table import write_table
from services.stats.application.sheets import (
    Forms,
    Page,
    lay_out,
    sheet_name,
    write_text,
)
from services.stats.domain.prefecture_return import CAUTION, TRUE_COUNTS
from shared.calendar import JST, format_wareki, format_wareki_short
from shared.codes.municipality import municipality_name
from shared.spreadsheet import private_workbook

_COVER = "表紙"
_CAUTION = "取扱注意：実数です。小さな数から人が分かることがあります。公表しないでください。"


@dataclass(frozen=True, slots=True)
class Cover:
    """What the cover says beside the figures.

    Attributes:
        warnings: what the reader must know of these figures.
        differences: what changed since the version before: table, cell, before, after.
        definitions: which tables are counted otherwise than in the version before, and how.
        reason: why a closed version was followed by this one.
        closed_on: the day it was closed, as it is printed.
    """

    warnings: Sequence[str] = ()
    differences: Sequence[tuple[str, str, int | None, int | None]] = ()
    definitions: Sequence[tuple[str, str]] = ()
    reason: str | None = None
    closed_on: str | None = None


def write_workbook(path: Path, document: Mapping[str, Any], cover: Cover | None = None) -> None:
    """Write a return as an Excel workbook (mode 0600), all or nothing.

    Raises:
        Refusal: ``file-not-writable``.
    """
    with private_workbook(path) as workbook:
        _fill(workbook, document, cover or Cover())


def _fill(workbook: Workbook, document: Mapping[str, Any], cover: Cover) -> None:
    page, forms = _page(document), Forms(workbook)
    as_of = datetime.fromisoformat(document["as_of"])
    workbook.set_properties(
        {
            "title": f"{document['period']}　{document['title']}",
            "subject": document["handling"],
            "created": as_of.astimezone(JST).replace(tzinfo=None),
        }
    )
    names: list[str] = [_COVER]
    written = workbook.add_worksheet(_COVER)
    lay_out(written, page, (26, 40, 14, 14))
    for number, table in enumerate(document["tables"], start=1):
        names.append(sheet_name(f"{number} {table['name']}", names))
    _write_cover(written, forms, document, cover, names[1:])
    for name, table in zip(names[1:], document["tables"], strict=True):
        sheet = workbook.add_worksheet(name)
        write_table(workbook, sheet, forms, page, document["period"], table)


def _page(document: Mapping[str, Any]) -> Page:
    as_of = datetime.fromisoformat(document["as_of"]).astimezone(JST)
    return Page(
        left=municipality_name(document["municipality"]),
        middle=f"{document['period']}　{document['title']}",
        handling=document["handling"],
        foot=f"第{document['version']}版　{format_wareki_short(as_of.date())} {as_of:%H:%M} 現在"
        f"　{protection_in_words(document['protection'])}",
    )


def protection_in_words(protection: str) -> str:
    """How the protection of a return is printed."""
    return "秘匿なし（実数）" if protection == TRUE_COUNTS else f"秘匿あり（{protection}）"


def _write_cover(
    sheet: Any,  # noqa: ANN401 - XlsxWriter has no types
    forms: Forms,
    document: Mapping[str, Any],
    cover: Cover,
    names: Sequence[str],
) -> None:
    write_text(sheet, 0, 0, f"{document['period']}　{document['title']}", forms.title)
    row = 1
    if document["handling"] == CAUTION:
        write_text(sheet, row, 0, _CAUTION, forms.caution)
    for caption, text in _facts(document, cover):
        row += 1
        write_text(sheet, row, 0, caption, forms.head)
        write_text(sheet, row, 1, text, forms.text)
    row += 2
    for column, header in enumerate(("表", "指標", "計")):
        write_text(sheet, row, column, header, forms.head)
    for name, table in zip(names, document["tables"], strict=True):
        row += 1
        write_text(sheet, row, 0, table["name"], forms.text)
        sheet.write_url(row, 0, f"internal:'{name}'!A1", forms.link, table["name"])
        write_text(
            sheet, row, 1, f"{table['measure']}（定義 第{table['measure_version']}版）", forms.text
        )
        forms.figure(sheet, row, 2, table["total"], table.get("note"))
    for table, changed in cover.definitions:
        row += 1
        write_text(sheet, row, 0, table, forms.text)
        write_text(sheet, row, 1, changed, forms.text)
    if cover.differences:
        _write_differences(sheet, forms, row + 2, cover)


def _facts(document: Mapping[str, Any], cover: Cover) -> list[tuple[str, str]]:
    first, last = (datetime.fromisoformat(document[key]).date() for key in ("from", "to"))
    as_of = datetime.fromisoformat(document["as_of"]).astimezone(JST)
    told = [
        (
            "市区町村",
            f"{municipality_name(document['municipality'])}（{document['municipality']}）",
        ),
        ("様式", document["template"]),
        ("期間", f"{format_wareki(first)}〜{format_wareki(last)}"),
        ("基準の時点", f"{format_wareki(as_of.date())} {as_of:%H:%M:%S}"),
        ("版", f"第{document['version']}版"),
        ("秘匿", protection_in_words(document["protection"])),
        ("取扱い", document["handling"]),
    ]
    if cover.closed_on:
        told.append(("締め", cover.closed_on))
    if cover.reason:
        told.append(("締めた後の版の理由", cover.reason))
    return [*told, *(("注意", warning) for warning in cover.warnings)]


def _write_differences(
    sheet: Any,  # noqa: ANN401 - XlsxWriter has no types
    forms: Forms,
    row: int,
    cover: Cover,
) -> None:
    for column, header in enumerate(("前の版との違い", "区分", "前の版", "この版")):
        write_text(sheet, row, column, header, forms.head)
    for table, cell, before, after in cover.differences:
        row += 1
        write_text(sheet, row, 0, table, forms.text)
        write_text(sheet, row, 1, cell, forms.text)
        forms.figure(sheet, row, 2, before, "（なし）")
        forms.figure(sheet, row, 3, after, "（なし）")
