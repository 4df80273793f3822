"""``tsunagu returns publish`` and ``published``: returns as everybody may read them."""

from __future__ import annotations

from typing import Annotated

import typer

from services.command.acting import actor_of
from services.command.options import Agency, As, AsJson, Municipality, Worker
from services.command.returns_asking import (
    PURPOSE,
    Csv,
    Protect,
    Span,
    Template,
    Xlsx,
    label_of,
    recorded_stats,
    which,
)
from services.command.returns_screen import hand_out, show, warn
from services.command.screen import answer_json, tell
from services.stats.application.returns import PublishReturn, ShowEdition
from shared.use_case import read_request

Number = Annotated[
    int | None,
    typer.Option("--version", metavar="版", help="どの版を公表するか（なければ最新の版）"),
]
Edition = Annotated[
    int | None, typer.Option("--edition", metavar="回", help="何回目の公表か（なければ最新）")
]


def publish_return(  # noqa: PLR0913 - what goes on record is said in full
    *,
    template: Template = "basic",
    period: Span,
    number: Number = None,
    protect: Protect = "suppressed-10",
    municipality: Municipality = None,
    role: As,
    agency: Agency,
    worker: Worker,
    as_json: AsJson = False,
) -> None:
    """発行した版を、小さな数を秘匿して公表する形にする。前に公表したものとの差からも守る。"""
    told = {**which(template, period, municipality), "version": number, "protection": protect}
    asked = read_request(PublishReturn, told)
    actor = actor_of(role, agency, worker, PURPOSE)
    with recorded_stats() as stats:
        published = stats.application.publications.publish(actor, asked)
    if as_json:
        answer_json(published.model_dump(mode="json"))
        return
    done = "公表用にしました" if published.changed else "同じ決まりで公表済みです"
    tell(
        f"{label_of(asked)}  第{published.version}版  {done}"
        f"（{published.edition} 回目、{published.protection}）"
    )
    warn(published.warnings)


def show_published(
    *,
    template: Template = "basic",
    period: Span,
    edition: Edition = None,
    municipality: Municipality = None,
    role: As = "statistician",
    as_json: AsJson = False,
    csv: Csv = None,
    xlsx: Xlsx = None,
) -> None:
    """公表したときのままの内容。"""
    told = {**which(template, period, municipality), "edition": edition}
    asked = read_request(ShowEdition, told)
    actor = actor_of(role, "own", "command", PURPOSE)
    with recorded_stats() as stats:
        shown = stats.application.publications.edition(actor, asked)
    written = hand_out(shown.document, csv, xlsx)
    if as_json:
        answer_json(shown.model_dump(mode="json"))
    elif not written:
        show(shown.document)
