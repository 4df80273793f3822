"""Ages as Japanese law counts them."""

from __future__ import annotations

from datetime import date

import pytest

from shared.calendar import FuzzyDate, age_on, age_range, attained_on, estimated_age, plausible_age
from shared.refusal import InvalidInput

LEAP_DAY = date(2004, 2, 29)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2000, 4, 2), date(2018, 4, 1), 17),
        (date(2000, 4, 2), date(2018, 4, 2), 18),
        (date(2000, 4, 2), date(2000, 4, 2), 0),
        (LEAP_DAY, date(2022, 2, 28), 17),
        (LEAP_DAY, date(2022, 3, 1), 18),
        (LEAP_DAY, date(2024, 2, 28), 19),
        (LEAP_DAY, date(2024, 2, 29), 20),
    ],
)
def test_the_birthday_itself_has_the_new_age(birth: date, day: date, age: int) -> None:
    """The end of the day before is 00:00 of the birthday; 29 February becomes 1 March."""
    assert age_on(birth, day) == age


@pytest.mark.parametrize(
    ("birth", "years", "day"),
    [
        (date(2018, 4, 1), 6, date(2024, 3, 31)),
        (date(2018, 4, 2), 6, date(2024, 4, 1)),
        (date(2000, 1, 1), 18, date(2017, 12, 31)),
        (LEAP_DAY, 18, date(2022, 2, 28)),
        (LEAP_DAY, 20, date(2024, 2, 28)),
        (date(2004, 3, 1), 20, date(2024, 2, 29)),
    ],
)
def test_an_age_is_attained_at_the_end_of_the_day_before(
    birth: date, years: int, day: date
) -> None:
    """Who is born on 1 April is six when 31 March ends, and starts school that very spring."""
    assert attained_on(birth, years) == day


@pytest.mark.parametrize(
    ("edtf", "lowest", "highest", "estimate"),
    [
        ("1975", 48, 49, 48),
        ("1975~", 48, 49, 48),
        ("1975-04", 48, 49, 49),
        ("1975-04-16", 49, 49, 49),
        ("1975-04-21", 48, 48, 48),
        ("2024", 0, 0, 0),
    ],
)
def test_a_fuzzy_birth_gives_a_range_and_one_age_within(
    edtf: str, lowest: int, highest: int, estimate: int
) -> None:
    """On 20 April 2024 an unknown month counts as 1 July, an unknown day as the 15th."""
    born, day = FuzzyDate.from_edtf(edtf), date(2024, 4, 20)
    assert (*age_range(born, day), estimated_age(born, day)) == (lowest, highest, estimate)


def test_nobody_has_an_age_before_birth() -> None:
    """A day before the earliest possible birth is refused."""
    for refused in (
        lambda: age_on(date(2024, 4, 2), date(2024, 4, 1)),
        lambda: age_range(FuzzyDate(year=2025), date(2024, 4, 1)),
        lambda: estimated_age(FuzzyDate(year=2025), date(2024, 4, 1)),
    ):
        with pytest.raises(InvalidInput) as error:
            refused()
        assert error.value.code == "before-birth"


def test_nobody_is_older_than_130() -> None:
    """0 and 130 pass; what lies beyond is a slip, in an age as in a birth date."""
    assert [plausible_age(0), plausible_age(130)] == [0, 130]
    for refused in (
        lambda: plausible_age(-1),
        lambda: plausible_age(131),
        lambda: estimated_age(FuzzyDate(year=1875), date(2024, 4, 1)),
    ):
        with pytest.raises(InvalidInput) as error:
            refused()
        assert error.value.code == "age-implausible"
