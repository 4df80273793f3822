"""Age as Japanese law counts it (年齢計算ニ関スル法律, 明治35年法律50号).

An age is attained at the end of the day before the birthday. For whole days and instants that
means: on the birthday, from 00:00, the person has it. For rules about days (the school year) the
day on whose end it is attained is the one before: :func:`attained_on`.
"""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from shared.calendar.fuzzy_date import FuzzyDate
from shared.refusal import InvalidInput

OLDEST = 130


def _birthday(birth: date, year: int) -> date:
    """The birthday in a year; who was born on 29 February has it on 1 March of a common year."""
    if (birth.month, birth.day) == (2, 29) and not isleap(year):
        return date(year, 3, 1)
    return birth.replace(year=year)


def age_on(birth: date, day: date) -> int:
    """Whole years of age on a day.

    Raises:
        InvalidInput: ``before-birth``.
    """
    if day < birth:
        raise InvalidInput(
            "生年月日",
            "before-birth",
            "生年月日より前の日付です。",
            "生年月日と日付を確かめてください。",
        )
    return day.year - birth.year - (day < _birthday(birth, day.year))


def attained_on(birth: date, years: int) -> date:
    """The day at whose end an age is attained: the day before the birthday."""
    return _birthday(birth, birth.year + years) - timedelta(days=1)


def age_range(birth: FuzzyDate, day: date) -> tuple[int, int]:
    """The lowest and the highest age that somebody with this date of birth can have on a day.

    Raises:
        InvalidInput: ``before-birth``: nobody of this date of birth was born by then.
    """
    lowest = 0 if day < birth.latest else age_on(birth.latest, day)
    return lowest, age_on(birth.earliest, day)


def estimated_age(birth: FuzzyDate, day: date) -> int:
    """The age that statistics count where the date of birth is not known to the day.

    An unknown month counts as 1 July, an unknown day as the 15th.

    Raises:
        InvalidInput: ``before-birth``, ``age-implausible``.
    """
    lowest, _ = age_range(birth, day)
    return plausible_age(lowest if day < birth.middle else age_on(birth.middle, day))


def plausible_age(years: int) -> int:
    """Return the age if a person can have it.

    Raises:
        InvalidInput: ``age-implausible``.
    """
    if not 0 <= years <= OLDEST:
        raise InvalidInput(
            "年齢",
            "age-implausible",
            "年齢が、0から130の間にありません。",
            "年齢か生年月日を確かめ、分からないときは空けてください。",
        )
    return years
