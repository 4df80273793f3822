"""KPI: shown, entered, corrected."""

from services.stats.application.kpi.forms import (
    NOT_ENTERED,
    CorrectKpi,
    EnterKpi,
    KpiLine,
    KpiShown,
    ShareLine,
    ShowKpi,
)
from services.stats.application.kpi.kpi import Kpis

__all__ = [
    "NOT_ENTERED",
    "CorrectKpi",
    "EnterKpi",
    "KpiLine",
    "KpiShown",
    "Kpis",
    "ShareLine",
    "ShowKpi",
]
