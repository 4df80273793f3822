"""KPI sheets: cell for cell with those that were published, and what is reckoned from them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.kpi.entering import (
    ENTRIES,
    Entries,
    EntryPlace,
    correct_kpi,
    enter_kpi,
)
from services.stats.domain.kpi.reckoning import KpiRow, Reached, forecast, row_of
from services.stats.domain.kpi.sheet import Kpi, KpiSheet
from services.stats.kpi import kpi_sheets, measured_tables
from shared.calendar import FiscalYear
from shared.refusal import Refusal

PUBLISHED: dict[str, dict[str, tuple[int, int, int, int, int]]] = {
    "K-SHIZUOKA": {"市町のひきこもり相談窓口設置数": (13, 5, 10, 5, 20)},
    "K-HYOGO": {
        "居場所を設置する市町数": (3, 3, 24, 11, 38),
        "CRAFT 実践者及び支援者研修 延べ受講者": (0, 100, 150, 150, 400),
    },
    "K-KOBE": {
        "アウトリーチ型の相談(人)": (0, 24, 24, 24, 72),
        "サポステ心理カウンセリング(人)": (0, 40, 60, 80, 180),
    },
    "K-TOTTORI": {
        "相談件数(就職氷河期)": (133, 160, 170, 180, 510),
        "職場体験に結び付いた件数": (0, 8, 16, 16, 40),
        "就労(一般/福祉)に結びついた件数": (0, 4, 8, 8, 20),
    },
    "K-KOCHI": {
        "34-49歳 新規相談件数": (0, 20, 35, 50, 105),
        "34-49歳 延べ相談件数": (0, 300, 525, 750, 1575),
        "34-49歳 居場所等・関係機関につながった件数": (0, 10, 27, 43, 80),
    },
    "K-FUKUOKA": {"サテライトの氷河期世代利用者数(人)": (0, 60, 64, 68, 192)},
}
"""事業開始前, R2・R3・R4 増加分, 累計, as the sheets of 2020 have them."""

COST = {
    "K-SHIZUOKA": 10_000,
    "K-HYOGO": 6_000,
    "K-KOBE": 14_880,
    "K-TOTTORI": 976,
    "K-KOCHI": 6_931,
    "K-FUKUOKA": 15_226,
}
"""交付金対象事業費, 千円."""

CELLS = [(sheet, kpi, cells) for sheet, rows in PUBLISHED.items() for kpi, cells in rows.items()]
SHIZUOKA = "市町のひきこもり相談窓口設置数"
TODAY = date(2022, 1, 31)


def row(sheet: str, kpi: str, years: dict[int, int], basis: date | None = None) -> KpiRow:
    """The row of a KPI when so much was reached in these years."""
    found = kpi_sheets()[sheet].kpi(kpi)
    assert found is not None
    return row_of(kpi_sheets()[sheet], found, Reached(years, basis))


@pytest.mark.parametrize(("sheet", "kpi", "cells"), CELLS)
def test_the_plan_is_the_published_sheet_cell_for_cell(
    sheet: str, kpi: str, cells: tuple[int, int, int, int, int]
) -> None:
    """Base, increments and 累計 of the goal; the base is no part of the 累計."""
    shown = row(sheet, kpi, {})
    assert (shown.baseline, *(year.planned for year in shown.years), shown.planned) == cells
    assert kpi_sheets()[sheet].cost_thousand_yen == COST[sheet]


@pytest.mark.parametrize(("sheet", "kpi", "cells"), CELLS)
def test_fed_with_the_published_increments_the_sheet_adds_up_to_the_published_total(
    sheet: str, kpi: str, cells: tuple[int, int, int, int, int]
) -> None:
    """What was reached is the goal: no gap, 100.0%, and the base is added to it only at the end."""
    baseline, *increments, total = cells
    years = dict(zip((2020, 2021, 2022), increments, strict=True))
    shown = row(sheet, kpi, years, date(2023, 3, 31))
    assert [year.actual for year in shown.years] == increments
    assert [(year.gap, year.rate) for year in shown.years] == [(0, "100.0")] * 3
    assert (shown.actual, shown.gap, shown.rate, shown.forecast) == (total, 0, "100.0", total)
    assert shown.reached == baseline + total


def test_thirteen_and_twenty_are_thirty_three() -> None:
    """静岡県: 13 before, 20 more."""
    shown = row("K-SHIZUOKA", SHIZUOKA, {2020: 5, 2021: 10, 2022: 5}, date(2023, 3, 31))
    assert (shown.actual, shown.reached) == (20, 33)


def test_yearly_goals_do_not_add_up() -> None:
    """200 件/年以上: the latest year is held against the goal of the target year."""
    shown = row("KO-TARGET", "新規相談件数", {2021: 150, 2022: 190}, date(2023, 3, 31))
    assert (shown.actual, shown.planned, shown.gap, shown.rate) == (190, 200, -10, "95.0")
    assert shown.reached is None


def test_half_a_year_against_the_goal_of_the_year() -> None:
    """サポステ R3: 615 contacts by the end of September are more than the 520 of the whole year."""
    shown = row("KO-SAPO-goal", "相談延べ", {2021: 615}, date(2021, 9, 30))
    assert (shown.gap, shown.rate) == (95, "118.3")
    assert shown.forecast == round(615 * 365 / 183)
    assert row("KO-SAPO-goal", "新規登録", {2021: 29}, date(2021, 9, 30)).rate == "85.3"
    assert row("KO-SAPO-goal", "進路決定", {2021: 14}, date(2021, 9, 30)).gap == -1


def test_a_target_that_is_not_planned_by_year_is_reached_by_the_target_year() -> None:
    """高知県: from 10 municipalities in R1 to all 34 in R5."""
    shown = row("KO-TARGET", "ケース会議を実施する市町村", {2020: 6, 2021: 9}, date(2022, 3, 31))
    assert (shown.baseline, shown.planned, shown.actual, shown.reached) == (10, 24, 15, 25)
    assert shown.forecast == 30, "of R2 to R5: in R1 nothing was planned, and nobody tells"
    assert shown.years[1].rate is None


def test_a_year_that_nobody_entered_is_no_year_of_nothing() -> None:
    """The sum without it is held against no goal, and nothing is foretold from it; a 0 is a 0."""
    shown = row("K-SHIZUOKA", SHIZUOKA, {2020: 5, 2022: 5}, date(2022, 9, 30))
    assert (shown.missing, shown.actual) == ((2021,), 10)
    lacking = (shown.gap, shown.rate, shown.forecast, shown.forecast_gap, shown.reached)
    assert lacking == (None,) * 5
    entered = row("K-SHIZUOKA", SHIZUOKA, {2020: 5, 2021: 0, 2022: 5}, date(2022, 9, 30))
    assert (entered.missing, entered.actual, entered.gap) == ((), 10, -10)
    assert entered.forecast == round(10 * 1095 / 913)


def test_a_year_to_come_is_not_missing_and_a_yearly_goal_needs_no_other_year() -> None:
    """What lies behind the latest figure is ahead; the latest year speaks for itself."""
    assert row("K-SHIZUOKA", SHIZUOKA, {2020: 5}, date(2021, 3, 31)).missing == ()
    yearly = row("KO-TARGET", "新規相談件数", {2020: 150, 2022: 190}, date(2022, 9, 30))
    assert yearly.missing == (2021,)
    assert (yearly.gap, yearly.forecast) == (-10, round(190 * 365 / 183))


@pytest.mark.parametrize(
    ("actual", "basis", "expected"),
    [
        (None, date(2021, 3, 31), None),
        (5, None, None),
        (5, date(2020, 3, 31), None),
        (5, date(2021, 3, 31), 15),
        (8, date(2021, 3, 31), 24),
        (0, date(2021, 3, 31), 0),
        (13, date(2023, 3, 31), 13),
        (13, date(2025, 1, 1), 13),
        (1, date(2020, 4, 1), 1095),
    ],
)
def test_the_forecast_is_linear_by_days(
    actual: int | None, basis: date | None, expected: int | None
) -> None:
    """A third of the days, three times as much; without a figure or a day there is none."""
    assert forecast(actual, date(2020, 4, 1), date(2023, 3, 31), basis) == expected


@given(st.integers(0, 10**6), st.integers(0, 1094))
def test_a_forecast_takes_nothing_back(actual: int, days: int) -> None:
    """What is reached stays reached, and a later day with the same figure promises no more."""
    first, last = date(2020, 4, 1), date(2023, 3, 31)
    basis = first + timedelta(days=days)
    promised = forecast(actual, first, last, basis)
    later = forecast(actual, first, last, basis + timedelta(days=30))
    assert promised is not None
    assert later is not None
    assert promised >= later >= actual


@pytest.mark.parametrize("sheet", sorted(kpi_sheets()))
def test_every_sheet_is_counted_by_measures_that_exist(sheet: str) -> None:
    """A KPI is counted by a template's table of its name, is entered, or is a share."""
    counted = {table.name for table in measured_tables(sheet)}
    assert counted == {one.name for one in kpi_sheets()[sheet].kpis if one.measured}


