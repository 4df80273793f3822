"""KPI sheets on real stores: counted from facts, entered by hand, shown as of any instant."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from services.stats.application.kpi import CorrectKpi, EnterKpi, KpiLine, KpiShown, ShowKpi
from shared.calendar import JST
from shared.store.database import Database
from tests.behaviour.stats.stats_office import COUNSELLOR, PREFECTURE, STATISTICIAN, TOWN, Office
from tests.refusals import refused

WINDOWS = "市町のひきこもり相談窓口設置数"


@pytest.fixture
def office(database: Database) -> Office:
    """An office on SQLite, then on PostgreSQL."""
    office = Office(database)
    office.now = datetime(2021, 4, 1, 9, tzinfo=JST)
    return office


def shown(office: Office, sheet: str, as_of: datetime | None = None) -> KpiShown:
    """A sheet as it stands."""
    asked = ShowKpi(sheet=sheet, municipality=TOWN, as_of=as_of)
    return office.application.kpis.show(STATISTICIAN, asked)


def enter(office: Office, year: int | None, value: int, on: date) -> None:
    """Enter the number of windows."""
    office.application.kpis.enter(
        STATISTICIAN,
        EnterKpi(
            sheet="K-SHIZUOKA", municipality=TOWN, kpi=WINDOWS, year=year, value=value,
            counted_on=on,
        ),
    )  # fmt: skip


def line(office: Office, as_of: datetime | None = None) -> KpiLine:
    """The line of the windows."""
    return shown(office, "K-SHIZUOKA", as_of).kpis[0]


def test_kpis_are_counted_from_facts_by_fiscal_year_and_age(office: Office) -> None:
    """34 to 49 counts, 33 and 50 do not; 31 March is in the old year, 1 April in the new one."""
    for person, age in enumerate((33, 34, 49, 50), start=1):
        office.contact(date(2021, 3, 31), person=person, age=age)
    office.contact(date(2021, 4, 1), person=2, age=34)
    office.contact(date(2020, 3, 31), person=9, age=40)
    office.now = datetime(2021, 9, 30, 12, tzinfo=JST)
    sheet = shown(office, "K-KOCHI")
    actual = {one.name: [year.actual for year in one.years] for one in sheet.kpis}
    assert actual["34-49歳 延べ相談件数"] == [2, 1, None]
    assert actual["34-49歳 新規相談件数"][:1] == [2]
    total = sheet.kpis[1]
    assert (total.actual, total.planned, total.gap, total.rate) == (3, 1575, -1572, "0.2")
    assert total.basis == date(2021, 9, 30)
    assert total.forecast == round(3 * 1095 / 548)


def test_an_entered_figure_holds_as_of_its_recording(office: Office) -> None:
    """A look back shows what was known then; the later count and the correction come after."""
    enter(office, 2020, 5, date(2021, 3, 31))
    first = office.now
    office.now = datetime(2022, 1, 5, tzinfo=JST)
    enter(office, 2021, 8, date(2021, 12, 31))
    second = office.now
    office.now = datetime(2022, 4, 5, tzinfo=JST)
    office.application.kpis.correct(
        STATISTICIAN,
        CorrectKpi(
            sheet="K-SHIZUOKA", municipality=TOWN, kpi=WINDOWS, year=2021, value=10,
            reason="recorded_twice",
        ),
    )  # fmt: skip
    enter(office, None, 14, date(2020, 3, 31))

    assert [line(office, at).actual for at in (first, second, None)] == [5, 13, 15]
    assert [line(office, at).baseline for at in (second, None)] == [13, 14]
    assert line(office).reached == 29
    assert line(office, second).forecast == round(13 * 1095 / 640)
    again = shown(office, "K-SHIZUOKA", second)
    assert again.model_dump_json() == shown(office, "K-SHIZUOKA", second).model_dump_json()


def test_a_year_that_nobody_entered_is_told_of(office: Office) -> None:
    """The sum says which years it lacks, and foretells nothing until they are entered."""
    office.now = datetime(2023, 1, 10, tzinfo=JST)
    enter(office, 2022, 5, date(2022, 12, 31))
    got = shown(office, "K-SHIZUOKA")
    assert [got.kpis[0].is_missing(year) for year in got.kpis[0].years] == [True, True, False]
    assert (got.kpis[0].actual, got.kpis[0].forecast, got.kpis[0].rate) == (5, None, None)
    assert "令和2年度・令和3年度が未入力です" in dict(got.notes)[WINDOWS]

    for year in (2020, 2021):
        enter(office, year, 0, date(year + 1, 3, 31))
    got = shown(office, "K-SHIZUOKA")
    assert (got.kpis[0].missing, got.kpis[0].forecast) == ((), round(5 * 1095 / 1005))
    assert WINDOWS not in dict(got.notes)


def test_a_sheet_that_is_entered_year_by_year_is_the_published_one(office: Office) -> None:
    """静岡県: 5, 10, 5 on 13 are 20, and 33 in all."""
    office.now = datetime(2023, 4, 10, tzinfo=JST)
    for year, value in ((2020, 5), (2021, 10), (2022, 5)):
        enter(office, year, value, date(year + 1, 3, 31))
    got = line(office)
    assert [year.actual for year in got.years] == [year.planned for year in got.years]
    assert (got.actual, got.gap, got.rate, got.reached) == (20, 0, "100.0", 33)


def test_a_sheet_as_of_a_day_that_has_not_come_is_refused(office: Office) -> None:
    """Its forecast would rest on days in which nothing was counted; the end of today is today."""
    today = office.now.replace(hour=23, minute=59)
    assert shown(office, "K-KOCHI", today).kpis
    with refused("as-of-in-future"):
        shown(office, "K-KOCHI", today + timedelta(hours=1))


def test_shares_stand_beside_the_figures_they_are_made_of(office: Office) -> None:
    """A share of nothing is none."""
    (share,) = shown(office, "KO-SAPO-goal").shares
    assert [(year.of, year.to, year.percent) for year in share.years] == [(0, 0, None)]


def test_a_sheet_is_the_statistician_s_alone(office: Office) -> None:
    """Its counts are true and of this instant: neither the prefecture nor a counsellor has them."""
    asked = EnterKpi(
        sheet="K-SHIZUOKA", municipality=TOWN, kpi=WINDOWS, year=2020, value=1,
        counted_on=date(2021, 3, 31),
    )  # fmt: skip
    for actor in (PREFECTURE, COUNSELLOR):
        with refused("role-not-entitled"):
            office.application.kpis.enter(actor, asked)
        with refused("role-not-entitled"):
            office.application.kpis.show(actor, ShowKpi(sheet="K-KOCHI", municipality=TOWN))
    with refused("unknown-kpi-sheet"):
        shown(office, "K-NOWHERE")
