"""KPI: shown, entered, corrected."""

from services.stats.application.kpi.forms import (
    CorrectKpi,
    EnterKpi,
    KpiLine,
    KpiShown,
    ShareLine,
    ShowKpi,
)
from services.stats.application.kpi.kpi import Kpis

__all__ = ["CorrectKpi", "EnterKpi", "KpiLine", "KpiShown", "Kpis", "ShareLine", "ShowKpi"]
