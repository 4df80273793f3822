"""How old a person can be at an instant: certainly, possibly, or not at all.

Days are days in Japan, and an age is reached at 00:00 of the birthday. Where the date of birth is
not known to the day, every age it allows is possible; the rules then take the one that discloses
less.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from shared.calendar import FuzzyDate, attained_on
from shared.refusal import InvalidInput

AGE_OF_MAJORITY = 18
"""民法4条, since 2022-04-01."""

AgeClass = Literal["child", "youth", "adult"]
"""child: below the municipality's consent age; youth: from it up to 17; adult: from 18."""


class Ages(NamedTuple):
    """What can be said about a person's age.

    Attributes:
        classes: the classes that are possible, at least one.
        certainly_minor: under 18 beyond doubt.
    """

    classes: tuple[AgeClass, ...]
    certainly_minor: bool


def ages_on(birth_date: str | None, day: date, consent_age: int) -> Ages:
    """The classes of age that a date of birth allows on a day.

    Args:
        birth_date: ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``; ``None``, and a date that the calendar
            does not have, mean that nothing is known.
        day: the day (JST).
        consent_age: age from which a minor consents for themself.
    """
    birth = _read(birth_date)
    if birth is None:
        unknown: tuple[AgeClass, ...] = ("child", "youth", "adult")
        return Ages(unknown, certainly_minor=False)
    possible: list[AgeClass] = []
    if not _reached(birth.latest, consent_age, day):
        possible.append("child")
    if _reached(birth.earliest, consent_age, day) and not _reached(
        birth.latest, AGE_OF_MAJORITY, day
    ):
        possible.append("youth")
    if _reached(birth.earliest, AGE_OF_MAJORITY, day):
        possible.append("adult")
    certainly_minor = not _reached(birth.earliest, AGE_OF_MAJORITY, day)
    return Ages(tuple(possible), certainly_minor)


def _read(birth_date: str | None) -> FuzzyDate | None:
    if birth_date is None:
        return None
    try:
        return FuzzyDate.from_edtf(birth_date)
    except InvalidInput:
        return None


def _reached(birth: date, years: int, day: date) -> bool:
    try:
        return day > attained_on(birth, years)
    except (ValueError, OverflowError):
        return False  # beyond the calendar, so not by any day of it
