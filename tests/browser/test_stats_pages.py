"""統計: a month from the count to the prefecture, what is hidden and why, KPI; as people see it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.behaviour.http_counter import Counter
from tests.behaviour.stats_town import (
    COUNSELLOR,
    STATISTICIAN,
    TOWN,
    Month,
    register,
    take_in,
    until_counted,
    until_known,
)
from tests.browser.conftest import PHONE, Shot, Visitor
from tests.browser.site import Site, expect_accessible, expect_fits

LAST, LATE, REPORTED = Month.before(1), Month.before(2), Month.before(3)
CALLS, VISITS = 14, 2
HOME = "/stats/pages/"

pytestmark = pytest.mark.timeout(400)
"""The first of them starts the whole system and takes ledgers in."""


@pytest.fixture(scope="module")
def town(site: Site) -> Counter:
    """A town with fourteen calls and two visits in each of two months, and three in another."""
    register(site.counter("conference"))
    stats = site.counter("stats")
    for number, month in enumerate((LAST, REPORTED)):
        counts = {"電話": CALLS, "訪問": VISITS}
        take_in(site.home.folder, month, counts, start=1000 * number)
    take_in(site.home.folder, LATE, {"電話": 3}, start=5000)
    until_known(stats)
    until_counted(stats, LATE, 3)
    stats.told("returns.issue", STATISTICIAN, **REPORTED.return_of())
    stats.told("returns.publish", STATISTICIAN, **REPORTED.return_of(), protection="suppressed-10")
    return stats


def path_of(month: Month, template: str = "basic") -> str:
    """The address of a month's return."""
    return f"{HOME}returns/{TOWN['municipality']}/{template}/{month.first}/{month.last}"


def good(page: Page, shot: Shot, name: str) -> None:
    """Look at it: kept as a picture, readable for everybody, no wider than the window."""
    shot(page, name)
    expect_accessible(page)
    expect_fits(page)


def step(page: Page, name: str) -> Locator:
    """The row of the table of steps that tells of one."""
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))


def test_a_month_goes_from_the_count_to_the_prefecture(
    town: Counter, visitor: Visitor, shot: Shot
) -> None:
    """Chosen, looked at, issued, closed, published, submitted: each step says what is next."""
    page = visitor(STATISTICIAN)
    page.goto(HOME)
    good(page, shot, "home")
    expect(page.get_by_label("期間")).to_have_value(LAST.label)
    page.get_by_role("button", name="数を見る").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{LAST.label}　相談の基本集計")
    expect(page.get_by_text("取扱注意")).to_be_visible()
    expect(page.get_by_role("table", name=f"{LAST.label}　方法別の延件数")).to_contain_text("訪問")
    good(page, shot, "count")

    page.get_by_role("button", name="この数で発行する").click()
    expect(page.get_by_role("status")).to_have_text("第1版を発行しました。")
    page.locator("#sure-close").check()
    page.get_by_role("button", name="第1版を締める").click()
    expect(page.get_by_role("status")).to_contain_text("締めました")
    page.locator("#sure-submit").check()
    page.get_by_role("button", name="第1版を県に提出する").click()
    expect(step(page, "4 県への提出")).to_contain_text("送信待ち")
    page.get_by_role("link", name="公表用にする").click()
    good(page, shot, "protect")
    page.get_by_role("button", name="下見する").click()
    expect(page.get_by_text("まだ何も公表していません")).to_be_visible()
    good(page, shot, "preview")
    page.get_by_label("下の表を確かめました").check()
    page.get_by_role("button", name="この形で公表用にする").click()
    expect(page.get_by_text("公表用", exact=True)).to_be_visible()
    page.goto(path_of(LAST))
    expect(step(page, "3 公表")).to_contain_text("1回目（第1版）")
    good(page, shot, "return")
    page.goto(HOME)
    expect(page.get_by_role("row").filter(has_text=LAST.label)).to_contain_text("送信待ち")
    good(page, shot, "home-issued")
    assert town.told("returns.show", STATISTICIAN, **LAST.return_of())["closed_on"]


