"""``tsunagu submit``: an issued return goes to the prefecture."""

from __future__ import annotations

from typing import Annotated

import typer

from services.command import completion
from services.command.acting import actor_of
from services.command.municipality import municipality_for
from services.command.opening import stats_opened
from services.command.options import Agency, As, AsJson, Municipality, Worker
from services.command.screen import answer_json, tell
from services.stats.application.submissions import SubmitReturn
from shared.calendar import format_wareki, parse_date
from shared.use_case import read_request

PURPOSE = "statistics"
"""利用目的 under which figures are reported."""

Template = Annotated[
    str,
    typer.Option(
        "--template", metavar="番号", help="様式の番号", autocompletion=completion.templates
    ),
]
From = Annotated[str, typer.Option("--from", metavar="年-月-日", help="期間の初日（含む）")]
To = Annotated[str, typer.Option("--to", metavar="年-月-日", help="期間の末日（含む）")]
Version = Annotated[
    int | None,
    typer.Option("--version", metavar="版", min=1, help="提出する版（なければ、最新の版）"),
]


def submit(  # noqa: PLR0913 - every option is one of the command's own words
    *,
    template: Template,
    first: From,
    last: To,
    version: Version = None,
    municipality: Municipality = None,
    role: As,
    agency: Agency,
    worker: Worker,
    as_json: AsJson = False,
) -> None:
    """発行した報告を、県に提出する。出ていくのは集計だけで、つながりしだい届く。"""
    actor = actor_of(role, agency, worker, PURPOSE)
    told = {
        "template": template,
        "municipality": municipality_for(municipality),
        "first": parse_date(first),
        "last": parse_date(last),
        "version": version,
    }
    with stats_opened() as stats:
        done = stats.application.submissions.submit(actor, read_request(SubmitReturn, told))
    if as_json:
        answer_json(done.model_dump(mode="json"))
        return
    period = f"{format_wareki(done.period_from)} 〜 {format_wareki(done.period_to)}"
    tell(f"{done.template}（{period}）の第 {done.version} 版を提出しました。")
    state = "県に届いています。" if done.handed_in else "県とつながりしだい、届きます。"
    tell(state)
