"""A report's own groups, bands, choices, years and months."""

from datetime import UTC, date, datetime

import pytest

from services.stats.domain.measures import Profiles
from services.stats.domain.period import parse_period
from services.stats.domain.scope import Scope
from services.stats.domain.table import Table, tabulate
from services.stats.templates import read_template

NOW = datetime(2025, 5, 1, tzinfo=UTC)


def table_of(asked: str, profiles: Profiles, first: date, last: date) -> Table:
    """A table of a template file, filled for a period."""
    (template,) = read_template("t", f"title: 表\ntables:\n  - {asked}\n").tables
    return tabulate(template, profiles, Scope("990019", first, last, NOW))


def figures(asked: str, profiles: Profiles) -> dict[str, int | None]:
    """The cells of a table of the fiscal year 2024 by category."""
    table = table_of(asked, profiles, date(2024, 4, 1), date(2025, 3, 31))
    return {"・".join(cell.categories): cell.value for cell in table.cells}


def each(*values: str | int | None) -> Profiles:
    """One unit with each of the values."""
    return {((value,),): 1 for value in values}


def asked_by(axis: str, more: str = "") -> str:
    """A table of 延件数 by one axis."""
    return f"{{name: 表, measure: 延件数, by: [{axis}]{more}}}"


def test_groups_put_categories_together_and_the_rest_is_a_line() -> None:
    """豊明市 counts メール and 手紙 as one; what it does not list is in 残り, also if that is 0."""
    groups = "{電話: [電話], 'その他(メール,手紙)': [メール, 手紙]}"
    axis = f"{{dimension: 方法, groups: {groups}, rest: 残り}}"
    assert figures(asked_by(axis), each("phone", "mail", "letter", "sns", "a-new-code")) == {
        "電話": 1,
        "その他(メール,手紙)": 2,
        "残り": 2,
    }
    assert figures(asked_by(axis), {})["残り"] == 0


def test_groups_that_hold_every_label_need_no_rest() -> None:
    """A word that nobody foresaw stands for itself then, and is not lost."""
    axis = "{dimension: 性別, groups: {男女: [男, 女], ほか: [その他, 不明]}}"
    assert figures(asked_by(axis), each("male", "female", "unknown", "third")) == {
        "男女": 2,
        "ほか": 1,
        "third": 1,
    }


def test_own_words_of_a_municipality_can_be_grouped() -> None:
    """主な相談経路 lists three routes; the others and those not noted are the rest."""
    axis = "{dimension: 経路, groups: {本人: [本人], 民生委員: [民生委員]}, rest: 残り}"
    assert figures(asked_by(axis), each("本人", "民生委員", "広報", None)) == {
        "本人": 1,
        "民生委員": 1,
        "残り": 2,
    }


@pytest.mark.rule(67)
def test_own_bands_have_a_rest_and_unknown_behind_them() -> None:
    """総社市's bands begin at 10; younger ages are the rest, and no age is 不明."""
    axis = "{dimension: 年代, bands: {10代: [10, 19], 20歳以上: [20, null]}, rest: 10歳未満}"
    assert figures(asked_by(axis), each(9, 10, 19, 20, 130, None)) == {
        "10代": 2,
        "20歳以上": 2,
        "10歳未満": 1,
        "不明": 1,
    }


@pytest.mark.rule(67)
def test_overlapping_bands_count_in_each_and_once_in_the_total() -> None:
    """34〜49 lies across 15〜39 and 40〜64; whoever is 35 is in two cells and once in the total."""
    axis = (
        "{dimension: 年代, bands: {若年: [15, 39], 中高年: [40, 64], 氷河期: [34, 49]}, rest: 残り}"
    )
    table = table_of(asked_by(axis), each(33, 34, 39, 40, 49, 50, 65), date(2024, 4, 1), NOW.date())
    assert [cell.value for cell in table.cells] == [3, 3, 4, 1, 0]
    assert table.total == 7


def test_a_table_about_some_categories_counts_nothing_else() -> None:
    """総社市: of the person's own contacts, by method; and only of those aged 34 to 49."""
    only = ", only: {相談者: [本人], 年代: [[34, 49]]}"
    profiles = {
        (("phone", "person", 34),): 1,
        (("phone", "person", 49),): 2,
        (("phone", "person", 50),): 4,
        (("phone", "mother", 40),): 8,
        (("mail", "person", None),): 16,
    }
    axis = "{dimension: 方法, groups: {電話: [電話]}, rest: 残り}"
    table = table_of(asked_by(axis, only), profiles, date(2024, 4, 1), NOW.date())
    assert [cell.value for cell in table.cells] == [3, 0]
    assert table.total == 3


