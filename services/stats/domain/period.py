"""期間: months, quarters, halves and fiscal years as offices write and print them.

A fiscal year in which the era changes is printed under the new era's name for the whole of it, as
municipalities do since 2019: 令和元年度, not 平成31年度 (「改元に伴う元号による年表示の取扱い」,
関係省庁連絡会議, 2019-04-01). A month is printed under the era of its own days: 平成31年4月,
令和元年5月. Both names of that fiscal year are understood. Quarters and halves are those of the
fiscal year: 第1四半期 is April to June.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from shared.calendar import JST, FiscalYear, format_wareki, parse_date
from shared.calendar.era import YEAR, normalise, refuse_outside, western_year
from shared.refusal import InvalidInput

Kind = Literal["month", "quarter", "half", "fiscal_year", "fiscal_years", "days"]
"""月・四半期・半期・年度・多年度, or any run of days."""

_HALVES = ("上半期", "下半期")
_LAST_MONTH = 12
_EARLIEST, _LATEST = 1868, 2199

_MONTH = re.compile(rf"{YEAR}(?:年(?P<m1>\d{{1,2}})月分?|[-/.](?P<m2>\d{{1,2}}))", re.ASCII)
_PART = re.compile(
    rf"{YEAR}(?:年度)?(?:第?(?P<q>[1-4])4半期|[-/.]?Q(?P<q2>[1-4])"
    r"|(?P<h>上|下)(?:半)?期|[-/.]?H(?P<h2>[12]))",
    re.ASCII,
)
"""As it reads once :func:`normalise` has made a digit of the 四 in 四半期. Nobody can tell whether
令和6年第1四半期 begins in January or in April."""
_YEAR = re.compile(rf"{YEAR}(?:年度)?", re.ASCII)
_BETWEEN = re.compile(r"から|[~〜-]|\.\.")
_BETWEEN_DAYS = re.compile(r"から|[~〜]|\.\.")


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days that a return is about.

    Attributes:
        kind: of which kind it is.
        first: first day.
        last: last day, inclusive.
    """

    kind: Kind
    first: date
    last: date

    @classmethod
    def between(cls, first: date, last: date) -> Period:
        """The period of two days; a whole month, quarter, half or year is recognised as such.

        Raises:
            InvalidInput: ``period-reversed``, ``period-impossible``.
        """
        if first > last:
            raise InvalidInput(
                "期間",
                "period-reversed",
                "期間の初日が、末日より後になっています。",
                "初日と末日を確かめ、初日が末日以前になるように指定してください。",
            )
        if first.year < _EARLIEST or last.year > _LATEST + 1:  # the last fiscal year ends in it
            raise _impossible()
        year = FiscalYear.of(first)
        if (first, last) in year.months:
            return cls("month", first, last)
        if (first, last) in year.quarters:
            return cls("quarter", first, last)
        if (first, last) in _halves(year):
            return cls("half", first, last)
        if first == year.first_day and last == FiscalYear.of(last).last_day:
            return cls(
                "fiscal_year" if year == FiscalYear.of(last) else "fiscal_years", first, last
            )
        return cls("days", first, last)

    @property
    def label(self) -> str:
        """How it is printed: 令和6年6月, 令和6年度第1四半期, 令和6年度上半期, 令和6年度."""
        year = FiscalYear.of(self.first)
        match self.kind:
            case "month":
                day = format_wareki(self.first)
                return day[: day.index("月") + 1]
            case "quarter":
                return f"{year.label}第{year.quarters.index((self.first, self.last)) + 1}四半期"
            case "half":
                return year.label + _HALVES[_halves(year).index((self.first, self.last))]
            case "fiscal_year":
                return year.label
            case "fiscal_years":
                return f"{year.label}〜{FiscalYear.of(self.last).label}"
            case "days":
                return self.days_label

    @property
    def days_label(self) -> str:
        """Its first and last day: 令和6年4月1日〜令和7年3月31日."""
        return f"{format_wareki(self.first)}〜{format_wareki(self.last)}"

    @property
    def ends_at(self) -> datetime:
        """The first instant after it: midnight in Japan."""
        return datetime.combine(self.last + timedelta(days=1), datetime.min.time(), JST)

    @property
    def months(self) -> tuple[Period, ...]:
        """The whole months that lie in it, in order."""
        found = []
        first = self.first if self.first.day == 1 else _next_month(self.first)
        while (end := _month_end(first)) <= self.last:
            found.append(Period("month", first, end))
            first = _next_month(first)
        return tuple(found)


