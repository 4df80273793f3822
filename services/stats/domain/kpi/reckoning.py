"""What a KPI sheet shows: years, 累計, goal, gap, rate, and the forecast to the target year.

The forecast is linear by elapsed days: what was reached by the basis day, times the days of the
whole span, divided by the days that have passed; halves rounded up, and never below what is
reached. The basis day is the as-of day for what is counted, and the day of the latest count for
what is entered.

A year of which nobody has entered a figure is not a year in which nothing was reached. Where one
lies before the latest that is known, the sum is only a part of the 累計: it is held against no
goal, and nothing is foretold from it. To leave that year's days out as well would take it for one
like the others, which nobody knows either. Only what nothing was planned for, before the first year
that is known, is no part of the span.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from services.stats.domain.kpi.sheet import Kpi, KpiSheet
from services.stats.domain.ratio import percent
from shared.calendar import FiscalYear

FORECAST_METHOD = "実績÷経過日数×全期間の日数（一次、四捨五入）"
"""How the sheet states its forecast."""


@dataclass(frozen=True, slots=True)
class Reached:
    """What was reached of a KPI.

    Attributes:
        baseline: the figure from before the programme, if it is known otherwise than by the sheet.
        years: by fiscal year, as far as anything is known.
        basis: the day as of which the latest of them is known; ``None`` if none is.
    """

    years: Mapping[int, int]
    basis: date | None
    baseline: int | None = None


@dataclass(frozen=True, slots=True)
class YearCell:
    """A KPI in a fiscal year.

    Attributes:
        year: by the western year in which it begins.
        planned: what is to be reached in it, if anything is planned.
        actual: what was reached in it, as far as it is known.
        gap: actual less planned.
        rate: actual in percent of planned.
    """

    year: int
    planned: int | None
    actual: int | None

    @property
    def gap(self) -> int | None:
        """See the class."""
        return _less(self.actual, self.planned)

    @property
    def rate(self) -> str | None:
        """See the class."""
        return _rate(self.actual, self.planned)


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A KPI with all that the sheet shows of it.

    Attributes:
        kpi: which.
        baseline: 事業開始前.
        years: every year of the sheet.
        planned: 累計 of what is planned; of a yearly goal that of the target year.
        actual: 累計 of what was reached, without the baseline; of a yearly goal the latest year.
        forecast: what is reached by the end of the target year (of the latest year, if the goal is
            a yearly one) if it goes on like this; ``None`` if nothing is known, if years are
            missing in a sum of them, and of shares.
        basis: the day on which the forecast rests.
        missing: the years before the latest known one of which something should be known.
    """

    kpi: Kpi
    baseline: int | None
    years: tuple[YearCell, ...]
    planned: int | None
    actual: int | None
    forecast: int | None
    basis: date | None
    missing: tuple[int, ...] = ()

    @property
    def is_partial(self) -> bool:
        """Whether years are missing in a sum of years."""
        return bool(self.missing) and self.kpi.counts == "increment"

    @property
    def gap(self) -> int | None:
        """Actual less planned; none of a sum that lacks years."""
        return None if self.is_partial else _less(self.actual, self.planned)

    @property
    def rate(self) -> str | None:
        """Actual in percent of planned; none of a sum that lacks years."""
        return None if self.is_partial else _rate(self.actual, self.planned)

    @property
    def forecast_gap(self) -> int | None:
        """Forecast less planned."""
        return _less(self.forecast, self.planned)

    @property
    def reached(self) -> int | None:
        """Baseline and 累計 together: 13 and 20 are 33."""
        if self.kpi.counts == "yearly" or self.is_partial:
            return None
        if self.baseline is None or self.actual is None:
            return None
        return self.baseline + self.actual


def row_of(sheet: KpiSheet, kpi: Kpi, reached: Reached) -> KpiRow:
    """Reckon the row of a KPI that is counted or entered."""
    cells = tuple(
        YearCell(year.start, kpi.planned.get(year.start), reached.years.get(year.start))
        for year in sheet.years
    )
    baseline = kpi.baseline if reached.baseline is None else reached.baseline
    latest, missing = _latest(cells), _missing(cells)
    if kpi.counts == "yearly":
        return KpiRow(
            kpi,
            baseline,
            cells,
            planned=kpi.planned.get(sheet.target_year),
            actual=latest.actual if latest else None,
            forecast=_forecast_of_year(latest, reached.basis),
            basis=reached.basis,
            missing=missing,
        )
    total = sum(reached.years.values()) if reached.years else None
    return KpiRow(
        kpi,
        baseline,
        cells,
        planned=sum(kpi.planned.values()) if kpi.planned else None,
        actual=total,
        forecast=forecast(
            None if missing else total,
            FiscalYear(min(reached.years, default=sheet.first_year)).first_day,
            sheet.years[-1].last_day,
            reached.basis,
        ),
        basis=reached.basis,
        missing=missing,
    )


def forecast(actual: int | None, first: date, last: date, basis: date | None) -> int | None:
    """What is reached by the last day if it goes on as it did until the basis day.

    Args:
        actual: what was reached from the first day until the basis day.
        first: first day of the span.
        last: its last day.
        basis: see the module.
    """
    if actual is None or basis is None or basis < first:
        return None
    if basis >= last:
        return actual
    elapsed, whole = (basis - first).days + 1, (last - first).days + 1
    return max(actual, (2 * actual * whole + elapsed) // (2 * elapsed))


def _forecast_of_year(cell: YearCell | None, basis: date | None) -> int | None:
    if cell is None:
        return None
    year = FiscalYear(cell.year)
    return forecast(cell.actual, year.first_day, year.last_day, basis)


def _latest(cells: tuple[YearCell, ...]) -> YearCell | None:
    return next((one for one in reversed(cells) if one.actual is not None), None)


def _missing(cells: tuple[YearCell, ...]) -> tuple[int, ...]:
    """The years that should be known: planned, or behind one that is, and before another."""
    known = [one.year for one in cells if one.actual is not None]
    return tuple(
        one.year
        for one in cells
        if one.actual is None
        and known
        and one.year < known[-1]
        and (one.planned is not None or one.year > known[0])
    )


def _less(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one - other


def _rate(of: int | None, to: int | None) -> str | None:
    return percent(of, to) if of is not None and to else None
