"""Dimensions by the day: months and fiscal years under their 和暦 names."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from services.stats.domain.dimension.dimension import Value
from services.stats.domain.scope import Scope
from shared.calendar import FiscalYear, era_of, format_wareki


@dataclass(frozen=True, slots=True)
class Months:
    """Categories are the months of the period: 令和6年4月; a value is ``2024-04``.

    A month in which the era changed bears the era of its last day.
    """

    name: str = "月"
    attribute: str = "month"
    unknown: str | None = None

    def categories(self, seen: Iterable[Value], scope: Scope) -> tuple[str, ...]:  # noqa: ARG002
        """Every month with a day in the period."""
        first = scope.first.year * 12 + scope.first.month - 1
        last = scope.last.year * 12 + scope.last.month - 1
        return tuple(_month_label(*divmod(month, 12)) for month in range(first, last + 1))

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """The month's name."""
        year, month = str(value).split("-")
        return (_month_label(int(year), int(month) - 1),)


@dataclass(frozen=True, slots=True)
class FiscalYears:
    """Categories are the fiscal years of the period: 令和6年度; a value is a month of them.

    Attributes:
        first_year: how an era's first year is written where a report writes H27 for 平成27年度
            (``1`` for R1, ``元`` for R元); ``None`` where it writes 令和元年度.
    """

    name: str = "年度"
    attribute: str = "month"
    unknown: str | None = None
    first_year: Literal["1", "元"] | None = None

    def categories(self, seen: Iterable[Value], scope: Scope) -> tuple[str, ...]:  # noqa: ARG002
        """Every fiscal year with a day in the period."""
        first, last = FiscalYear.of(scope.first), FiscalYear.of(scope.last)
        return tuple(self._label(FiscalYear(year)) for year in range(first.start, last.start + 1))

    def categories_of(self, value: Value) -> tuple[str, ...]:
        """The name of the year that the month lies in."""
        return (self._label(FiscalYear.of(date.fromisoformat(f"{value}-01"))),)

    def _label(self, year: FiscalYear) -> str:
        era = era_of(year.last_day)
        if self.first_year is None or era is None:
            return year.label
        short = year.label.removesuffix("年度").replace(era.name, era.letter)
        return short.replace("元", self.first_year)


def _month_label(year: int, months_before: int) -> str:
    month = months_before + 1
    label = format_wareki(date(year, month, monthrange(year, month)[1]))
    return label.partition("月")[0] + "月"