def place(kpi: str = SHIZUOKA, year: int | None = 2021, sheet: str = "K-SHIZUOKA") -> EntryPlace:
    """Where a figure belongs."""
    return EntryPlace("220001", sheet, kpi_sheets()[sheet], kpi, year)


def entered(value: int, on: date, before: Entries | None = None) -> Entries:
    """A sheet into which a figure of R3 was entered."""
    state = ENTRIES.fold(before, enter_kpi(before, place(), value, on, today=TODAY))
    assert state is not None
    return state


def test_a_later_count_takes_the_place_of_an_earlier_one() -> None:
    """At the end of December there are more than at the end of September."""
    state = entered(8, date(2021, 12, 31), entered(5, date(2021, 9, 30)))
    assert state.entries[SHIZUOKA, 2021].value == 8


def test_the_same_figure_again_records_nothing() -> None:
    """Whoever sends the same request twice has entered once."""
    state = entered(5, date(2021, 9, 30))
    assert enter_kpi(state, place(), 5, date(2021, 9, 30), today=TODAY) == ()
    assert correct_kpi(state, place(), 5, "other") == ()


def test_a_figure_that_was_wrong_is_corrected_with_a_reason() -> None:
    """The day stays, the figure is another, and both are on record."""
    state = entered(5, date(2021, 9, 30))
    (event,) = correct_kpi(state, place(), 6, "recorded_twice")
    corrected = ENTRIES.fold(state, [event])
    assert corrected is not None
    entry = corrected.entries[SHIZUOKA, 2021]
    assert (entry.value, entry.counted_on, entry.corrected) == (6, date(2021, 9, 30), True)


