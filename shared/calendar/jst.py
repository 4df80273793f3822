"""Japan's clock: every day in tsunagu is a day in Japan."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

JST = timezone(timedelta(hours=9), "JST")
"""日本標準時. Japan has had no summer time since 1952, so the offset is fixed."""

Clock = Callable[[], datetime]
"""Tells the instant, with time zone; handed in wherever time matters."""


def system_clock() -> datetime:
    """The present instant, in JST."""
    return datetime.now(JST)


def jst_date(instant: datetime) -> date:
    """The day in Japan on which an instant lies.

    Raises:
        ValueError: the instant has no time zone, so nobody can tell which day it was.
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(JST).date()
