"""KPI sheets as data: what a municipality has set out to reach, year by year.

Where a KPI counts in increments, as in the sheets of the 就職氷河期世代支援の交付金, a figure is
what was added in its year, the 累計 is their sum, and the figure from before the programme
(事業開始前) is not part of it: 13 and 20 more are 33.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from shared.calendar import FiscalYear

Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Year = Annotated[int, Field(ge=1990, le=2199)]
"""A fiscal year, by the western year in which it begins."""

Counts = Literal["increment", "yearly"]
"""``increment``: years add up on a base. ``yearly``: each is a goal by itself (200件/年以上)."""


class _Form(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Measured(_Form):
    """How a KPI is counted from facts: as a table of a report template is.

    Attributes:
        measure: name of the measure.
        only: what it is about, as in a template.
    """

    measure: Words
    only: Mapping[str, list[Any]] = Field(default_factory=dict)

    def table(self, name: str) -> dict[str, Any]:
        """The table of a template that counts it."""
        return {"name": name, "measure": self.measure, **({"only": self.only} if self.only else {})}


class Share(_Form):
    """A KPI that is a share of two others of the same sheet, in percent.

    Attributes:
        of: name of the KPI that is divided.
        to: name of the KPI that it is divided by.
    """

    of: Words
    to: Words


class Kpi(_Form):
    """One KPI.

    Attributes:
        name: how the sheet calls it.
        unit: of the figures.
        counts: how its years belong together.
        baseline: the figure from before the programme (事業開始前); ``None`` if nobody tells.
        planned: by fiscal year what is to be reached in it; in percent for a share.
        measured: how it is counted; ``None`` if it is entered by hand, or is a share.
        share: of what it is a share.
        note: what the reader of the sheet must know of its definition.
    """

    name: Words
    unit: Words
    counts: Counts = "increment"
    baseline: int | None = None
    planned: Mapping[Year, int]
    measured: Measured | None = None
    share: Share | None = None
    note: Words | None = None

    @property
    def is_entered(self) -> bool:
        """Whether somebody enters its figures by hand."""
        return self.measured is None and self.share is None

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if self.measured is not None and self.share is not None:
            raise ValueError("a KPI is either measured or a share")
        if self.share is not None and self.counts != "yearly":
            raise ValueError("shares do not add up")
        return self


class KpiSheet(_Form):
    """A sheet.

    Attributes:
        title: what it is called on paper.
        source: where it was published.
        first_year: the first fiscal year of the programme.
        target_year: the fiscal year at whose end the goal is to be reached.
        cost_thousand_yen: 交付金対象事業費, in thousands of yen, where it was published.
        kpis: in order.
    """

    title: Words
    source: Words
    first_year: Year
    target_year: Year
    cost_thousand_yen: int | None = None
    kpis: tuple[Kpi, ...]

    @property
    def years(self) -> tuple[FiscalYear, ...]:
        """Every fiscal year from the first to the target year."""
        return tuple(map(FiscalYear, range(self.first_year, self.target_year + 1)))

    def kpi(self, name: str) -> Kpi | None:
        """A KPI by its name."""
        return next((one for one in self.kpis if one.name == name), None)

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        names = [kpi.name for kpi in self.kpis]
        if len(set(names)) != len(names):
            raise ValueError("two KPIs have the same name")
        within = range(self.first_year, self.target_year + 1)
        if not within:
            raise ValueError("the target year lies before the first")
        for kpi in self.kpis:
            if not set(kpi.planned) <= set(within):
                raise ValueError("a year is planned outside of the sheet's years")
            if kpi.share and not {kpi.share.of, kpi.share.to} <= set(names):
                raise ValueError("a share of a KPI that is not there")
        return self
