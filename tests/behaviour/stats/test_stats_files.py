"""Returns and KPI sheets as files: numbers are numbers, charts are charts, nothing runs."""

from __future__ import annotations

import csv
import stat
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from services.stats.application.kpi import EnterKpi, KpiShown, ShowKpi
from services.stats.application.kpi.workbook import write_kpi
from services.stats.application.returns.long_table import write_long_table
from services.stats.application.returns.workbook import Cover, write_workbook
from services.stats.domain.prefecture_return import Return
from services.stats.domain.scope import scope_of
from services.stats.domain.table import Cell, Table
from services.stats.templates import read_template, template_by_id
from shared.calendar import JST
from shared.refusal import Refusal
from shared.store.open import open_database
from tests.behaviour.stats.stats_office import STATISTICIAN, TOWN, Office

AS_OF = datetime(2024, 7, 1, 9, 30, tzinfo=JST)
EVIL = '=HYPERLINK("http://example.invalid","x")'
MARKUP = "<r><t>x</t></r>"

TEMPLATE = """
title: 訪問 & 相談
tables:
  - {name: 訪問, measure: 訪問試行件数}
  - name: 会えた
    measure: 訪問で会えた件数
    by: [経路]
    ratio: {of: 会えた, to: 訪問}
  - {name: 経路と性別, measure: 延件数, by: [経路, 性別]}
"""


def document() -> dict[str, Any]:
    """A return whose categories were chosen by somebody who means harm."""
    words = ("広報", EVIL, "+1+1", MARKUP)
    by_route = tuple(
        Cell((word,), None if place == 3 else 10 * place, "秘匿" if place == 3 else None)
        for place, word in enumerate(words)
    )
    crossed = tuple(Cell((word, sex), len(word)) for word in words for sex in ("男", "女"))
    tables = (
        Table("訪問", "訪問試行件数", 1, (), (Cell((), 174),), 174),
        Table("会えた", "訪問で会えた件数", 1, ("経路",), by_route, 21),
        Table("経路と性別", "延件数", 1, ("経路", "性別"), crossed, 4996),
    )
    scope = scope_of(TOWN, date(2024, 4, 1), date(2024, 6, 30), AS_OF)
    return Return(read_template("visits", TEMPLATE), scope, tables, 2).document()


@pytest.fixture
def sheets(tmp_path: Path) -> dict[str, Worksheet]:
    """The sheets of a written workbook, read back."""
    path = tmp_path / "return.xlsx"
    cover = Cover(
        warnings=["途中の数です。"],
        differences=[("訪問", "計", 170, 174)],
        reason="遅れて届いた記録",
        closed_on="令和6年7月5日",
    )
    write_workbook(path, document(), cover)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    return {sheet.title: sheet for sheet in load_workbook(path).worksheets}


def values(sheet: Worksheet) -> list[object]:
    """Everything that stands on a sheet."""
    return [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]


def test_each_table_has_a_sheet_with_a_title_in_wareki_and_a_chart(
    sheets: dict[str, Worksheet],
) -> None:
    """A single figure needs no chart; every other table has Excel's own."""
    assert list(sheets) == ["表紙", "1 訪問", "2 会えた", "3 経路と性別"]
    assert sheets["2 会えた"]["A1"].value == "令和6年度第1四半期　会えた"
    charts = {name: sheet._charts for name, sheet in sheets.items()}
    assert {name: len(found) for name, found in charts.items()} == {
        "表紙": 0,
        "1 訪問": 0,
        "2 会えた": 1,
        "3 経路と性別": 1,
    }
    assert len(charts["3 経路と性別"][0].series) == 2
    assert len(charts["2 会えた"][0].series) == 1


def drawn(sheet: Worksheet) -> list[list[object]]:
    """What each series of a sheet's chart draws, cell by cell."""
    (chart,) = sheet._charts
    ranges = [one.val.numRef.f.rpartition("!")[2] for one in chart.series]
    return [[cell.value for row in sheet[one.replace("$", "")] for cell in row] for one in ranges]


