"""年度, months and Japan's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from shared.calendar import JST, FiscalYear, jst_date, months_after, system_clock


@pytest.mark.parametrize(
    ("day", "start"),
    [(date(2024, 3, 31), 2023), (date(2024, 4, 1), 2024), (date(2025, 1, 1), 2024)],
)
def test_the_year_turns_on_the_first_of_april(day: date, start: int) -> None:
    """31 March is the last day of the old fiscal year."""
    assert FiscalYear.of(day) == FiscalYear(start)


@pytest.mark.parametrize(
    ("start", "label"),
    [
        (2024, "令和6年度"),
        (2020, "令和2年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
        (1867, "1867年度"),
    ],
)
def test_a_year_is_named_in_its_era(start: int, label: str) -> None:
    """The year in which 令和 began is 令和元年度 as a whole; where 昭和 ended it stays 昭和."""
    assert FiscalYear(start).label == label


def test_months_and_quarters_fill_the_year_without_gap() -> None:
    """Twelve months and four quarters, each beginning the day after the one before ends."""
    year = FiscalYear(2023)
    for spans, number in ((year.months, 12), (year.quarters, 4)):
        assert len(spans) == number
        assert (spans[0][0], spans[-1][1]) == (year.first_day, year.last_day)
        for (_, last), (first, _) in pairwise(spans):
            assert first - last == timedelta(days=1)
    assert year.months[10] == (date(2024, 2, 1), date(2024, 2, 29))


def test_fiscal_years_are_in_order() -> None:
    """Later years sort after earlier ones."""
    assert sorted([FiscalYear(2025), FiscalYear(2023)]) == [FiscalYear(2023), FiscalYear(2025)]


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 12, 15), 12, date(2025, 12, 15)),
        (date(2024, 5, 31), 0, date(2024, 5, 31)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, later: date) -> None:
    """A month too short for the day gives its last day."""
    assert months_after(day, months) == later


def test_a_day_is_a_day_in_japan() -> None:
    """15:00 UTC is midnight of the next day in Japan."""
    assert jst_date(datetime(2024, 3, 31, 14, 59, 59, tzinfo=UTC)) == date(2024, 3, 31)
    assert jst_date(datetime(2024, 3, 31, 15, 0, tzinfo=UTC)) == date(2024, 4, 1)


def test_an_instant_without_zone_is_refused() -> None:
    """Nobody can tell which day it was, and the machine's own zone is no answer."""
    with pytest.raises(ValueError, match="time zone"):
        jst_date(datetime(2024, 4, 1))  # noqa: DTZ001 - the point of the test


def test_the_clock_tells_japanese_time() -> None:
    """The system clock is aware and nine hours ahead of UTC, also where summer time once was."""
    assert system_clock().utcoffset() == timedelta(hours=9)
    assert datetime(1950, 7, 1, tzinfo=JST).utcoffset() == timedelta(hours=9)
