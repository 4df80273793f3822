"""What the figures of a table mean, read from the template it was filled from."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from services.stats.domain.bands import TEN_YEARS, Band
from services.stats.domain.dimension import DIMENSIONS, Banded, Chosen, Grouped, Months
from services.stats.domain.measures import MEASURES
from services.stats.domain.protection import (
    ProtectionRule,
    Rounding,
    Subject,
    Zeros,
    describe,
    protect,
)
from services.stats.domain.table import Cell, Table
from services.stats.domain.template import TableTemplate
from tests.unit.protection_tables import APRIL, YEAR, told

METHODS, AGES = DIMENSIONS["方法"], DIMENSIONS["年代"]
CONTACTS = MEASURES["延件数"]


def filled(template: TableTemplate, cells: Mapping[str, int], total: int | None = None) -> Subject:
    """A table of one dimension that was filled from a template."""
    counted = tuple(Cell((category,), value) for category, value in cells.items())
    table = Table(
        template.name,
        template.measure.name,
        template.measure.version,
        tuple(dimension.name for dimension in template.dimensions),
        counted,
        sum(cells.values()) if total is None else total,
    )
    return describe(template, table)


def test_a_band_is_the_ages_in_it() -> None:
    """Bands of two reports can be compared, as both are sets of single ages."""
    (axis,) = filled(TableTemplate("年代", CONTACTS, (AGES,)), {"20代": 4, "不明": 1}).axes
    assert axis.name == "age"
    assert dict(axis.parts) == {
        "20代": frozenset(str(age) for age in range(20, 30)),
        "不明": frozenset({"不明"}),
    }


def test_a_group_is_its_members_and_the_rest_is_the_rest() -> None:
    """A report's own grouping is put together from the categories of the dimension."""
    grouped = Grouped(
        Banded("年代", "age", TEN_YEARS), (("若者", frozenset({"10代", "20代"})),), rest="その他"
    )
    (axis,) = filled(TableTemplate("年代", CONTACTS, (grouped,)), {"若者": 4, "その他": 1}).axes
    assert dict(axis.parts) == {"若者": frozenset(str(age) for age in range(10, 30))}
    assert axis.rest == "その他"


def test_persons_may_come_by_several_methods_and_have_one_age() -> None:
    """A person counts under each method; the figures do not add up, those by age do."""
    persons = MEASURES["実人数"]
    by_method = filled(TableTemplate("方法", persons, (METHODS,)), {"電話": 3}, total=3)
    by_age = filled(TableTemplate("年代", persons, (AGES,)), {"20代": 3})
    assert by_method.axes[0].several
    assert not by_age.axes[0].several
    assert not by_method.sums_over_time


def test_a_table_about_visits_shares_the_cell_of_the_visits() -> None:
    """The ages of those visited add up to what another table tells of visits."""
    about_visits = TableTemplate(
        "訪問", CONTACTS, (AGES,), only=(Chosen(METHODS, frozenset({"訪問"})),)
    )
    visits = filled(about_visits, {"20代": 3, "30代": 30, "40代": 15})
    methods = filled(TableTemplate("方法", CONTACTS, (METHODS,)), {"電話": 100, "訪問": 48})
    publication = protect([visits, methods], ProtectionRule(), first=APRIL[0], last=APRIL[1])
    ages, by_method = (told(one) for one in publication.tables)
    assert by_method == {"電話": 100, "訪問": 48, "計": 148}
    assert ages["計"] == 48
    assert list(ages.values()).count(None) == 2


def test_bands_that_leave_ages_out_have_a_total_of_their_own() -> None:
    """The total of 15〜39歳 and 40〜64歳 is not that of all ages."""
    bands = Banded("年代", "age", (Band("15〜39歳", 15, 39), Band("40〜64歳", 40, 64)))
    some = filled(TableTemplate("区分", CONTACTS, (bands,)), {"15〜39歳": 30, "40〜64歳": 40})
    every = filled(
        TableTemplate("年代", CONTACTS, (AGES,)), {"30代": 30, "40代": 40, "70代": 3, "80代": 20}
    )
    publication = protect([some, every], ProtectionRule(), first=APRIL[0], last=APRIL[1])
    coarse, fine = (told(one) for one in publication.tables)
    assert coarse == {"15〜39歳": 30, "40〜64歳": 40, "計": 70}
    assert [name for name, value in fine.items() if value is None] == ["70代", "80代"]


