"""Whatever the day, writing and reading it agree, and ages only grow."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from shared.calendar import (
    FiscalYear,
    FuzzyDate,
    age_on,
    age_range,
    attained_on,
    estimated_age,
    format_wareki,
    format_wareki_short,
    parse_date,
)
from shared.refusal import InvalidInput

days = st.dates(date(1873, 1, 1), date(2100, 12, 31))
births = st.dates(date(1973, 1, 1), date(2100, 12, 31))
after_birth = st.integers(0, 40_000).map(lambda number: timedelta(days=number))
fuzzy_dates = st.builds(
    lambda day, known, circa: FuzzyDate(
        year=day.year,
        month=day.month if known else None,
        day=day.day if known > 1 else None,
        circa=circa,
    ),
    days,
    st.integers(0, 2),
    st.booleans(),
)
scribbles = st.text(
    alphabet="令和平成昭大正明治RHSTM元〇一二五九十0123年月日頃代-/.() 〜", max_size=14
)


@given(days)
@example(date(1989, 1, 7))
@example(date(1989, 1, 8))
@example(date(2019, 4, 30))
@example(date(2019, 5, 1))
def test_a_day_written_in_wareki_is_the_same_day(day: date) -> None:
    """Both writings read back to the day, half-width and full-width."""
    for text in (format_wareki(day), format_wareki_short(day), day.isoformat()):
        assert parse_date(text) == day
        assert parse_date(_wide(text)) == day
        assert FuzzyDate.parse(text) == FuzzyDate.on(day)


@given(fuzzy_dates)
def test_a_fuzzy_date_survives_its_text_form_and_its_label(fuzzy: FuzzyDate) -> None:
    """What is stored and what is shown both read back to the same date."""
    assert FuzzyDate.from_edtf(fuzzy.to_edtf()) == fuzzy
    assert FuzzyDate.parse(fuzzy.label) == fuzzy


@given(fuzzy_dates)
def test_the_middle_lies_within_the_period(fuzzy: FuzzyDate) -> None:
    """Earliest, middle and latest stand in this order."""
    assert fuzzy.earliest <= fuzzy.middle <= fuzzy.latest


@given(scribbles)
@example("十十年")
def test_any_scribble_is_a_date_or_a_refusal(text: str) -> None:
    """Nothing that stands in a cell stops an import with an error of the program."""
    for read in (parse_date, FuzzyDate.parse, FuzzyDate.from_edtf):
        with suppress(InvalidInput):
            read(text)


@given(births, after_birth, after_birth)
def test_nobody_grows_younger(birth: date, some: timedelta, more: timedelta) -> None:
    """A later day never has a lower age."""
    assert age_on(birth, birth + some) <= age_on(birth, birth + some + more)


@given(births, st.integers(1, 120))
@example(date(2004, 2, 29), 18)
def test_the_age_changes_after_the_day_it_is_attained(birth: date, years: int) -> None:
    """At the end of that day, so that the next day has the new age and the day itself does not."""
    attained = attained_on(birth, years)
    assert age_on(birth, attained) == years - 1
    assert age_on(birth, attained + timedelta(days=1)) == years


@given(fuzzy_dates, after_birth, st.data())
def test_the_true_age_lies_in_the_range(
    fuzzy: FuzzyDate, since: timedelta, data: st.DataObject
) -> None:
    """Whichever day of the period was the true one, and so does the estimate."""
    day = fuzzy.earliest + since
    true_birth = data.draw(st.dates(fuzzy.earliest, min(fuzzy.latest, day)))
    lowest, highest = age_range(fuzzy, day)
    assert lowest <= age_on(true_birth, day) <= highest <= lowest + 1
    assert lowest <= estimated_age(fuzzy, day) <= highest


@given(days)
def test_every_day_lies_in_one_month_of_its_fiscal_year(day: date) -> None:
    """No day is counted twice or never."""
    year = FiscalYear.of(day)
    assert sum(first <= day <= last for first, last in year.months) == 1
    assert sum(first <= day <= last for first, last in year.quarters) == 1


def _wide(text: str) -> str:
    """Write ASCII in full width, as many forms do."""
    wide = "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)
    assert unicodedata.normalize("NFKC", wide) == text
    return wide
