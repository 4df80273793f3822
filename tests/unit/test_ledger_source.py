"""Opening ledgers: encodings, formats, headers, and files that are none."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from services.intake.ledger import (
    HEADERS,
    REQUIRED,
    HeaderMapping,
    LedgerRow,
    open_ledger,
)
from services.intake.ledger.export import write_csv, write_xlsx
from shared.refusal import Refusal
from shared.spreadsheet import SourceTable, xlsx_table
from shared.spreadsheet.cell import FORMULA, SURPLUS, Unusable
from shared.spreadsheet.source import SURPLUS_COLUMN
from tests.refusals import refused

HEADER = "受付日,ケース番号,方法,相談者,内容\n"
TEXT = HEADER + "2024-04-01,1,電話,母,夜眠れない\n令和6年4月2日,1,訪問,父,不在\n"


def ledger_of(
    folder: Path, content: str | bytes, mapping: HeaderMapping | None = None
) -> SourceTable:
    """Open a CSV ledger of this content."""
    path = folder / "ledger.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return open_ledger(path, mapping)


def workbook_of(folder: Path, rows: list[list[object]]) -> Path:
    """Save a workbook whose first sheet has these rows."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    workbook.create_sheet("二枚目").append(["ここは", "読まない"])
    path = folder / "ledger.xlsx"
    workbook.save(path)
    return path


