"""``tsunagu return``: the prefecture's figures, to look at, for a machine, for Excel."""

from __future__ import annotations

from typing import Annotated

import typer

from services.command.acting import actor_of
from services.command.municipality import municipality_for
from services.command.options import AsJson, Municipality
from services.command.returns_asking import (
    PURPOSE,
    AsOf,
    Csv,
    From,
    Protect,
    Reader,
    Template,
    To,
    Within,
    Xlsx,
    arrived_stats,
    known_at,
    period_of,
)
from services.command.returns_screen import hand_out, show, warn
from services.command.screen import answer_json, counting, tell
from services.stats.application import StatsApplication
from services.stats.application.returns import Document, LookAtReturn, PreviewReturn
from services.stats.application.returns.workbook import Cover
from services.stats.domain.prefecture_return import TRUE_COUNTS
from services.stats.templates import template_by_id
from shared.identity import Actor
from shared.use_case import read_request

List = Annotated[bool, typer.Option("--list", help="様式の一覧")]


def make_return(  # noqa: PLR0913 - every way to name a period is an option
    *,
    template: Template = "basic",
    period: Within = None,
    first: From = None,
    last: To = None,
    as_of: AsOf = None,
    municipality: Municipality = None,
    role: Reader = "statistician",
    protect: Protect = TRUE_COUNTS,
    as_json: AsJson = False,
    csv: Csv = None,
    xlsx: Xlsx = None,
    list_templates: List = False,
) -> None:
    """県への報告を作る。受け付けた記録がすべて届いてから数える。

    出るのは実数で、取扱注意。--protect で、公表するときの形を見る。何も記録しない。
    版として残すのは `tsunagu returns issue`、公表するのは `tsunagu returns publish`。
    """
    if list_templates:
        _list_templates(as_json=as_json)
        return
    span = period_of(period, first, last)
    actor = actor_of(role, "own", "command", PURPOSE)
    told = {
        "template": template,
        "municipality": municipality_for(municipality),
        "first": span.first,
        "last": span.last,
        "as_of": known_at(as_of),
    }
    if protect == TRUE_COUNTS:
        document = _true_counts(actor, read_request(LookAtReturn, told))
    else:
        document = _protected(actor, read_request(PreviewReturn, {**told, "protection": protect}))
    written = hand_out(document, csv, xlsx, Cover(warnings=document["warnings"]))
    if as_json:
        answer_json(document)
        return
    if not written:
        show(document)
    warn(document["warnings"])


def _true_counts(actor: Actor, asked: LookAtReturn) -> Document:
    tables = template_by_id(asked.template).tables
    with arrived_stats() as stats, counting("数えています", len(tables)) as counted:
        return stats.application.returns.watched_by(counted).look(actor, asked)


def _protected(actor: Actor, asked: PreviewReturn) -> Document:
    with arrived_stats() as stats:
        return stats.application.publications.preview(actor, asked)


def _list_templates(*, as_json: bool) -> None:
    templates = [{"id": one.id, "title": one.title} for one in StatsApplication.templates()]
    if as_json:
        answer_json({"templates": templates})
        return
    for one in templates:
        tell(f"{one['id']:<20} {one['title']}")