@pytest.mark.usefixtures("town")
def test_what_is_kept_back_is_shown_as_such_and_never_as_0(visitor: Visitor, shot: Shot) -> None:
    """In the table a word and a note, in the chart a dashed frame; two visits are nowhere."""
    page = visitor(COUNSELLOR)
    page.goto(HOME + "published")
    good(page, shot, "published")
    page.get_by_role("link", name=REPORTED.label).first.click()
    table = page.get_by_role("table", name=f"{REPORTED.label}　方法別の延件数")
    expect(table.get_by_role("row", name="訪問")).to_contain_text("秘匿※1")
    chart = page.get_by_role("img", name="方法別の延件数")
    expect(chart).to_be_visible()
    page.wait_for_load_state()
    told = chart.locator("desc").text_content() or ""
    figures = table.locator("tbody tr:not(.total)")
    hidden = figures.get_by_text("秘匿", exact=True).count()
    frames = chart.locator("rect[stroke-dasharray]").count()
    bars = chart.locator("rect:not([stroke-dasharray])").count() // 2
    assert hidden == frames > 0
    assert f"{frames} か所は数を示していない。0 ではない。" in told
    assert frames + bars == figures.count()
    expect(table.get_by_role("row", name="計")).to_contain_text("秘匿")
    expect(page.get_by_role("heading", name="秘匿")).to_be_visible()
    expect(page.get_by_role("table", name="隠した数と理由")).to_contain_text("小さく")
    good(page, shot, "edition")


@pytest.mark.usefixtures("town")
def test_true_counts_are_refused_to_another_role(visitor: Visitor, shot: Shot) -> None:
    """A counsellor is told that they cannot, and to whom to turn; no figure is on the page."""
    page = visitor(COUNSELLOR)
    answer = page.goto(path_of(REPORTED))
    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("alert")).to_contain_text("統計担当")
    expect(page.get_by_role("table")).to_have_count(0)
    good(page, shot, "refused")


def test_what_comes_late_is_the_next_version_with_its_differences(
    town: Counter, visitor: Visitor, shot: Shot, site: Site
) -> None:
    """Counted again, issued with a reason, compared figure by figure."""
    town.told("returns.issue", STATISTICIAN, **LATE.return_of())
    town.told("returns.close", STATISTICIAN, **LATE.return_of())
    take_in(site.home.folder, LATE, {"メール": 1}, start=7000)
    until_counted(town, LATE, 4)
    page = visitor(STATISTICIAN)
    page.goto(path_of(LATE))
    expect(page.get_by_role("row").filter(has_text="2 締め")).to_contain_text("締めた")
    page.get_by_role("link", name="いまの記録で数え直して見る").click()
    expect(page.get_by_text("いまの記録で数え直したものです")).to_be_visible()
    page.get_by_label("締めた後の版の理由").select_option("late_arrivals")
    page.get_by_role("button", name="数え直して").click()
    expect(page.get_by_role("status")).to_have_text("第2版を発行しました。")
    take_in(site.home.folder, LATE, {"電話": 1}, start=8000)
    until_counted(town, LATE, 5)
    page.locator("#sure-close").check()
    page.get_by_role("button", name="第2版を締める").click()
    expect(page.get_by_role("alert")).to_contain_text("数が変わっています")
    expect(page.get_by_role("button", name="数え直して")).to_be_visible()
    good(page, shot, "close-refused")
    page.get_by_role("link", name="か所の違いを見る").click()
    row = page.get_by_role("row").filter(has_text="メール")
    expect(row).to_contain_text("+1")
    good(page, shot, "compare")