def test_fiscal_years_of_the_period_are_all_listed_under_their_era_names() -> None:
    """March and April lie in two years; the year in which the era changed has the new name."""
    table = table_of(
        asked_by("{dimension: 年度}"),
        {(("2019-03",),): 1, (("2019-04",),): 2, (("2020-04",),): 4},
        date(2019, 3, 31),
        date(2021, 4, 1),
    )
    assert [(cell.categories[0], cell.value) for cell in table.cells] == [
        ("平成30年度", 1),
        ("令和元年度", 2),
        ("令和2年度", 4),
        ("令和3年度", 0),
    ]


@pytest.mark.parametrize(("written", "first_year"), [("R1", "R1"), ("R元", "R元")])
def test_fiscal_years_are_written_short_where_the_published_table_writes_them_so(
    written: str, first_year: str
) -> None:
    """北九州市 prints H30 and R1, 堺市 R元; they are read back as the years that they are."""
    table = table_of(
        asked_by(f"{{dimension: 年度, written: {written}}}"),
        {(("2019-03",),): 1, (("2019-04",),): 2, (("2029-04",),): 4},
        date(2018, 4, 1),
        date(2030, 3, 31),
    )
    cells = {cell.categories[0]: cell.value for cell in table.cells}
    assert {label: value for label, value in cells.items() if value} == {
        "H30": 1,
        first_year: 2,
        "R11": 4,
    }
    assert [parse_period(label).first.year for label in cells] == list(range(2018, 2030))


@pytest.mark.parametrize(
    "axis",
    [
        "{dimension: 月, written: R1}",
        "{dimension: 方法, written: R1, rest: 残り}",
        "{dimension: 年度, written: R1, rest: 残り}",
        "{dimension: 年度, written: '2019'}",
    ],
)
def test_nothing_but_fiscal_years_is_written_short(axis: str) -> None:
    """A template that asks for it is wrong, and says so when it is loaded."""
    with pytest.raises(ValueError, match="written"):
        table_of(asked_by(axis), {}, date(2024, 4, 1), date(2025, 3, 31))


@pytest.mark.parametrize(
    ("month", "label"),
    [
        ("1988-12", "昭和63年12月"),
        ("1989-01", "平成元年1月"),
        ("2019-04", "平成31年4月"),
        ("2019-05", "令和元年5月"),
    ],
)
def test_a_month_bears_the_era_of_its_last_day(month: str, label: str) -> None:
    """The edges of 昭和, 平成 and 令和."""
    day = date.fromisoformat(f"{month}-01")
    table = table_of(asked_by("月"), {((month,),): 3}, day, day)
    assert [(cell.categories, cell.value) for cell in table.cells] == [((label,), 3)]


def test_the_months_of_a_period_are_all_listed_across_the_year() -> None:
    """From 31 December to 1 February there are three months."""
    table = table_of(asked_by("月"), {}, date(2024, 12, 31), date(2025, 2, 1))
    assert [cell.categories[0] for cell in table.cells] == [
        "令和6年12月",
        "令和7年1月",
        "令和7年2月",
    ]


def test_factors_of_a_contact_count_in_each_line_and_once_in_the_total() -> None:
    """A contact with two 課題 is in both lines, one without any is 記録なし."""
    table = table_of(
        asked_by("課題"), each("debt,withdrawal", None), date(2024, 4, 1), date(2025, 3, 31)
    )
    found = {cell.categories[0]: cell.value for cell in table.cells if cell.value}
    assert found == {"債務": 1, "ひきこもり": 1, "記録なし": 1}
    assert table.total == 2


@pytest.mark.parametrize(
    "wrong",
    [
        "by: [{dimension: 方法, groups: {電話: [電話]}}]",
        "by: [{dimension: 方法, groups: {電話: [テレパシー]}, rest: 残り}]",
        "by: [{dimension: 経路, groups: {本人: [本人]}}]",
        "by: [{dimension: 年代, bands: {10代: [10, 19]}}]",
        "by: [{dimension: 方法, bands: {10代: [10, 19]}, rest: 残り}]",
        "by: [{dimension: 年代, bands: {10代: [10, 19]}, groups: {若い: [10代]}, rest: 残り}]",
        "by: [{dimension: 月, groups: {春: [令和6年4月]}, rest: 残り}]",
        "by: [方法, {dimension: 方法}]",
        "by: [方法], only: {相談者: [宇宙人]}",
        "by: [方法], only: {つなぎ先: [農家]}",
        "by: [方法], not_counted: [{性別: 男}]",
        "by: [方法], onyl: {相談者: [本人]}",
        "by: [{dimension: 方法, rest: 残り}]",
    ],
)
def test_a_template_that_would_lose_or_misname_something_is_refused(wrong: str) -> None:
    """What is left out without a rest, and words that no list knows, are errors of the file."""
    with pytest.raises(ValueError, match=r"table 表|validation error"):
        read_template("t", f"title: 表\ntables:\n  - {{name: 表, measure: 延件数, {wrong}}}\n")
