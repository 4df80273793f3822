"""KPI sheets on the screen."""

from __future__ import annotations

from rich.markup import escape
from rich.table import Table

from services.command.screen import out, tell, tell_styled
from services.stats.application.kpi import KpiLine, KpiShown, ShareLine
from shared.calendar import FiscalYear
from shared.codes.municipality import municipality_name


def show_kpi(shown: KpiShown) -> None:
    """Print a sheet: two rows for each KPI, its goal and what was reached."""
    tell_styled(
        f"\n[bold red]{shown.handling}[/]  [bold]{escape(shown.title)}[/]"
        f"  {municipality_name(shown.municipality)}"
    )
    table = Table("指標", "", "事業開始前")
    for year in range(shown.first_year, shown.target_year + 1):
        table.add_column(FiscalYear(year).label, justify="right")
    for header in ("累計", "差", "率", "見込み", "見込みの差"):
        table.add_column(header, justify="right")
    for line in shown.kpis:
        _add(table, line)
    out.print(table)
    for share in shown.shares:
        tell(_share(share))
    for name, note in shown.notes:
        tell(f"  注: {name}  {note}")
    target = FiscalYear(shown.target_year).label
    tell(f"  累計に、事業開始前は入らない。見込みは{target}末まで: {shown.forecast_method}")


def _add(table: Table, line: KpiLine) -> None:
    goals = [_figure(year.planned) for year in line.years]
    reached = [_figure(year.actual) for year in line.years]
    name = f"{escape(line.name)}（{escape(line.unit)}）"
    table.add_row(name, "目標", _figure(line.baseline), *goals, _figure(line.planned))
    rate = "–" if line.rate is None else f"{line.rate}%"
    table.add_row(
        "",
        "実績",
        "",
        *reached,
        _figure(line.actual),
        _figure(line.gap),
        rate,
        _figure(line.forecast),
        _figure(line.forecast_gap),
        end_section=True,
    )


def _share(line: ShareLine) -> str:
    years = "  ".join(
        f"{year.label} {'–' if year.percent is None else year.percent + '%'}"
        f"（{_figure(year.of)} ÷ {_figure(year.to)}、目標 {_figure(year.planned)}%）"
        for year in line.years
    )
    return f"{line.name}  {years}"


def _figure(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"
