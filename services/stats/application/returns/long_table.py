"""A return as one long table: a row for each figure, for other programs and for pivot tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from services.stats.domain.prefecture_return import TOTAL
from shared.codes.municipality import municipality_name
from shared.spreadsheet import Sheet, write_csv

_ABOUT = (
    *("様式", "題名", "市区町村コード", "市区町村", "期間", "初日", "末日"),
    *("基準の時点", "版", "秘匿", "取扱い", "表", "指標", "指標の版"),
)
_FIGURE = ("行", "値", "注", "率（%）", "率の分子", "率の分母")
_CELL, _SUM = "区分", "計"


def write_long_table(path: Path, document: Mapping[str, Any]) -> None:
    """Write a return as CSV (UTF-8 with BOM, mode 0600), all or nothing.

    Every text that a spreadsheet would run as a formula is neutralised.

    Raises:
        Refusal: ``file-not-writable``.
    """
    write_csv(path, Sheet("報告", headers(document), rows(document)))


def headers(document: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns: what the figure is about, its categories, the figure."""
    pairs = (name for place in range(1, _depth(document) + 1) for name in _axis(place))
    return (*_ABOUT, *pairs, *_FIGURE)


def rows(document: Mapping[str, Any]) -> Iterator[tuple[str | int, ...]]:
    """A row for each cell and for each total; the column 行 tells them apart."""
    depth = _depth(document)
    for table in document["tables"]:
        about = _about(document, table)
        axes = table["dimensions"]
        for cell in table["cells"]:
            named = [text for axis in axes for text in (axis, str(cell[axis]))]
            yield (*about, *_filled(named, depth), _CELL, *_figure(cell), "", "", "")
        named = [text for axis in axes for text in (axis, TOTAL)]
        total = {"value": table["total"], "note": table.get("note")}
        yield (*about, *_filled(named, depth), _SUM, *_figure(total), *_ratio(table))


def _depth(document: Mapping[str, Any]) -> int:
    return max((len(table["dimensions"]) for table in document["tables"]), default=0)


def _axis(place: int) -> tuple[str, str]:
    return f"項目{place}", f"区分{place}"


def _about(document: Mapping[str, Any], table: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        document["template"],
        document["title"],
        document["municipality"],
        municipality_name(document["municipality"]),
        document["period"],
        document["from"],
        document["to"],
        document["as_of"],
        str(document["version"]),
        document["protection"],
        document["handling"],
        table["name"],
        table["measure"],
        str(table["measure_version"]),
    )


def _filled(texts: list[str], depth: int) -> tuple[str, ...]:
    return (*texts, *[""] * (2 * depth - len(texts)))


def _figure(cell: Mapping[str, Any]) -> tuple[str | int, str]:
    value = cell["value"]
    return "" if value is None else value, cell.get("note") or ""


def _ratio(table: Mapping[str, Any]) -> tuple[str | int, ...]:
    ratio = table.get("ratio")
    if ratio is None:
        return "", "", ""
    told = (ratio["percent"], ratio["of"]["total"], ratio["to"]["total"])
    return tuple("" if one is None else one for one in told)
