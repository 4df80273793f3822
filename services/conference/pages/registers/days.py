"""Days of a form as instants of a register: a period begins and ends at midnight in Japan."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from services.conference.domain.municipality import Period
from shared.calendar import JST, format_wareki, jst_date
from shared.pages import Posted
from shared.pages.writing import instant


def midnight(text: str) -> str:
    """The instant at which a day begins; a text that is no day is left for the rule to refuse."""
    try:
        return datetime.combine(date.fromisoformat(text), time(), JST).isoformat()
    except ValueError:
        return text


def midnight_after(text: str) -> str:
    """The first instant behind a day."""
    try:
        return midnight((date.fromisoformat(text) + timedelta(days=1)).isoformat())
    except (ValueError, OverflowError):
        return text


def period_in(
    form: Posted, first: str, last: str, recorded: Period | None = None
) -> dict[str, Any] | None:
    """A period from one day to another, both included; ``None`` where neither is given.

    Args:
        form: what was sent.
        first: its field for the first day.
        last: its field for the last day.
        recorded: the period that stood in those fields. Where nobody changed a day, its instant
            stays to the second: else an end at noon would become one at midnight.
    """
    begins, ends = form.one(first), form.one(last)
    if recorded and (begins, ends) == (first_day(recorded.start), last_day(recorded.end)):
        return recorded.model_dump()
    if not begins and not ends:
        return None
    return {"start": midnight(begins), "end": midnight_after(ends) if ends else None}


def first_day(start: datetime | None) -> str:
    """The day on which a period begins, for a field."""
    return jst_date(start).isoformat() if start else ""


def last_day(end: datetime | None) -> str:
    """The last day of a period, for a field."""
    return jst_date(end - timedelta(microseconds=1)).isoformat() if end else ""


def words(period: Period) -> str:
    """A period as people read it: in days where it ends at midnight, else to the minute."""
    begins = (
        format_wareki(jst_date(period.start))
        if _is_midnight(period.start)
        else (instant(period.start))
    )
    if period.end is None:
        return f"{begins}から"
    if _is_midnight(period.end):
        return f"{begins}から{format_wareki(date.fromisoformat(last_day(period.end)))}まで"
    return f"{begins}から{instant(period.end)}まで"


def _is_midnight(at: datetime) -> bool:
    return at.astimezone(JST).time() == time()
