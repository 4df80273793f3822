"""Workbooks that are made to hurt whoever opens them are refused, and quickly."""

from __future__ import annotations

import resource
import tracemalloc
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from shared.spreadsheet.form import TableForm
from shared.spreadsheet.xlsx_table import LARGEST_PART, LARGEST_UNPACKED, XlsxTable
from tests.refusals import refused

FORM = TableForm("table", "架空の表", ("受付日", "方法"), ("受付日",), "月ごとに")
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
TYPES = "[Content_Types].xml"
DECLARED = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.spreadsheetml.sharedStrings+xml"/>'
)
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "'
    + "は" * 10
    + '">'
    + "".join(
        f'<!ENTITY {name} "{f"&{of};" * 10}">'
        for of, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><sst><si><t>&i;</t></si></sst>"
)
"""Ten billion characters in one kilobyte."""

OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<sst><si><t>&x;</t></si></sst>"
)


def workbook(path: Path, replaced: dict[str, bytes] | None = None) -> Path:
    """A small workbook in which some parts are others."""
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append(["受付日", "方法"])
    sheet.append(["2026-06-01", "電話"])
    whole = path.with_name("whole.xlsx")
    made.save(whole)
    with ZipFile(whole) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        parts = {part: source.read(part) for part in source.namelist()} | (replaced or {})
        if STRINGS in parts:
            parts[TYPES] = parts[TYPES].replace(b"</Types>", DECLARED + b"</Types>")
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def rows(path: Path) -> int:
    """How many rows are read."""
    return sum(1 for _ in XlsxTable(path, FORM).records())


def test_the_workbook_itself_is_read(tmp_path: Path) -> None:
    """Put together again without a change, the workbook has its two rows."""
    assert rows(workbook(tmp_path / "plain.xlsx")) == 2


@pytest.mark.parametrize(
    ("part", "size"), [(STRINGS, LARGEST_PART + 1), (SHEET, LARGEST_UNPACKED + 1)]
)
def test_a_part_that_unpacks_to_far_more_is_not_unpacked(
    tmp_path: Path, part: str, size: int
) -> None:
    """A few kilobytes that would become hundreds of megabytes are refused before they do."""
    path = tmp_path / "bomb.xlsx"
    workbook(path)
    with ZipFile(path, "a", ZIP_DEFLATED) as archive, archive.open(f"{part}x", "w") as written:
        for _ in range(size // 2**20 + 1):
            written.write(b" " * 2**20)
    assert path.stat().st_size < size / 500

    tracemalloc.start()
    with refused("table-too-large"):
        rows(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < LARGEST_PART / 4


def test_a_part_that_lies_about_its_size_is_not_read_beyond_it(tmp_path: Path) -> None:
    """A directory entry that says ten bytes for megabytes makes the workbook a damaged one."""
    path = workbook(tmp_path / "liar.xlsx", {STRINGS: b"<sst>" + b" " * 5_000_000 + b"</sst>"})
    raw = bytearray(path.read_bytes())
    size = (5_000_011).to_bytes(4, "little")
    assert raw.count(size) >= 1
    path.write_bytes(bytes(raw).replace(size, (10).to_bytes(4, "little")))

    with refused("table-unreadable"):
        rows(path)


@pytest.mark.parametrize("xml", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("part", [STRINGS, SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_not_expanded(tmp_path: Path, part: str, xml: str) -> None:
    """A billion laughs, and a file of the machine, in any part: refused, and nothing is read."""
    path = workbook(tmp_path / "laughs.xlsx", {part: xml.encode()})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    with refused("table-unreadable"):
        rows(path)

    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert (after - before) * 1024 < LARGEST_PART


def test_depth_without_end_is_refused(tmp_path: Path) -> None:
    """Elements within elements, a hundred thousand deep, are no table."""
    deep = b"<worksheet>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</worksheet>"

    path = workbook(tmp_path / "deep.xlsx", {SHEET: deep})

    assert rows(path) == 0


@pytest.mark.parametrize("name", ["../../outside", "/outside", "xl/../../outside", "C:\\\\outside"])
def test_names_of_parts_lead_nowhere(tmp_path: Path, name: str) -> None:
    """A part that would lie outside when unpacked is not unpacked at all."""
    path = workbook(tmp_path / "names.xlsx", {name: b"x"})

    assert rows(path) == 2
    assert not list(tmp_path.parent.rglob("outside"))