def test_the_months_of_a_year_are_the_returns_of_the_months() -> None:
    """What April's own return told cannot be kept back in the year's table by month."""
    months = {f"令和6年{month}月": 20 + month for month in range(4, 13)}
    months |= {"令和7年1月": 3, "令和7年2月": 50, "令和7年3月": 60}
    by_month = TableTemplate("月別", CONTACTS, (Months(),))
    single = TableTemplate("4月", CONTACTS)
    april = describe(single, Table("4月", "延件数", CONTACTS.version, (), (Cell((), 24),), 24))
    first = protect([april], ProtectionRule(), first=APRIL[0], last=APRIL[1])
    year = protect(
        [filled(by_month, months)],
        ProtectionRule(),
        first=YEAR.first_day,
        last=YEAR.last_day,
        known=[first],
    )
    seen = told(year.tables[0])
    assert seen["令和7年1月"] is None
    assert seen["令和6年4月"] == 24
    assert list(seen.values()).count(None) == 2


@pytest.mark.rule(64)
def test_one_figure_under_the_names_of_two_measures_gives_nothing_away() -> None:
    """就職件数 is what 進路決定件数 counts under 就職: 12 of 15 are regular, and 3 are not told."""
    jobs = TableTemplate("就職", MEASURES["就職件数"], (DIMENSIONS["就労"],))
    paths = TableTemplate("進路", MEASURES["進路決定件数"], (DIMENSIONS["進路"],))
    by_kind = filled(jobs, {"一般(正規)": 12, "B型": 3})
    by_path = filled(paths, {"就職": 15, "修学": 20})
    days = {"first": APRIL[0], "last": APRIL[1]}
    together = protect([by_kind, by_path], ProtectionRule(), **days)
    first = protect([by_kind], ProtectionRule(), **days)
    then = protect([by_path], ProtectionRule(), **days, known=[first])
    for kinds, roads in (together.tables, (first.tables[0], then.tables[0])):
        of_kinds, of_roads = told(kinds), told(roads)
        assert of_kinds["B型"] is None
        told_jobs = of_kinds["計"] or of_roads["就職"]
        assert of_kinds["一般(正規)"] is None or told_jobs is None


@pytest.mark.rule(64)
def test_a_new_version_of_a_definition_gives_nothing_away_about_the_former() -> None:
    """What the new definition left as it was is the same figure, and stays kept back."""
    template = TableTemplate("方法", CONTACTS, (METHODS,))
    now = filled(template, {"電話": 120, "来所": 30, "訪問": 3})
    then = replace(now, table=replace(now.table, measure_version=0))
    days = {"first": APRIL[0], "last": APRIL[1]}
    before = protect([then], ProtectionRule(), **days)
    more = filled(template, {"電話": 120, "来所": 200, "訪問": 3})
    after = protect([more], ProtectionRule(), **days, known=[before])
    assert told(before.tables[0])["電話"] == 120
    assert told(after.tables[0])["来所"] is None


@pytest.mark.rule(64)
def test_a_word_that_stands_in_a_table_is_known_not_to_be_empty() -> None:
    """Ten places that nobody foresaw and a total of 10: each of them has one, if 10 is told."""
    template = TableTemplate("経路", CONTACTS, (DIMENSIONS["経路"],))
    words = filled(template, {f"{number}番目の紹介": 1 for number in range(10)})
    publication = protect(
        [words], ProtectionRule(zeros=Zeros.SUPPRESSED), first=APRIL[0], last=APRIL[1]
    )
    assert set(told(publication.tables[0]).values()) == {None}
    assert words.axes[0].seen == {f"{number}番目の紹介" for number in range(10)}
    assert not filled(TableTemplate("方法", CONTACTS, (METHODS,)), {"電話": 4}).axes[0].seen


@pytest.mark.rule(64)
@pytest.mark.parametrize("rule", [ProtectionRule(), ProtectionRule(rounding=Rounding.TO_5)])
def test_amounts_of_money_are_not_told(rule: ProtectionRule) -> None:
    """3,000円 may be one person's, and what is paid back is less than nothing."""
    paid = TableTemplate("支給額", MEASURES["インセンティブ支給額"], (DIMENSIONS["受け取る人"],))
    amounts = filled(paid, {"利用者": -500, "事業者": 3000})
    persons = filled(TableTemplate("人数", MEASURES["インセンティブ支給人数"]), {}, total=20)
    days = {"first": APRIL[0], "last": APRIL[1]}
    first = protect([amounts, persons], rule, **days)
    again = protect([amounts, persons], rule, **days, known=[first])
    for publication in (first, again):
        assert set(told(publication.tables[0]).values()) == {None}
        assert told(publication.tables[1])["計"] == 20
        assert [one.rule.level for one in publication.tables] == ["withheld", rule.level]