@pytest.mark.parametrize(
    ("where", "on", "code"),
    [
        (place(kpi="窓口"), date(2021, 9, 30), "unknown-kpi"),
        (place(year=2023), date(2021, 9, 30), "year-outside-sheet"),
        (place(), date(2021, 3, 31), "counted-outside-year"),
        (place(), date(2022, 2, 1), "day-in-future"),
        (place(year=None), date(2020, 4, 2), "counted-outside-year"),
        (place("34-49歳 延べ相談件数", sheet="K-KOCHI"), date(2021, 9, 30), "kpi-is-counted"),
        (place("単年度進路決定率", sheet="KO-SAPO-goal"), date(2021, 9, 30), "kpi-is-counted"),
        (place(), date(2021, 9, 30), "kpi-entered"),
        (place(), date(2021, 9, 29), "newer-kpi-entered"),
    ],
)
def test_what_cannot_be_entered_is_refused(where: EntryPlace, on: date, code: str) -> None:
    """Where a figure follows from facts, nobody writes another over it."""
    with pytest.raises(Refusal) as refused:
        enter_kpi(entered(5, date(2021, 9, 30)), where, 9, on, today=TODAY)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("where", "reason", "code"),
    [(place(), "because", "unknown-code"), (place(year=2020), "other", "kpi-not-entered")],
)
def test_what_cannot_be_corrected_is_refused(where: EntryPlace, reason: str, code: str) -> None:
    """A correction names one of the reasons, and something that was entered."""
    with pytest.raises(Refusal) as refused:
        correct_kpi(entered(5, date(2021, 9, 30)), where, 9, reason)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "change",
    [
        {"target_year": 2019},
        {"kpis": [{"name": "a", "unit": "件", "planned": {2030: 1}}]},
        {"kpis": [{"name": "a", "unit": "件", "planned": {}}] * 2},
        {"kpis": [{"name": "a", "unit": "%", "counts": "yearly", "planned": {},
                   "share": {"of": "b", "to": "a"}}]},
        {"kpis": [{"name": "a", "unit": "%", "planned": {}, "share": {"of": "a", "to": "a"}}]},
    ],
)  # fmt: skip
def test_a_sheet_that_does_not_hold_together_is_not_read(change: dict[str, object]) -> None:
    """Its author learns it when it is loaded."""
    sheet = {"title": "t", "source": "s", "first_year": 2020, "target_year": 2022, "kpis": []}
    KpiSheet.model_validate(sheet)
    with pytest.raises(ValueError, match="KpiSheet"):
        KpiSheet.model_validate(sheet | change)


def test_the_years_of_a_sheet_are_fiscal_years() -> None:
    """R2, R3, R4."""
    assert [year.label for year in kpi_sheets()["K-KOCHI"].years] == [
        FiscalYear(year).label for year in (2020, 2021, 2022)
    ]
    assert isinstance(kpi_sheets()["K-KOCHI"].kpis[0], Kpi)
