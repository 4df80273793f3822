"""A sheet's lines as they are answered, from what was reckoned."""

from __future__ import annotations

from collections.abc import Mapping

from services.stats.application.kpi.forms import KpiLine, KpiYear, ShareLine, ShareYear
from services.stats.domain.kpi.reckoning import KpiRow
from services.stats.domain.kpi.sheet import Kpi, Share
from services.stats.domain.ratio import percent
from shared.calendar import FiscalYear


def kpi_line(row: KpiRow) -> KpiLine:
    """The line of a KPI that is a figure."""
    kpi = row.kpi
    return KpiLine(
        name=kpi.name,
        unit=kpi.unit,
        counts=kpi.counts,
        source="entered" if kpi.is_entered else "measured",
        note=kpi.note,
        baseline=row.baseline,
        years=tuple(
            KpiYear(
                year=cell.year,
                label=FiscalYear(cell.year).label,
                planned=cell.planned,
                actual=cell.actual,
                gap=cell.gap,
                rate=cell.rate,
            )
            for cell in row.years
        ),
        planned=row.planned,
        actual=row.actual,
        reached=row.reached,
        gap=row.gap,
        rate=row.rate,
        forecast=row.forecast,
        forecast_gap=row.forecast_gap,
        basis=row.basis,
        missing=row.missing,
    )


def share_line(kpi: Kpi, share: Share, rows: Mapping[str, KpiRow]) -> ShareLine:
    """The line of a KPI that is a share of two of the rows."""
    of, to = rows[share.of], rows[share.to]
    return ShareLine(
        name=kpi.name,
        of=share.of,
        to=share.to,
        note=kpi.note,
        years=tuple(
            ShareYear(
                year=one.year,
                label=FiscalYear(one.year).label,
                planned=kpi.planned.get(one.year),
                of=one.actual,
                to=other.actual,
                percent=percent(one.actual, other.actual)
                if one.actual is not None and other.actual
                else None,
            )
            for one, other in zip(of.years, to.years, strict=True)
        ),
    )