def test_a_figure_that_lacks_is_a_gap_in_the_chart_and_no_0(
    sheets: dict[str, Worksheet], tmp_path: Path
) -> None:
    """Its cell says why in words, which a chart would draw as 0; what is drawn is blank."""
    assert drawn(sheets["2 会えた"]) == [[0, 10, 20, None]]
    chart = sheets["2 会えた"]._charts[0]
    told = "".join(run.t for part in chart.title.tx.rich.p for run in part.r or ())
    assert told.endswith("0 ではありません）")
    with ZipFile(tmp_path / "return.xlsx") as book:
        assert b"plotVisOnly" not in book.read("xl/charts/chart1.xml")
    assert [len(one) for one in drawn(sheets["3 経路と性別"])] == [4, 4]
    hidden = {name: one.hidden for name, one in sheets["2 会えた"].column_dimensions.items()}
    assert [name for name, is_hidden in hidden.items() if is_hidden] == ["D"]


def test_every_page_is_a4_and_tells_version_instant_and_protection(
    sheets: dict[str, Worksheet],
) -> None:
    """Header and footer are on every sheet; the ampersand of a title is no code."""
    for sheet in sheets.values():
        assert sheet.page_setup.paperSize in {"9", 9}
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        head, foot = sheet.oddHeader, sheet.oddFooter
        assert head.right.text == "取扱注意"
        assert "訪問 && 相談" in head.center.text or "訪問 & 相談" in head.center.text
        assert foot.left.text == "第2版　R6.7.1 09:30 現在　秘匿なし（実数）"
        assert foot.right.text.startswith("取扱注意")
        assert any(str(value).startswith("取扱注意") for value in values(sheet))


def test_what_is_for_publication_is_nowhere_marked_as_true_counts(tmp_path: Path) -> None:
    """On the screen as on paper."""
    path = tmp_path / "published.xlsx"
    write_workbook(path, {**document(), "protection": "suppressed-10", "handling": "公表用"})
    book = load_workbook(path)
    assert book.properties.subject == "公表用"
    for sheet in book.worksheets:
        assert sheet.oddHeader.right.text == "公表用"
        assert not any("取扱注意" in str(value) for value in values(sheet))


def test_numbers_are_numbers_and_what_lacks_says_why(sheets: dict[str, Worksheet]) -> None:
    """Figures, totals and the ratio can be reckoned with; the suppressed one is no 0."""
    sheet = sheets["2 会えた"]
    rows = {row[0].value: row[1].value for row in sheet.iter_rows(min_row=5, max_col=2)}
    assert rows["広報"] == 0
    assert rows["計"] == 21
    assert rows["率の分子：会えた"] == 21
    assert rows["率の分母：訪問"] == 174
    assert rows["率"] == pytest.approx(0.121)
    assert "秘匿" in values(sheet)
    crossed = sheets["3 経路と性別"]
    assert [crossed.cell(4, column).value for column in (1, 2, 3)] == ["経路", "男", "女"]
    assert crossed.cell(5, 2).value == 2


def test_the_cover_tells_what_the_return_is(sheets: dict[str, Worksheet]) -> None:
    """Town, period, instant, version, closing, reason, warnings, totals, differences."""
    told = values(sheets["表紙"])
    for text in (
        "令和6年度第1四半期　訪問 & 相談",
        "令和6年4月1日〜令和6年6月30日",
        "令和6年7月1日 09:30:00",
        "第2版",
        "令和6年7月5日",
        "遅れて届いた記録",
        "途中の数です。",
    ):
        assert text in told
    assert {170, 174, 21, 4996} <= {one for one in told if isinstance(one, int)}
    assert any(isinstance(one, str) and one.startswith("取扱注意") for one in told)


def test_no_cell_is_a_formula(sheets: dict[str, Worksheet]) -> None:
    """A municipality's own word that begins like a formula stays a word."""
    cells = [cell for sheet in sheets.values() for row in sheet.iter_rows() for cell in row]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert f"'{EVIL}" in values(sheets["2 会えた"])
    assert f" {MARKUP}" in values(sheets["2 会えた"])


def test_the_long_table_has_a_row_for_each_figure_and_no_formula(tmp_path: Path) -> None:
    """UTF-8 with BOM; one row for each cell and each total; the ratio stands with its integers."""
    path = tmp_path / "return.csv"
    write_long_table(path, document())
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == (1 + 1) + (4 + 1) + (8 + 1)
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    total = next(row for row in rows if (row["表"], row["行"]) == ("会えた", "計"))
    assert (total["値"], total["率（%）"], total["率の分子"], total["率の分母"]) == (
        "21",
        "12.1",
        "21",
        "174",
    )
    hidden = next(row for row in rows if row["注"] == "秘匿")
    assert (hidden["値"], hidden["項目1"], hidden["区分1"]) == ("", "経路", MARKUP)
    assert {(row["期間"], row["版"], row["取扱い"]) for row in rows} == {
        ("令和6年度第1四半期", "2", "取扱注意")
    }


