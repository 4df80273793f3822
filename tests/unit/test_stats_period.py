"""期間: how it is written, what it is called, and where eras and fiscal years turn."""

from __future__ import annotations

import itertools
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.period import Period, parse_period
from shared.calendar import JST, FiscalYear, months_after
from shared.refusal import InvalidInput


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2024-06", date(2024, 6, 1), date(2024, 6, 30), "令和6年6月"),
        ("2024/6", date(2024, 6, 1), date(2024, 6, 30), "令和6年6月"),
        ("令和6年2月", date(2024, 2, 1), date(2024, 2, 29), "令和6年2月"),
        ("R7.2", date(2025, 2, 1), date(2025, 2, 28), "令和7年2月"),
        ("2024Q1", date(2024, 4, 1), date(2024, 6, 30), "令和6年度第1四半期"),
        ("2024-Q4", date(2025, 1, 1), date(2025, 3, 31), "令和6年度第4四半期"),
        ("令和6年度第2四半期", date(2024, 7, 1), date(2024, 9, 30), "令和6年度第2四半期"),
        ("R6 Q3", date(2024, 10, 1), date(2024, 12, 31), "令和6年度第3四半期"),
        ("2024H1", date(2024, 4, 1), date(2024, 9, 30), "令和6年度上半期"),
        ("令和6年度下半期", date(2024, 10, 1), date(2025, 3, 31), "令和6年度下半期"),
        ("2024", date(2024, 4, 1), date(2025, 3, 31), "令和6年度"),
        ("2024年度", date(2024, 4, 1), date(2025, 3, 31), "令和6年度"),
        ("令和6年度", date(2024, 4, 1), date(2025, 3, 31), "令和6年度"),
        ("令和六年度", date(2024, 4, 1), date(2025, 3, 31), "令和6年度"),
        ("Ｒ６", date(2024, 4, 1), date(2025, 3, 31), "令和6年度"),
        ("R2〜R4", date(2020, 4, 1), date(2023, 3, 31), "令和2年度〜令和4年度"),
        ("R6.4.1〜R6.4.15", date(2024, 4, 1), date(2024, 4, 15), "令和6年4月1日〜令和6年4月15日"),
        ("2024-04-01..2024-04-30", date(2024, 4, 1), date(2024, 4, 30), "令和6年4月"),
        ("2020..2022", date(2020, 4, 1), date(2023, 3, 31), "令和2年度〜令和4年度"),
        ("令和2年度から令和4年度", date(2020, 4, 1), date(2023, 3, 31), "令和2年度〜令和4年度"),
    ],
)
def test_a_period_is_read_and_printed(text: str, first: date, last: date, label: str) -> None:
    """Months, quarters, halves and fiscal years as offices write them; printed in 和暦."""
    period = parse_period(text)
    assert (period.first, period.last, period.label) == (first, last, label)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("平成31年4月", "平成31年4月"),
        ("2019-04", "平成31年4月"),
        ("令和元年5月", "令和元年5月"),
        ("R1.5", "令和元年5月"),
        ("平成31年度", "令和元年度"),
        ("令和元年度", "令和元年度"),
        ("H31", "令和元年度"),
        ("H31Q1", "令和元年度第1四半期"),
        ("1989-01", "昭和64年1月"),
        ("平成元年2月", "平成元年2月"),
        ("昭和63年度", "昭和63年度"),
    ],
)
def test_the_era_of_a_month_is_its_own_and_that_of_a_year_is_the_new_one(
    text: str, label: str
) -> None:
    """The fiscal year 2019 has two names when written and one, 令和元年度, when printed."""
    assert parse_period(text).label == label


def test_days_around_the_new_era_bear_their_own_eras() -> None:
    """30 April 2019 is in 平成 31, the day after in 令和元年."""
    turn = Period.between(date(2019, 4, 30), date(2019, 5, 1))
    assert turn.label == "平成31年4月30日〜令和元年5月1日"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("平成31年5月", "date-outside-era"),
        ("令和元年4月", "date-outside-era"),
        ("平成32年度", "date-outside-era"),
        ("2024-13", "period-impossible"),
        ("令和6年0月", "period-impossible"),
        ("1700", "period-impossible"),
        ("9999-04-01..9999-12-31", "period-impossible"),
        ("0001-01-01..0001-02-01", "period-impossible"),
        ("令和6年", "period-unreadable"),
        ("令和6年第1四半期", "period-unreadable"),
        ("2024年下半期", "period-unreadable"),
        ("第1四半期", "period-unreadable"),
        ("2024Q5", "period-unreadable"),
        ("先月", "period-unreadable"),
        ("", "period-unreadable"),
        ("R4〜R2", "period-reversed"),
        ("R6.4.1〜先月", "date-unreadable"),
    ],
)
def test_what_is_no_period_is_refused_without_being_repeated(text: str, code: str) -> None:
    """令和6年 alone may mean the calendar year or the fiscal year, so it is asked for again."""
    with pytest.raises(InvalidInput) as refused:
        parse_period(text)
    assert refused.value.code == code
    assert not text or text not in refused.value.message


def test_a_period_ends_at_midnight_in_japan() -> None:
    """The last day of the fiscal year belongs to it wholly."""
    assert parse_period("令和5年度").ends_at == datetime(2024, 4, 1, tzinfo=JST)


def test_a_period_knows_its_whole_months() -> None:
    """A quarter has three; of odd days only the months that lie in them wholly count."""
    assert [one.label for one in parse_period("2024Q4").months] == [
        "令和7年1月",
        "令和7年2月",
        "令和7年3月",
    ]
    assert Period.between(date(2024, 4, 2), date(2024, 5, 30)).months == ()
    assert len(parse_period("R2〜R4").months) == 36


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 800))
def test_what_two_days_say_is_what_the_words_say(first: date, days: int) -> None:
    """--from and --to are the same return as what is printed of them, said as --period."""
    period = Period.between(first, first + timedelta(days=days))
    assert parse_period(period.label) == period


@given(st.integers(1990, 2090), st.integers(0, 11), st.sampled_from([1, 3, 6, 12, 24]))
def test_a_whole_span_is_known_by_its_days(start: int, month: int, months: int) -> None:
    """Months, quarters, halves and years are recognised wherever they may begin."""
    first = FiscalYear(start).months[month][0]
    last = months_after(first, months) - timedelta(days=1)
    period = Period.between(first, last)
    kinds = {1: "month", 3: "quarter", 6: "half", 12: "fiscal_year", 24: "fiscal_years"}
    expected = kinds[months] if month % min(months, 12) == 0 else "days"
    assert (period.kind, parse_period(period.label)) == (expected, period)


@given(st.integers(1990, 2100))
def test_the_parts_of_a_fiscal_year_fill_it(start: int) -> None:
    """Four quarters and two halves, each beginning where the one before ends."""
    year = FiscalYear(start)
    for parts in (("Q1", "Q2", "Q3", "Q4"), ("H1", "H2")):
        read = [parse_period(f"{start}{part}") for part in parts]
        assert read[0].first == year.first_day
        assert read[-1].last == year.last_day
        assert all(
            one.last + timedelta(days=1) == two.first for one, two in itertools.pairwise(read)
        )
