"""What is written: the rejects file that can be mended, and the export."""

from __future__ import annotations

import csv
import stat
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from services.intake.ledger import (
    HeaderMapping,
    LedgerRow,
    open_ledger,
    validate_row,
    write_csv,
    write_xlsx,
)
from services.intake.ledger.columns import HEADERS
from shared.refusal import Refusal
from shared.spreadsheet import RejectsFile, SourceTable

TODAY = date(2024, 6, 1)
HEADER = "受付日,ケース番号,方法,相談者,内容,備考\n"
MIXED = HEADER + "2024-04-01,1,電話,母,a,b\n2024-04-02,1,念力,母,=1+1,@c\n"
ROW = LedgerRow(received_on=date(2024, 4, 1), method="phone", consulter="mother")

Write = Callable[[Path, list[LedgerRow]], None]


def ledger_of(folder: Path, text: str, name: str = "ledger.csv") -> SourceTable:
    """Open a CSV ledger of this content."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return open_ledger(path)


def rejects_of(ledger: SourceTable, folder: Path | None = None) -> Path | None:
    """Reject what is wrong in a ledger."""
    with RejectsFile(ledger, folder) as rejects:
        for row in ledger:
            checked = validate_row(row.number, row.cells, TODAY)
            if isinstance(checked, list):
                rejects.add(row, checked)
    return rejects.path


def lines_of(path: Path | None) -> list[list[str]]:
    """Read a CSV file as it stands."""
    assert path is not None
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_rejected_row_stands_in_the_file_with_number_and_reason(tmp_path: Path) -> None:
    """Headers and cells are the file's own, also of unknown columns, and nothing runs in Excel."""
    path = rejects_of(ledger_of(tmp_path, MIXED))
    assert path == tmp_path / "ledger.rejects.csv"
    headers, (number, reason, *cells) = lines_of(path)
    assert headers == ["行番号", "理由", *HEADER.strip().split(",")]
    assert number == "3"
    assert reason.startswith("方法: ")
    assert cells == ["2024-04-02", "1", "念力", "母", "'=1+1", "'@c"]


def test_only_its_owner_can_read_a_rejects_file(tmp_path: Path) -> None:
    """It holds personal data."""
    path = rejects_of(ledger_of(tmp_path, MIXED))
    assert path is not None
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_without_a_rejected_row_there_is_no_file(tmp_path: Path) -> None:
    """Not even an empty one, nor a temporary one."""
    assert rejects_of(ledger_of(tmp_path, HEADER + "2024-04-01,1,電話,母,a,b\n")) is None
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.csv"]


def test_an_import_that_fails_leaves_no_rejects_file(tmp_path: Path) -> None:
    """All or nothing: the ledger can be imported again."""
    ledger = ledger_of(tmp_path, MIXED)
    _, bad = ledger

    def fail_after_a_reject() -> None:
        with RejectsFile(ledger) as rejects:
            rejects.add(bad, [])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail_after_a_reject()
    assert [path.name for path in tmp_path.iterdir()] == ["ledger.csv"]


def test_a_mended_rejects_file_is_imported_as_it_is(tmp_path: Path) -> None:
    """行番号 and 理由 are passed over, and the apostrophes are taken off again."""
    path = rejects_of(ledger_of(tmp_path, MIXED))
    assert path is not None
    path.write_text(path.read_text(encoding="utf-8").replace("念力", "訪問"), encoding="utf-8")
    mended = open_ledger(path)
    (row,) = mended
    checked = validate_row(row.number, row.cells, TODAY)
    assert isinstance(checked, LedgerRow)
    assert (checked.method, checked.content) == ("home_visit", "=1+1")
    assert mended.unknown_columns == ("備考",)


def test_a_rejects_file_that_is_not_mended_gives_the_same_rejects(tmp_path: Path) -> None:
    """Nothing grows when it goes round, and an older file is never overwritten."""
    first = rejects_of(ledger_of(tmp_path, MIXED))
    assert first is not None
    second = rejects_of(open_ledger(first))
    assert second == tmp_path / "ledger.rejects-2.csv"
    assert [line[2:] for line in lines_of(second)] == [line[2:] for line in lines_of(first)]
    assert lines_of(second)[1][0] == "2"


def test_a_row_with_a_cell_too_many_keeps_it_at_the_end(tmp_path: Path) -> None:
    """The stray cell stands where the user put it."""
    path = rejects_of(ledger_of(tmp_path, HEADER + "2024-04-01,1,電話,母,朝,夜,昼\n"))
    assert lines_of(path)[1][2:] == ["2024-04-01", "1", "電話", "母", "朝", "夜", "昼"]


def test_rejects_may_go_to_another_folder(tmp_path: Path) -> None:
    """The ledger's folder may be read-only."""
    (tmp_path / "out").mkdir()
    path = rejects_of(ledger_of(tmp_path, MIXED), tmp_path / "out")
    assert path == tmp_path / "out" / "ledger.rejects.csv"


