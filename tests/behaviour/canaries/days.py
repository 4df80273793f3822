"""Days of birth that were said in confidence, and the search for them however they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from shared.calendar import FuzzyDate, format_wareki
from shared.refusal import Refusal
from tests.faults.canaries import forms

DAYS = frozenset({"birth", "subject_birth"})
"""Confidential texts that are days: no word stands there."""

BORN = date(1931, 7, 29)
"""When everybody was born who comes to the counter of the canary town beside the journeys."""


def days_in(told: Any) -> Iterator[date]:
    """The days of birth that stand in a request and are known to the day, parts included."""
    if isinstance(told, dict):
        for name, one in told.items():
            if name in DAYS and isinstance(one, str) and (day := _day(one)):
                yield day
            yield from days_in(one)
    elif isinstance(told, list):
        for one in told:
            yield from days_in(one)


def _day(text: str) -> date | None:
    try:
        found = FuzzyDate.parse(text)
    except Refusal:
        return None
    return found.earliest if found.is_exact else None


def written(days: Iterable[date]) -> re.Pattern[bytes]:
    """What finds one of these days in any spelling that the program has, plain or encoded."""
    spellings = {text for day in days for text in (day.isoformat(), format_wareki(day))}
    found = sorted({re.escape(form) for text in spellings for form in forms(text)})
    return re.compile(b"|".join(found))
