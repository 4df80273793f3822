"""The fiscal year (会計年度): 1 April to 31 March (地方自治法208条1項)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from shared.calendar.era import era_of

_APRIL = 4


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A fiscal year.

    Attributes:
        start: the western year in which it begins.
    """

    start: int

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        """The fiscal year a day lies in."""
        return cls(day.year if day.month >= _APRIL else day.year - 1)

    @property
    def first_day(self) -> date:
        """1 April."""
        return date(self.start, 4, 1)

    @property
    def last_day(self) -> date:
        """31 March."""
        return date(self.start + 1, 3, 31)

    @property
    def label(self) -> str:
        """令和6年度; a year in which the era changes is named by the new one (令和元年度)."""
        for day in (self.last_day, self.first_day):
            era = era_of(day)
            if era is not None and (year := era.year_of(self.start)) >= 1:
                return f"{era.name}{'元' if year == 1 else year}年度"
        return f"{self.start}年度"

    @property
    def months(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each month, April first."""
        spans = []
        for offset in range(12):
            year, month = divmod(self.start * 12 + 3 + offset, 12)
            first = date(year, month + 1, 1)
            spans.append((first, first.replace(day=monthrange(year, month + 1)[1])))
        return tuple(spans)

    @property
    def quarters(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each quarter, April to June first."""
        months = self.months
        return tuple((months[i][0], months[i + 2][1]) for i in range(0, 12, 3))


def months_after(day: date, months: int) -> date:
    """The same day so many months later; the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
