"""Workbooks out: what they are put together from lies in no folder that others use."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from shared.refusal import Refusal
from shared.spreadsheet import Sheet, private_workbook, write_xlsx


def test_the_parts_of_a_workbook_lie_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given no folder for temporary files, then a workbook is written, readable by its owner."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    small, large = tmp_path / "small.xlsx", tmp_path / "large.xlsx"

    with private_workbook(small) as workbook:
        workbook.add_worksheet("一枚目").write_string(0, 0, "架空")
    write_xlsx(large, Sheet("一覧", ("名称",), [("架空",)]))

    assert load_workbook(small).active["A1"].value == "架空"  # type: ignore[index,union-attr]
    assert [file.stat().st_mode & 0o777 for file in (small, large)] == [0o600, 0o600]
    assert sorted(tmp_path.iterdir()) == [large, small]


def test_a_folder_that_is_not_there_is_a_refusal(tmp_path: Path) -> None:
    """Nothing is half written where nothing can be written."""
    with pytest.raises(Refusal) as no, private_workbook(tmp_path / "nowhere" / "a.xlsx"):
        pass
    assert no.value.code == "file-not-writable"
