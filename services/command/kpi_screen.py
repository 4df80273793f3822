"""KPI sheets on the screen."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from services.command.screen import out, tell, tell_styled
from services.stats.application.kpi import NOT_ENTERED, KpiLine, KpiShown, ShareLine
from shared.calendar import FiscalYear
from shared.codes.municipality import municipality_name


def show_kpi(shown: KpiShown) -> None:
    """Print a sheet: a table for each KPI, which an office screen of 80 columns holds."""
    tell_styled(
        f"\n[bold red]{shown.handling}[/]  [bold]{escape(shown.title)}[/]"
        f"  {municipality_name(shown.municipality)}"
    )
    for line in shown.kpis:
        out.print(_table(line))
    for share in shown.shares:
        tell(_share(share))
    for name, note in shown.notes:
        tell(f"  注: {name}  {note}")
    target = FiscalYear(shown.target_year).label
    tell(f"  累計に、事業開始前は入らない。見込みは{target}末まで: {shown.forecast_method}")


def _table(line: KpiLine) -> Table:
    """A KPI's goal and what was reached, year by year, and where it leads."""
    name = f"{escape(line.name)}（{escape(line.unit)}）"
    table = Table("", title=name, title_justify="left")
    for header in ("目標", "実績", "差", "率"):
        table.add_column(header, justify="right")
    table.add_row("事業開始前", "", _figure(line.baseline))
    for year in line.years:
        reached = NOT_ENTERED if line.is_missing(year) else _figure(year.actual)
        table.add_row(year.label, _figure(year.planned), reached, _figure(year.gap))
    table.add_section()
    rate = "–" if line.rate is None else f"{line.rate}%"
    table.add_row("累計", _figure(line.planned), _figure(line.actual), _figure(line.gap), rate)
    forecast = _figure(line.forecast), _figure(line.forecast_gap)
    table.add_row("見込み", _figure(line.planned), *forecast)
    return table


def _share(line: ShareLine) -> str:
    years = "  ".join(
        f"{year.label} {'–' if year.percent is None else year.percent + '%'}"
        f"（{_figure(year.of)} ÷ {_figure(year.to)}、目標 {_figure(year.planned)}%）"
        for year in line.years
    )
    return f"{line.name}  {years}"


def _figure(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"