def parse_period(text: str) -> Period:
    """Read a period.

    Args:
        text: ``2024-06``, ``令和6年6月``, ``R6.6``; ``2024Q1``, ``令和6年度第1四半期``; ``2024H1``,
            ``令和6年度上半期``; ``2024``, ``令和6年度``, ``R6``, ``2024年度`` for a fiscal year;
            ``R2〜R4``, ``2020..2022`` for several; ``2024-04-01..2024-04-15``,
            ``R6.4.1〜R6.4.15`` for a run of days.

    Raises:
        InvalidInput: ``period-unreadable``, ``period-reversed``, ``period-impossible`` or
            ``date-outside-era``; the message never repeats the text.
    """
    written = normalise(text)
    for reading in (_read_month, _read_part, _read_year, _read_years, _read_days):
        if (found := reading(written)) is not None:
            return found
    raise InvalidInput(
        "期間",
        "period-unreadable",
        "期間を読み取れません。",
        "2024-06（月）、2024Q1（年度の第1四半期）、2024H1（上半期）、令和6年度・R6・2024（年度）、"
        "R2〜R4（多年度）、R6.4.1〜R6.4.15（日）のように書いてください。",
    )


def _read_month(text: str) -> Period | None:
    match = _MONTH.fullmatch(text)
    if match is None:
        return None
    year, era = western_year(match)
    month = int(match["m1"] or match["m2"])
    if not 1 <= month <= _LAST_MONTH or not _EARLIEST <= year <= _LATEST:
        raise _impossible()
    first = date(year, month, 1)
    last = _month_end(first)
    refuse_outside(era, first, last)
    return Period("month", first, last)


def _read_part(text: str) -> Period | None:
    match = _PART.fullmatch(text)
    if match is None:
        return None
    year = _fiscal_year(match)
    quarter = match["q"] or match["q2"]
    if quarter:
        return Period("quarter", *year.quarters[int(quarter) - 1])
    second = match["h"] == "下" or match["h2"] == "2"
    return Period("half", *_halves(year)[second])


def _read_year(text: str) -> Period | None:
    match = _YEAR.fullmatch(text)
    if match is None:
        return None
    year = _fiscal_year(match)
    return Period("fiscal_year", year.first_day, year.last_day)


def _read_years(text: str) -> Period | None:
    ends = _BETWEEN.split(text)
    if len(ends) != 2:  # noqa: PLR2004 - a first and a last year
        return None
    years: list[Period | None] = [_read_year(end) for end in ends]
    first, last = years
    return None if first is None or last is None else Period.between(first.first, last.last)


def _read_days(text: str) -> Period | None:
    days = _BETWEEN_DAYS.split(text)
    if len(days) != 2:  # noqa: PLR2004 - a first and a last day
        return None
    first, last = days
    return Period.between(parse_date(first), parse_date(last))


def _fiscal_year(match: re.Match[str]) -> FiscalYear:
    """The fiscal year that a match names; some day of it lies in the era that was written."""
    start, era = western_year(match)
    if not _EARLIEST <= start <= _LATEST:
        raise _impossible()
    year = FiscalYear(start)
    refuse_outside(era, year.first_day, year.last_day)
    return year


def _halves(year: FiscalYear) -> tuple[tuple[date, date], tuple[date, date]]:
    first, second, third, fourth = year.quarters
    return (first[0], second[1]), (third[0], fourth[1])


def _month_end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def _next_month(day: date) -> date:
    return _month_end(day.replace(day=1)) + timedelta(days=1)


def _impossible() -> InvalidInput:
    return InvalidInput(
        "期間",
        "period-impossible",
        "暦にない期間です。",
        "年と月を確かめてください。",
    )