def test_what_was_paid_back_is_a_number_below_nothing(tmp_path: Path) -> None:
    """差額 of an earlier month: no program that adds the column up meets a text there."""
    paid = Table("支給額", "インセンティブ支給額", 1, (), (Cell((), -500),), -500)
    scope = scope_of(TOWN, date(2024, 6, 1), date(2024, 6, 30), AS_OF)
    template = template_by_id("KO-INCENTIVE")
    path = tmp_path / "return.csv"
    write_long_table(path, Return(template, scope, (paid,), 1).document())
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row["値"] for row in csv.DictReader(file)] == ["-500", "-500"]


def test_every_template_can_be_written(tmp_path: Path) -> None:
    """Names of tables that Excel would refuse as names of sheets are made fit."""
    office = Office(open_database(f"sqlite://{tmp_path / 'stats.sqlite'}", ""))
    office.contact(date(2024, 6, 1))
    for template in office.application.templates():
        made = office.application.compute_return(
            template.id, TOWN, date(2024, 4, 1), date(2025, 3, 31), office.now
        )
        path = tmp_path / f"{template.id}.xlsx"
        write_workbook(path, made.document())
        write_long_table(path.with_suffix(".csv"), made.document())
        assert len(load_workbook(path).worksheets) == len(template_by_id(template.id).tables) + 1
    office.store.close()


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """Nothing is written, and nothing is left behind."""
    for write in (write_workbook, write_long_table):
        with pytest.raises(Refusal) as refused:
            write(tmp_path / "nowhere" / "return.xlsx", document())
        assert refused.value.code == "file-not-writable"


def kpi_shown(tmp_path: Path) -> KpiShown:
    """静岡県's sheet after two years."""
    office = Office(open_database(f"sqlite://{tmp_path / 'stats.sqlite'}", ""))
    for year, value in ((2020, 5), (2021, 8)):
        office.application.kpis.enter(
            STATISTICIAN,
            EnterKpi(
                sheet="K-SHIZUOKA",
                municipality=TOWN,
                kpi="市町のひきこもり相談窓口設置数",
                year=year,
                value=value,
                counted_on=date(year + 1, 3, 31),
            ),
        )
    shown = office.application.kpis.show(
        STATISTICIAN, ShowKpi(sheet="K-SHIZUOKA", municipality=TOWN)
    )
    office.store.close()
    return shown


def test_a_kpi_sheet_shows_goal_and_result_year_by_year(tmp_path: Path) -> None:
    """Two rows of numbers for each KPI, landscape A4, with a chart."""
    path = tmp_path / "kpi.xlsx"
    write_kpi(path, kpi_shown(tmp_path))
    book = load_workbook(path)
    sheet = book["KPI"]
    assert "取扱注意" in values(sheet)
    assert book.properties.subject == "取扱注意"
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "事業開始前" in row)
    assert head[3:8] == ["事業開始前", "令和2年度", "令和3年度", "令和4年度", "累計"]
    goal = next(row for row in rows if row[2] == "目標")
    result = next(row for row in rows if row[2] == "実績")
    assert goal[3:8] == [13, 5, 10, 5, 20]
    assert result[4:9] == [5, 8, "–", 13, -7]
    assert result[9:12] == [pytest.approx(0.65), 20, 0]
    (chart,) = sheet._charts
    place = rows.index(head) + 1
    assert chart.series[0].cat.strRef.f == f"KPI!$E${place}:$G${place}"
    goals, results = (one.val.numRef.f.rpartition("!")[2] for one in chart.series)
    assert [cell.value for cell in sheet[goals.replace("$", "")][0]] == [5, 10, 5]
    assert [row[0].value for row in sheet[results.replace("$", "")]] == [5, 8, None]
    assert sheet.page_setup.orientation == "landscape"
    assert any("事業開始前 13 ＋ 累計 13 ＝ 26" in str(value) for value in values(sheet))
