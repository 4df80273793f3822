"""``tsunagu returns``: returns issued, closed, listed, shown, compared."""

from __future__ import annotations

from typing import Annotated

import typer

from services.command import completion
from services.command.acting import actor_of
from services.command.choices import choices
from services.command.municipality import municipality_for
from services.command.options import Agency, As, AsJson, Municipality, Worker
from services.command.returns_asking import (
    PURPOSE,
    AsOf,
    Csv,
    Span,
    Template,
    Xlsx,
    arrived_stats,
    known_at,
    label_of,
    recorded_stats,
    which,
)
from services.command.returns_published import publish_return, show_published
from services.command.returns_screen import hand_out, in_words, show, show_differences
from services.command.rooms import group
from services.command.screen import answer_json, counting, say, tell
from services.stats.application.returns import (
    CloseReturn,
    CompareReturns,
    IssueReturn,
    ListReturns,
    ReturnAnswer,
    ReturnInList,
    ReturnShown,
    ShowReturn,
)
from services.stats.application.returns.workbook import Cover
from services.stats.domain.prefecture_return import redefinition
from services.stats.domain.return_versions import REASONS
from services.stats.templates import template_by_id
from shared.calendar import format_wareki
from shared.use_case import read_request

app = group("報告の版: 発行する、締める、公表する、一覧、内容、版の比較。")
app.command("publish")(publish_return)
app.command("published")(show_published)

Because = Annotated[
    str | None,
    typer.Option("--reason", metavar="理由", help="締めた後の版の理由: " + choices(REASONS)),
]
Number = Annotated[
    int | None, typer.Option("--version", metavar="版", help="何版か（なければ最新の版）")
]
Before = Annotated[int, typer.Argument(metavar="前の版", help="比べる版の番号")]
After = Annotated[int, typer.Argument(metavar="後の版", help="比べる版の番号")]
OnlyTemplate = Annotated[
    str | None,
    typer.Option(
        "--template", metavar="番号", help="この様式だけ", autocompletion=completion.templates
    ),
]


@app.command("issue")
def issue_return(  # noqa: PLR0913 - what goes on record is said in full
    *,
    template: Template = "basic",
    period: Span,
    as_of: AsOf = None,
    reason: Because = None,
    municipality: Municipality = None,
    role: As,
    agency: Agency,
    worker: Worker,
    as_json: AsJson = False,
) -> None:
    """版として発行する。数が変わっていなければ、前の版のまま。

    締めた期間に遅れて届いた記録や訂正は、理由を付けて次の版になる。
    """
    asked = read_request(
        IssueReturn,
        which(template, period, municipality) | {"as_of": known_at(as_of), "reason": reason},
    )
    actor = actor_of(role, agency, worker, PURPOSE)
    tables = template_by_id(asked.template).tables
    with arrived_stats() as stats, counting("数えています", len(tables)) as counted:
        issued = stats.application.returns.watched_by(counted).issue(actor, asked)
    if as_json:
        answer_json(issued.model_dump(mode="json"))
        return
    done = "発行しました" if issued.changed else "数は変わっていません。前に発行した版のままです"
    tell(f"{label_of(asked)}  第{issued.version}版  {done}（{issued.digest[:12]}…）")
    if issued.changed:
        _tell_changes(issued)


@app.command("close")
def close_return(
    *,
    template: Template = "basic",
    period: Span,
    municipality: Municipality = None,
    role: As,
    agency: Agency,
    worker: Worker,
    as_json: AsJson = False,
) -> None:
    """最新の版を締める。末日が過ぎ、受け付けた記録がすべて届いているときだけ。"""
    asked = read_request(
        CloseReturn,
        which(template, period, municipality),
    )
    actor = actor_of(role, agency, worker, PURPOSE)
    tables = template_by_id(asked.template).tables
    with arrived_stats() as stats, counting("数えています", len(tables)) as counted:
        closed = stats.application.returns.watched_by(counted).close(actor, asked)
    if as_json:
        answer_json(closed.model_dump(mode="json"))
        return
    day = format_wareki(closed.closed_on) if closed.closed_on else ""
    done = "締めました" if closed.changed else "締めてあります"
    tell(f"{label_of(asked)}  第{closed.version}版  {done}（{day}）")


@app.command("list")
def list_returns(
    *,
    template: OnlyTemplate = None,
    municipality: Municipality = None,
    role: As = "statistician",
    as_json: AsJson = False,
) -> None:
    """発行した版の一覧。新しい期間から。"""
    told = {"municipality": municipality_for(municipality), "template": template}
    asked = read_request(ListReturns, told)
    actor = actor_of(role, "own", "command", PURPOSE)
    with recorded_stats() as stats:
        found = stats.application.issued_returns.list_returns(actor, asked)
    if as_json:
        answer_json([one.model_dump(mode="json") for one in found])
        return
    for one in found:
        tell(_listed(one))
    if not found:
        say("発行した報告は、まだありません。")


@app.command("show")
def show_return(
    *,
    template: Template = "basic",
    period: Span,
    number: Number = None,
    municipality: Municipality = None,
    role: As = "statistician",
    as_json: AsJson = False,
    csv: Csv = None,
    xlsx: Xlsx = None,
) -> None:
    """発行したときのままの内容。"""
    asked = read_request(
        ShowReturn,
        which(template, period, municipality) | {"version": number},
    )
    actor = actor_of(role, "own", "command", PURPOSE)
    with recorded_stats() as stats:
        shown = stats.application.issued_returns.show(actor, asked)
    written = hand_out(shown.document, csv, xlsx, _cover(shown))
    if as_json:
        answer_json(shown.model_dump(mode="json"))
    elif not written:
        show(shown.document)
        _tell_changes(shown)


@app.command("compare")
def compare_returns(
    before: Before,
    after: After,
    *,
    template: Template = "basic",
    period: Span,
    municipality: Municipality = None,
    role: As = "statistician",
    as_json: AsJson = False,
) -> None:
    """二つの版の違いを、セルごとに。"""
    asked = read_request(
        CompareReturns,
        which(template, period, municipality) | {"before": before, "after": after},
    )
    actor = actor_of(role, "own", "command", PURPOSE)
    with recorded_stats() as stats:
        found = stats.application.issued_returns.compare(actor, asked)
    if as_json:
        answer_json(found.model_dump(mode="json"))
        return
    tell(f"{found.template}  {found.period}  第{found.before}版 → 第{found.after}版")
    show_differences(found.differences, found.redefined)


def _tell_changes(issued: ReturnAnswer | ReturnShown) -> None:
    if issued.differences or issued.redefined:
        tell("前の版との違い:")
        show_differences(issued.differences, issued.redefined)


def _listed(one: ReturnInList) -> str:
    closed = f"  {format_wareki(one.closed_on)} 締め" if one.closed_on else ""
    reason = f"  理由: {REASONS[one.reason]}" if one.reason else ""
    changed = f"  違い {one.changed} か所" if one.changed else ""
    return (
        f"{one.period}  {one.template}  第{one.version}版"
        f"  {format_wareki(one.issued_on)} 発行{closed}{changed}{reason}"
    )


def _cover(shown: ReturnShown) -> Cover:
    return Cover(
        differences=[
            (one.table, in_words(one), one.before, one.after) for one in shown.differences
        ],
        definitions=[(one.table, redefinition(one)) for one in shown.redefined],
        reason=REASONS[shown.reason] if shown.reason else None,
        closed_on=format_wareki(shown.closed_on) if shown.closed_on else None,
    )
