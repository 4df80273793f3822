"""A calendar month, as statements are made for: ``2021-09``."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Annotated

from pydantic import StringConstraints

from shared.calendar import format_wareki

YearMonth = Annotated[str, StringConstraints(pattern=r"^(19|20|21)\d{2}-(0[1-9]|1[0-2])$")]


def days_of(month: str) -> tuple[date, date]:
    """Its first and its last day."""
    first = date.fromisoformat(f"{month}-01")
    return first, first.replace(day=monthrange(first.year, first.month)[1])


def month_in_words(month: str) -> str:
    """令和3年9月."""
    return format_wareki(days_of(month)[0]).removesuffix("1日")