@pytest.mark.usefixtures("town")
def test_figures_are_kept_as_excel_and_csv(visitor: Visitor, tmp_path: Path) -> None:
    """The workbook opens, and says whose figures it holds; the CSV is one that Excel reads."""
    page = visitor(STATISTICIAN)
    page.goto(path_of(REPORTED))
    with page.expect_download() as excel:
        page.get_by_role("link", name="Excel で保存").click()
    assert excel.value.suggested_filename == f"{REPORTED.label}_相談の基本集計_第1版.xlsx"
    excel.value.save_as(tmp_path / "return.xlsx")
    book = load_workbook(tmp_path / "return.xlsx")
    assert book["表紙"]["A1"].value == f"{REPORTED.label}　相談の基本集計"
    assert book.properties.subject == "取扱注意"
    page.goto(path_of(REPORTED) + "/editions/1")
    with page.expect_download() as csv:
        page.get_by_role("link", name="CSV で保存").click()
    csv.value.save_as(tmp_path / "edition.csv")
    told = (tmp_path / "edition.csv").read_bytes()
    assert told.startswith(b"\xef\xbb\xbf")
    assert "公表用" in told.decode("utf-8-sig")


@pytest.mark.usefixtures("town")
def test_a_period_that_cannot_be_read_is_told_at_its_field(visitor: Visitor, shot: Shot) -> None:
    """What was typed stays; the summary leads to the field."""
    page = visitor(STATISTICIAN)
    page.goto(HOME)
    page.get_by_label("期間").fill("さきおととし")
    page.get_by_label("様式").select_option("road")
    page.get_by_role("button", name="数を見る").click()
    expect(page.get_by_role("alert")).to_be_visible()
    field = page.get_by_label("期間")
    expect(field).to_have_value("さきおととし")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("様式")).to_have_value("road")
    page.get_by_role("link", name="直すところへ移動").click()
    expect(field).to_be_focused()
    good(page, shot, "period-refused")


@pytest.mark.usefixtures("town")
def test_a_kpi_sheet_is_filled_in_and_shows_the_gap(visitor: Visitor, shot: Shot) -> None:
    """A day outside of the year is told at its field; entered and corrected, the gap follows."""
    page = visitor(STATISTICIAN)
    page.goto(HOME + "kpi")
    good(page, shot, "kpi-sheets")
    page.get_by_role("link", name=re.compile("静岡県")).click()
    entering = page.locator("form", has=page.get_by_role("heading", name="記入する"))
    entering.locator("#year").select_option(label="令和2年度")
    entering.get_by_label("その年度だけの数").fill("4")
    entering.get_by_label("いつ現在の数か").fill("R6.3.31")
    entering.get_by_role("button", name="記入する").click()
    expect(page.get_by_role("alert")).to_be_visible()
    entering.get_by_label("いつ現在の数か").fill("令和3年3月31日")
    entering.get_by_role("button", name="記入する").click()
    expect(page.get_by_role("status")).to_have_text("記入しました。")
    correcting = page.locator("form", has=page.get_by_role("heading", name="訂正する"))
    correcting.get_by_label("年度").select_option(label="令和2年度")
    correcting.get_by_label("正しい数").fill("5")
    correcting.get_by_role("button", name="訂正する").click()
    row = page.get_by_role("row").filter(has_text="実績").first
    expect(row).to_contain_text("-15")
    expect(row).to_contain_text("25.0%")
    good(page, shot, "kpi")


@pytest.mark.usefixtures("town")
def test_everything_is_readable_on_a_phone(visitor: Visitor, shot: Shot) -> None:
    """The main pages fit 390 pixels; wide tables scroll by themselves, with the keyboard too."""
    page = visitor(STATISTICIAN, size=PHONE)
    for name, path in {
        "phone-home": HOME,
        "phone-return": path_of(REPORTED),
        "phone-edition": path_of(REPORTED) + "/editions/1",
        "phone-kpi": f"{HOME}kpi/{TOWN['municipality']}/K-KOCHI",
        "phone-crossed": path_of(REPORTED, "P-SAKAI-total"),
    }.items():
        page.goto(path)
        good(page, shot, name)