def test_a_folder_that_is_not_there_is_refused_before_the_first_row(tmp_path: Path) -> None:
    """Rows must not go in when the rejected ones could not be kept."""
    with (
        pytest.raises(Refusal, check=lambda refusal: refusal.code == "file-not-writable"),
        RejectsFile(ledger_of(tmp_path, MIXED), tmp_path / "missing"),
    ):
        pytest.fail("the first row was reached")


def test_a_rejected_workbook_row_fails_again_until_its_formula_is_replaced(tmp_path: Path) -> None:
    """A formula stands as a sign that no import takes; dates stand in ISO form."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["受付日", "ケース番号", "方法", "相談者", "氏名"])
    sheet.append([date(2024, 4, 1), 1, "電話", "母", "=A1&B1"])
    workbook.save(tmp_path / "ledger.xlsx")
    path = rejects_of(open_ledger(tmp_path / "ledger.xlsx"))
    assert lines_of(path)[1][2:] == ["2024-04-01", "1", "電話", "母", "#数式"]
    assert path is not None
    (row,) = open_ledger(path)
    checked = validate_row(row.number, row.cells, TODAY)
    assert isinstance(checked, list)
    assert [rejection.code for rejection in checked] == ["formula-cell"]


def test_a_note_beside_a_workbooks_table_does_not_shift_its_rejects(tmp_path: Path) -> None:
    """Cells without a header are harmless in a workbook and stay out of the CSV file."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["受付日", "ケース番号", "方法", "相談者"])
    sheet.append(["2024-04-01", 1, "念力", "母", None, "欄外"])
    workbook.save(tmp_path / "ledger.xlsx")
    path = rejects_of(open_ledger(tmp_path / "ledger.xlsx"))
    assert lines_of(path)[1][2:] == ["2024-04-01", "1", "念力", "母"]


def test_reasons_name_the_municipalitys_own_headers(tmp_path: Path) -> None:
    """Who reads the file knows the column by its own name."""
    path = tmp_path / "ledger.csv"
    path.write_text("受付日,ケース番号,手段,相談者\n2024-04-01,1,念力,母\n", encoding="utf-8")
    ledger = open_ledger(path, HeaderMapping({"手段": "方法"}))
    assert lines_of(rejects_of(ledger))[1][1].startswith("手段: ")


@pytest.mark.parametrize("sign", list("=+-@＝＋－＠"))
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_exported_cells_are_never_run(tmp_path: Path, write: Write, sign: str) -> None:
    """A text that a spreadsheet would run has an apostrophe in front, and loses it on import."""
    content = f"{sign}cmd|' /C calc'!A0"
    row = LedgerRow(
        received_on=date(2024, 4, 1), method="phone", consulter="mother", content=content
    )
    path = tmp_path / "export"
    write(path, [row])
    if write is write_csv:
        assert lines_of(path)[1][HEADERS.index("内容")] == "'" + content
    else:
        with path.open("rb") as file:
            sheet = load_workbook(file).worksheets[0]
            cell = sheet.cell(2, HEADERS.index("内容") + 1)
            assert (cell.value, cell.data_type) == ("'" + content, "s")
    (source,) = open_ledger(path)
    assert validate_row(2, source.cells, TODAY) == row


@pytest.mark.parametrize(
    "content", ["<r>a</r>", "<r><t>&b</r>", "_x000D_", "_x0041_", "'=1", "''-"]
)
@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_text_that_looks_like_markup_comes_back(tmp_path: Path, write: Write, content: str) -> None:
    """Neither the writer nor Excel's escapes change what somebody wrote."""
    row = LedgerRow(
        received_on=date(2024, 4, 1), method="phone", consulter="mother", content=content
    )
    write(tmp_path / "export", [row])
    (source,) = open_ledger(tmp_path / "export")
    assert validate_row(2, source.cells, TODAY) == row


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_an_export_is_there_whole_or_not_at_all(tmp_path: Path, write: Write) -> None:
    """An older file stays when the rows end in an error, and nothing else is left behind."""
    path = tmp_path / "export"
    path.write_text("older", encoding="utf-8")

    def rows() -> Iterator[LedgerRow]:
        yield ROW
        raise LookupError

    with pytest.raises(LookupError):
        write(path, rows())  # type: ignore[arg-type]
    assert [file.name for file in tmp_path.iterdir()] == ["export"]
    assert path.read_text(encoding="utf-8") == "older"


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_only_its_owner_can_read_an_export(tmp_path: Path, write: Write) -> None:
    """It holds personal data."""
    write(tmp_path / "export", [ROW])
    assert stat.S_IMODE((tmp_path / "export").stat().st_mode) == 0o600


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_an_export_into_a_missing_folder_is_refused(tmp_path: Path, write: Write) -> None:
    """The refusal says what to look at."""
    with pytest.raises(Refusal, check=lambda refusal: refusal.code == "file-not-writable"):
        write(tmp_path / "missing" / "export", [ROW])
