"""Ages as the law needs them: certain, possible, or not known (law rule 10)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.conference.law.age import AgeClass, ages_on

TODAY = date(2026, 6, 15)
ANY = ("child", "youth", "adult")


@pytest.mark.rule(10)
@pytest.mark.parametrize(
    ("birth_date", "classes"),
    [
        ("2011-06-16", ("child",)),
        ("2011-06-15", ("youth",)),
        ("2008-06-16", ("youth",)),
        ("2008-06-15", ("adult",)),
        ("1930-01-01", ("adult",)),
        ("2026-06-15", ("child",)),
        ("2030-01-01", ("child",)),
        ("2011-07", ("child",)),
        ("2011-06", ("child", "youth")),
        ("2011-05", ("youth",)),
        ("2008-06", ("youth", "adult")),
        ("2008-05", ("adult",)),
        ("2012", ("child",)),
        ("2011", ("child", "youth")),
        ("2010", ("youth",)),
        ("2008", ("youth", "adult")),
        ("2007", ("adult",)),
        (None, ANY),
        ("2011-02-30", ANY),
        ("2011-13", ANY),
        ("0000", ANY),
    ],
)
def test_every_class_a_birth_date_allows_is_possible(
    birth_date: str | None, classes: tuple[AgeClass, ...]
) -> None:
    """A date known to the day gives one class; a month, a year or nothing may leave several."""
    assert ages_on(birth_date, TODAY, 15).classes == classes


@pytest.mark.rule(10)
@pytest.mark.parametrize("age", range(12, 19))
def test_the_consent_age_is_the_municipalitys(age: int) -> None:
    """On the birthday of the consent age a child becomes a youth; at 18 there are no youths."""
    birthday = f"{2026 - age}-06-15"
    expected = "adult" if age == 18 else "youth"
    assert ages_on(birthday, TODAY, age).classes == (expected,)
    assert ages_on(birthday, TODAY - timedelta(days=1), age).classes == ("child",)


@pytest.mark.rule(10)
def test_a_leap_day_child_has_its_birthday_on_the_first_of_march() -> None:
    """Who was born on 29 February reaches an age on 1 March of a common year."""
    assert ages_on("2008-02-29", date(2026, 2, 28), 15).classes == ("youth",)
    assert ages_on("2008-02-29", date(2026, 3, 1), 15).classes == ("adult",)


@pytest.mark.rule(18)
@pytest.mark.parametrize(
    ("birth_date", "minor"),
    [
        ("2008-06-16", True),
        ("2008-06-15", False),
        ("2008-07", True),
        ("2008-06", False),
        ("2009", True),
        ("2008", False),
        (None, False),
        ("2011-02-30", False),
    ],
)
def test_a_minor_is_one_beyond_doubt(birth_date: str | None, minor: bool) -> None:  # noqa: FBT001
    """Where the date leaves it open, somebody is not certainly under 18."""
    assert ages_on(birth_date, TODAY, 15).certainly_minor is minor


@pytest.mark.rule(10)
def test_an_age_beyond_the_calendar_is_not_reached() -> None:
    """At the end of the calendar nobody grows up any more, and nothing breaks."""
    assert ages_on("9990-01-01", date.max, 15).classes == ("child",)
    assert ages_on("9983-01-01", date.max, 15).classes == ("youth",)
    assert ages_on("9990-01-01", date.max, 15).certainly_minor
    assert ages_on("0001-01-01", date.max, 15).classes == ("adult",)
    assert ages_on("0001-01-01", date.min, 15).classes == ("child",)
