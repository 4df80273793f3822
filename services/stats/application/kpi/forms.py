"""What is asked for about KPI sheets, and what comes back."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from services.stats.domain.kpi.entering import Figure
from services.stats.domain.kpi.sheet import Counts, Year
from shared.calendar import FiscalYear
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.use_case import Request

NOT_ENTERED = "未入力"
"""What stands in the place of a figure that nobody has entered, where later ones were."""

SheetId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
KpiName = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class ShowKpi(Request):
    """A sheet as a municipality stands to it.

    Attributes:
        sheet: id of the sheet.
        municipality: whose; a prefecture's sheet is under the prefecture's own code.
        as_of: what was recorded up to this instant counts; now, if it is not said.
    """

    sheet: SheetId
    municipality: MunicipalityCode
    as_of: AwareDatetime | None = None


class _Place(Request):
    sheet: SheetId
    municipality: MunicipalityCode
    kpi: KpiName
    year: Year | None = None
    value: Figure


class EnterKpi(_Place):
    """記入 of a figure that no fact tells.

    Attributes:
        sheet: id of the sheet.
        municipality: whose.
        kpi: name of the KPI.
        year: fiscal year; ``None`` for 事業開始前.
        value: the figure of that year alone.
        counted_on: the day as of which it was counted.
    """

    counted_on: date


class CorrectKpi(_Place):
    """訂正 of an entered figure.

    Attributes:
        reason: code list ``correction_reasons``.
    """

    reason: Code


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class KpiYear(_Answer):
    """A KPI in a fiscal year.

    Attributes:
        year: by the western year in which it begins.
        label: how it is printed.
        planned: what is to be reached in it (増加分).
        actual: what was reached in it; ``None`` where nothing is known.
        gap: actual less planned.
        rate: actual in percent of planned, one decimal.
    """

    year: int
    label: str
    planned: int | None
    actual: int | None
    gap: int | None
    rate: str | None


class KpiLine(_Answer):
    """A KPI in a sheet.

    Attributes:
        name: how the sheet calls it.
        unit: of the figures.
        counts: how its years belong together.
        source: ``measured`` from facts, ``entered`` by hand, or a ``share`` of two others.
        note: what to know of its definition.
        baseline: 事業開始前; not part of 累計.
        years: every year of the sheet.
        planned: 累計 of what is planned; the target year's goal, if goals are yearly.
        actual: 累計 of what was reached; the latest year's, if goals are yearly.
        reached: baseline and 累計 together.
        gap: actual less planned.
        rate: actual in percent of planned.
        forecast: to the end of the target year.
        forecast_gap: forecast less planned.
        basis: the day on which the forecast rests.
        missing: fiscal years before the latest known one for which nobody has entered a figure. A
            sum that lacks them (累計) has neither gap, rate, reached nor forecast.
    """

    name: str
    unit: str
    counts: Counts
    source: str
    note: str | None
    baseline: int | None
    years: tuple[KpiYear, ...]
    planned: int | None
    actual: int | None
    reached: int | None
    gap: int | None
    rate: str | None
    forecast: int | None
    forecast_gap: int | None
    basis: date | None
    missing: tuple[int, ...]

    def is_missing(self, year: KpiYear) -> bool:
        """Whether the figure of a year should be there, and is not."""
        return year.year in self.missing


class ShareYear(_Answer):
    """A share in a fiscal year, in percent.

    Attributes:
        year: by the western year in which it begins.
        label: how it is printed.
        planned: the goal.
        of: what is divided.
        to: what it is divided by.
        percent: the share with one decimal; ``None`` where it is a share of nothing or unknown.
    """

    year: int
    label: str
    planned: int | None
    of: int | None
    to: int | None
    percent: str | None


class ShareLine(_Answer):
    """A KPI that is a share of two others.

    Attributes:
        name: how the sheet calls it.
        of: the KPI that is divided.
        to: the KPI that it is divided by.
        note: what to know of its definition.
        years: every year of the sheet.
    """

    name: str
    of: str
    to: str
    note: str | None
    years: tuple[ShareYear, ...]


class KpiShown(_Answer):
    """A sheet as it stands.

    Attributes:
        sheet: id of the sheet.
        title: what it is called on paper.
        source: where its plan was published.
        municipality: whose figures.
        as_of: what was recorded up to this instant is in them.
        first_year: the first fiscal year.
        target_year: the fiscal year at whose end the goal is to be reached.
        cost_thousand_yen: 交付金対象事業費.
        forecast_method: how the forecast is made.
        handling: 取扱注意, for these are true counts.
        kpis: those that are figures.
        shares: those that are shares of them.
    """

    sheet: str
    title: str
    source: str
    municipality: str
    as_of: AwareDatetime
    first_year: int
    target_year: int
    cost_thousand_yen: int | None
    forecast_method: str
    handling: str
    kpis: tuple[KpiLine, ...]
    shares: tuple[ShareLine, ...]

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """What to know of a definition, by the name of the KPI."""
        told = [
            *((line.name, line.note) for line in self.kpis),
            *((line.name, _lacking(line)) for line in self.kpis),
            *((line.name, line.note) for line in self.shares),
        ]
        return tuple((name, note) for name, note in told if note)


def _lacking(line: KpiLine) -> str | None:
    """What a sum without some of its years is, and is not."""
    if not line.missing or line.counts == "yearly":
        return None
    years = "・".join(FiscalYear(year).label for year in line.missing)
    return (
        f"{years}が{NOT_ENTERED}です。累計はそれを除いた数で、差・率・到達・見込みは出しません。"
        "0 だった年度は、0 と記入してください。"
    )