def patched(path: Path, part: str, patch: Callable[[str], str]) -> Path:
    """Change the text of one part of a workbook."""
    other = path.with_name("patched.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, patch(data.decode()) if name == part else data)
    return other


SHEET = "xl/worksheets/sheet1.xml"
ROWS: list[list[object]] = [
    ["受付日", "ケース番号", "方法", "相談者", "内容"],
    [date(2024, 4, 1), 12, "電話", "母", "夜眠れない"],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_csv_ledger_reads_the_same_in_each_encoding(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with and without BOM and CP932 are told apart by what the file holds."""
    rows = list(ledger_of(tmp_path, TEXT.encode(encoding)))
    assert [row.number for row in rows] == [2, 3]
    assert rows[0].cells == {
        "受付日": "2024-04-01",
        "ケース番号": "1",
        "方法": "電話",
        "相談者": "母",
        "内容": "夜眠れない",
    }


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_separators_and_line_ends_may_differ(tmp_path: Path, line_end: str, delimiter: str) -> None:
    """Commas or tabs, from any system."""
    text = TEXT.replace(",", delimiter).replace("\n", line_end)
    assert [row.cells["方法"] for row in ledger_of(tmp_path, text)] == ["電話", "訪問"]


def test_row_numbers_are_those_that_excel_shows(tmp_path: Path) -> None:
    """Blank rows count, quoted line breaks do not, and the header is the first row with content."""
    text = f'\n,,,,\n{HEADER}2024-04-01,1,電話,母,"一\n二"\n,,,,\n2024-04-02,1,電話,母,三\n'
    ledger = ledger_of(tmp_path, text)
    assert [(row.number, row.cells["内容"]) for row in ledger] == [(4, "一\n二"), (6, "三")]
    assert ledger.total_rows == 2


def test_unknown_columns_are_named_and_kept_out(tmp_path: Path) -> None:
    """What the ledger does not know is reported, and its cells stay where they are."""
    ledger = ledger_of(
        tmp_path, "備考,受付日,ケース番号,方法,相談者,行番号,理由\n秘,2024-04-01,1,電話,母,9,x\n"
    )
    (row,) = ledger
    assert ledger.unknown_columns == ("備考",)
    assert "秘" not in row.cells.values()
    assert row.originals[0] == "秘"


def test_headers_are_understood_in_any_width_and_with_line_breaks(tmp_path: Path) -> None:
    """ﾌﾘｶﾞﾅ is フリガナ, and a header broken over two lines is still itself."""
    ledger = ledger_of(
        tmp_path, '"受付\n日",ケース番号,方法,相談者,ﾌﾘｶﾞﾅ\n2024-04-01,1,電話,母,カ\n'
    )
    assert ledger.columns == ("受付日", "ケース番号", "方法", "相談者", "フリガナ")


def test_a_mapping_translates_a_municipalitys_own_headers(tmp_path: Path) -> None:
    """Their header stands for ours, and messages can name theirs."""
    file = tmp_path / "mapping.yaml"
    file.write_text("相談日: 受付日\nNo.: ケース番号\n手段: 方法\n", encoding="utf-8")
    mapping = HeaderMapping.from_file(file)
    ledger = ledger_of(tmp_path, "相談日,No.,手段,相談者\nR6.4.1,5,電話,母\n", mapping)
    (row,) = ledger
    assert row.cells == {"受付日": "R6.4.1", "ケース番号": "5", "方法": "電話", "相談者": "母"}
    assert ledger.header_of("方法") == "手段"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("相談日: 受付曜日", "mapping-invalid"),
        ("相談日: 受付日\n日付: 受付日", "mapping-invalid"),
        ("相談日: 受付日\n相談日: 内容", "mapping-invalid"),
        ("相談日: [受付日]", "mapping-invalid"),
        ("1: 受付日", "mapping-invalid"),
        ("- 相談日", "mapping-invalid"),
        ("", "mapping-invalid"),
        ("相談日: !!python/object:os.system 受付日", "mapping-unreadable"),
        ("相談日: '受付日", "mapping-unreadable"),
        ("[" * 50_000, "mapping-unreadable"),
        ("a" * 70_000, "mapping-unreadable"),
    ],
)
def test_a_bad_mapping_is_refused(tmp_path: Path, text: str, code: str) -> None:
    """A mapping says exactly one of their headers for one of ours."""
    file = tmp_path / "mapping.yaml"
    file.write_text(text, encoding="utf-8")
    with refused(code):
        HeaderMapping.from_file(file)


def test_missing_headers_are_named(tmp_path: Path) -> None:
    """The refusal lists the ledger's headers that are not there."""
    with refused("header-missing") as caught:
        ledger_of(tmp_path, "受付日,内容\n2024-04-01,x\n")
    assert "ケース番号・方法・相談者" in caught.value.message


def test_a_header_that_stands_twice_is_refused(tmp_path: Path) -> None:
    """Which of two columns is meant is not guessed."""
    with refused("header-twice"):
        ledger_of(tmp_path, HEADER.strip() + ",受付日\n")


def cuts_before_the_last_cell(content: bytes) -> list[int]:
    """Every length at which a file ends within a row, before its last cell."""
    cuts: list[int] = []
    start = 0
    for line in content.splitlines(keepends=True):
        cuts += range(start + 1, start + line.rindex(b","))
        start += len(line)
    return cuts


@pytest.mark.parametrize("encoding", ["utf-8", "cp932"])
def test_a_csv_that_was_cut_off_is_refused(tmp_path: Path, encoding: str) -> None:
    """Wherever it was cut, within a character, a row or the header, nothing is taken from it."""
    text = "受付日,ケース番号,方法,相談者\n2024-04-01,1,電話,母\n令和6年4月2日,1,訪問,父\n"
    content = text.encode(encoding)
    codes = set()
    for length in cuts_before_the_last_cell(content):
        with pytest.raises(Refusal) as caught:
            ledger_of(tmp_path, content[:length])
        codes.add(caught.value.code)
    assert codes == {"ledger-unreadable", "header-missing"}


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode("utf-16"),
        TEXT.encode() + b"\0",
        TEXT.encode() + b"\xff\xfe\xfd",
        TEXT.encode("cp932") + b"\x81",
        TEXT.encode() + '2024-04-03,1,電話,母,"閉じない\n'.encode(),
        TEXT.encode() + '2024-04-03,1,電話,母,"閉じ"た\n'.encode(),
        TEXT.encode() + "2024-04-03,1,電話".encode(),
        TEXT.encode() + b"x" * 200_000,
        b"%PDF-1.7\n\x00\xff",
        b"PK\x03\x04 not a zip",
    ],
)
def test_what_is_no_text_or_no_csv_is_refused(tmp_path: Path, content: bytes) -> None:
    """A file that is broken anywhere is refused before the first row."""
    with refused("ledger-unreadable"):
        ledger_of(tmp_path, content)


def test_a_file_of_endless_lines_is_refused(tmp_path: Path) -> None:
    """A line that would fill the memory is not read."""
    with refused("ledger-unreadable"):
        ledger_of(tmp_path, HEADER + "あ," * 2_000_000)


def test_other_files_are_refused_with_a_way_on(tmp_path: Path) -> None:
    """No file, an empty one, a folder, an old or locked workbook: each has its code."""
    with refused("ledger-not-found"):
        open_ledger(tmp_path / "missing.csv")
    with refused("ledger-not-found"):
        open_ledger(tmp_path)
    for blank in ("", "\n\n,,,\n"):
        with refused("ledger-empty"):
            ledger_of(tmp_path, blank)
    with refused("ledger-old-excel"):
        ledger_of(tmp_path, b"\xd0\xcf\x11\xe0" + b"\0" * 512)


def test_a_ledger_without_rows_is_no_mistake(tmp_path: Path) -> None:
    """A header alone gives no rows."""
    assert list(ledger_of(tmp_path, HEADER)) == []


def test_a_cell_too_many_is_noted(tmp_path: Path) -> None:
    """A comma that was not quoted shifts cells; the row must not go in."""
    (row,) = ledger_of(tmp_path, HEADER + "2024-04-01,1,電話,母,朝,夜\n")
    assert row.cells[SURPLUS_COLUMN] is SURPLUS


def test_error_values_in_text_are_no_content(tmp_path: Path) -> None:
    """Excel writes its errors into CSV files as text."""
    (row,) = ledger_of(tmp_path, HEADER + "2024-04-01,1,電話,母,#REF!\n")
    assert row.cells["内容"] == Unusable("error-cell", "#REF!")


def test_a_workbook_is_read_from_its_first_sheet(tmp_path: Path) -> None:
    """Dates are dates, whole numbers are numbers, and row numbers are Excel's."""
    path = workbook_of(tmp_path, [[], [None, None], *ROWS])
    (row,) = open_ledger(path)
    assert row.number == 4
    assert row.cells == {
        "受付日": date(2024, 4, 1),
        "ケース番号": 12,
        "方法": "電話",
        "相談者": "母",
        "内容": "夜眠れない",
    }


def test_a_formula_is_recognised_and_never_evaluated(tmp_path: Path) -> None:
    """Not even the result that Excel stored beside it is taken."""
    path = workbook_of(tmp_path, [*ROWS, ["2024-04-02", 1, "電話", "母", '=HYPERLINK("x")']])
    path = patched(path, SHEET, lambda xml: re.sub(r"<v ?/>|<v></v>", "<v>canary</v>", xml))
    *_, row = open_ledger(path)
    assert row.cells["内容"] is FORMULA


def test_text_that_begins_like_a_formula_is_text(tmp_path: Path) -> None:
    """A text cell with = in front was never a formula."""
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for line in ROWS:
        sheet.append(line)
    sheet["E2"].value = "=1+1"
    sheet["E2"].data_type = "s"
    workbook.save(tmp_path / "ledger.xlsx")
    (row,) = open_ledger(tmp_path / "ledger.xlsx")
    assert row.cells["内容"] == "=1+1"


def test_error_cells_are_no_content(tmp_path: Path) -> None:
    """#N/A in a workbook is an error, not a text."""
    path = workbook_of(tmp_path, [*ROWS, ["2024-04-02", 1, "電話", "母", "#N/A"]])
    *_, row = open_ledger(path)
    assert row.cells["内容"] == Unusable("error-cell", "#N/A")


def test_date_formats_of_japanese_excel_are_dates(tmp_path: Path) -> None:
    """Format 57 (R6.4.1) is built in and has no definition in the file."""
    path = workbook_of(tmp_path, ROWS)
    path = patched(path, "xl/styles.xml", lambda xml: xml.replace('numFmtId="14"', 'numFmtId="57"'))
    (row,) = open_ledger(path)
    assert row.cells["受付日"] == date(2024, 4, 1)


def test_a_wrong_size_of_the_sheet_hides_no_row(tmp_path: Path) -> None:
    """Some programs write A1 as the sheet's size; all rows are read all the same."""
    path = workbook_of(tmp_path, ROWS)
    path = patched(
        path, SHEET, lambda xml: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', xml)
    )
    assert len(list(open_ledger(path))) == 1


def test_furigana_is_not_mixed_into_the_text(tmp_path: Path) -> None:
    """Japanese Excel keeps the reading of a text beside it."""
    path = workbook_of(tmp_path, ROWS)
    reading = "<t>夜眠れない</t><rPh sb='0' eb='1'><t>ヨル</t></rPh>"
    path = patched(
        path, "xl/sharedStrings.xml", lambda xml: xml.replace("<t>夜眠れない</t>", reading)
    )
    (row,) = open_ledger(path)
    assert row.cells["内容"] == "夜眠れない"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_off_is_refused(tmp_path: Path, share: float) -> None:
    """Without its end an archive does not open."""
    path = workbook_of(tmp_path, ROWS)
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    with refused("ledger-unreadable"):
        open_ledger(path)


def test_a_damaged_workbook_is_refused_before_the_first_row(tmp_path: Path) -> None:
    """A fault anywhere in the sheet is found when the ledger is opened."""
    path = workbook_of(tmp_path, ROWS * 1)
    broken = patched(
        path, SHEET, lambda xml: xml.replace("</sheetData>", "<row r='x'/></sheetData>")
    )
    with refused("ledger-unreadable"):
        open_ledger(broken)


def test_entities_in_a_workbook_are_refused(tmp_path: Path) -> None:
    """A document that defines entities could reach files or fill the memory."""
    path = workbook_of(tmp_path, ROWS)
    bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><worksheet"
    path = patched(path, SHEET, lambda xml: xml.replace("<worksheet", bomb, 1))
    with refused("ledger-unreadable"):
        open_ledger(path)


def test_a_zip_bomb_is_refused_without_unpacking(tmp_path: Path) -> None:
    """What unpacks to more than a ledger can hold is not unpacked."""
    path = workbook_of(tmp_path, ROWS)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/media/bomb.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(80):
            part.write(bytes(1024 * 1024))
    with refused("ledger-too-large"):
        open_ledger(path)


def test_a_row_number_beyond_excel_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A high row number makes the reader count empty rows; it stops at Excel's last."""
    monkeypatch.setattr(xlsx_table, "LAST_ROW", 1000)
    path = workbook_of(tmp_path, ROWS)
    path = patched(path, SHEET, lambda xml: xml.replace('<row r="2"', '<row r="99999999"'))
    with refused("ledger-too-large"):
        open_ledger(path)


def test_an_archive_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    """A zip file of something else is told apart."""
    path = tmp_path / "ledger.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    with refused("ledger-unreadable"):
        open_ledger(path)


def test_macros_are_not_looked_at(tmp_path: Path) -> None:
    """An .xlsm is read like an .xlsx; its macros stay bytes in the archive."""
    path = workbook_of(tmp_path, ROWS)
    macro = tmp_path / "ledger.xlsm"
    shutil.copy(path, macro)
    with zipfile.ZipFile(macro, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 not even a real one")
    assert len(list(open_ledger(macro))) == 1


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    """Between opening and reading somebody may save the file anew."""
    ledger = ledger_of(tmp_path, TEXT)
    ledger.path.write_bytes(TEXT.encode("cp932"))
    with refused("ledger-unreadable"):
        list(ledger)


def many_rows(count: int) -> list[LedgerRow]:
    """Return rows that differ from each other."""
    return [
        LedgerRow(
            received_on=date(2024, 4, 1),
            case_number=str(number),
            method="phone",
            consulter="mother",
            content=f"{number} " + "眠れない日が続いている。" * 10,
        )
        for number in range(count)
    ]


@pytest.mark.parametrize(("write", "count"), [(write_csv, 20_000), (write_xlsx, 4_000)])
def test_many_rows_are_read_in_flat_memory(
    tmp_path: Path, write: Callable[[Path, list[LedgerRow]], None], count: int
) -> None:
    """Rows pass through one after another; none is kept."""
    path = tmp_path / "large"
    write(path, many_rows(count))
    tracemalloc.start()
    try:
        ledger = open_ledger(path)
        seen = sum(1 for _ in ledger)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert seen == ledger.total_rows == count
    assert peak < 5_000_000


def test_every_header_of_the_contract_is_known(tmp_path: Path) -> None:
    """A file with all columns has no unknown one."""
    buffer = io.StringIO()
    csv.writer(buffer).writerow(HEADERS)
    ledger = ledger_of(tmp_path, buffer.getvalue())
    assert ledger.unknown_columns == ()
    assert len(HEADERS) == len(set(HEADERS)) == 26
    assert REQUIRED == ("受付日", "ケース番号", "方法", "相談者")
