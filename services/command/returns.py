"""報告: the prefecture's figures, to look at or for a machine."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from contextlib import closing
from typing import Annotated, Any

import typer
from rich.table import Table

from services.command.arrival import wait_for_everything, wait_for_service
from services.command.embedded.system import prepare, using
from services.command.instant import instant
from services.command.municipality import municipality_for
from services.command.options import AsJson, Municipality
from services.command.screen import answer_json, out, say, tell, tell_styled
from services.stats.app import build as build_stats
from services.stats.application import StatsApplication
from shared.calendar import parse_date, system_clock
from shared.refusal import Refusal
from shared.settings import (
    Settings,
    from_environment,
    home_from_environment,
    is_configured_by_environment,
)

Template = Annotated[
    str, typer.Option("--template", metavar="番号", help="様式の番号（--list で一覧）")
]
From = Annotated[str | None, typer.Option("--from", metavar="年-月-日", help="期間の初日（含む）")]
To = Annotated[str | None, typer.Option("--to", metavar="年-月-日", help="期間の末日（含む）")]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="日時", help="この時点までに記録されたもので数える"),
]
List = Annotated[bool, typer.Option("--list", help="様式の一覧")]


def make_return(
    *,
    template: Template = "basic",
    first: From = None,
    last: To = None,
    as_of: AsOf = None,
    municipality: Municipality = None,
    as_json: AsJson = False,
    list_templates: List = False,
) -> None:
    """県への報告を作る。受け付けた記録がすべて届いてから数える。"""
    if list_templates:
        _list_templates(as_json=as_json)
        return
    if first is None or last is None:
        raise Refusal(
            "period-missing",
            "報告の期間が指定されていません。",
            "--from と --to に、期間の初日と末日を指定してください。",
        )
    period = parse_date(first), parse_date(last)
    known_at = instant(as_of) if as_of else None
    with closing(build_stats(_arrived_stats_settings(), system_clock)) as stats:
        made = stats.application.compute_return(
            template, municipality_for(municipality), *period, known_at or system_clock()
        )
    document = made.document()
    if as_json:
        answer_json(document)
    else:
        show(document)


def _arrived_stats_settings() -> Settings:
    """Settings of a stats service in which everything accepted so far has arrived."""
    if is_configured_by_environment():
        settings = from_environment("stats")
        asyncio.run(wait_for_service(settings))
        return settings
    home = home_from_environment()
    prepare(home)
    with using(home, say) as ports:
        wait_for_everything(home, ports)
    return home.settings("stats")


def _list_templates(*, as_json: bool) -> None:
    templates = [{"id": one.id, "title": one.title} for one in StatsApplication.templates()]
    if as_json:
        answer_json({"templates": templates})
        return
    for one in templates:
        tell(f"{one['id']:<20} {one['title']}")


def show(document: Mapping[str, object]) -> None:
    """Print a return as tables."""
    tell_styled(f"\n[bold]{document['title']}[/]  {document['from']} 〜 {document['to']}")
    tables = document["tables"]
    if not isinstance(tables, list):
        return
    for one in tables:
        if one["dimensions"]:
            out.print(_table(one))
        else:
            tell_styled(f"{one['name']}: [bold]{_figure(one['cells'][0])}[/]")


def _table(one: Mapping[str, Any]) -> Table:
    """A table with its total; cells of 0 are left out on the screen only."""
    dimensions = one["dimensions"]
    table = Table(title=one["name"], title_justify="left")
    for dimension in dimensions:
        table.add_column(dimension)
    table.add_column("件数", justify="right")
    for cell in one["cells"]:
        if cell["value"]:
            table.add_row(*(str(cell[dimension]) for dimension in dimensions), _figure(cell))
    table.add_row(*["計"] * len(dimensions), f"{one['total']:,}", style="bold")
    return table


def _figure(cell: Mapping[str, object]) -> str:
    value = cell["value"]
    return f"{value:,}" if isinstance(value, int) else str(cell.get("note", ""))
