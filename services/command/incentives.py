"""``tsunagu incentives``: issued statements of 手当, on the screen and on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from services.command.acting import actor_of
from services.command.municipality import municipality_for
from services.command.opening import placement_opened
from services.command.options import Agency, As, AsJson, Municipality, Worker
from services.command.rooms import group
from services.command.screen import answer_json, tell
from services.placement.application.incentives import (
    ListStatements,
    ShowStatement,
    StatementInList,
    StatementShown,
)
from services.placement.application.incentives.paper import write_statement
from services.placement.domain.incentive import month_in_words
from shared.use_case import read_request

PURPOSE = "employment_support"
"""利用目的 under which 手当 are paid."""

app = group("手当: 発行した明細を見る、Excel に書き出す。")

Number = Annotated[UUID, typer.Argument(metavar="番号", help="明細の番号（list で一覧）")]
Xlsx = Annotated[
    Path | None, typer.Option("--xlsx", metavar="ファイル", help="書き出すファイル（.xlsx）")
]
InMonth = Annotated[str | None, typer.Option("--month", metavar="年-月", help="例: 2021-09")]

_PAYEES = {"person": "利用者", "employer": "事業者"}


@app.command("statement")
def show_statement(
    number: Number,
    *,
    xlsx: Xlsx = None,
    role: As,
    agency: Agency,
    worker: Worker,
    as_json: AsJson = False,
) -> None:
    """明細を見る。--xlsx で、印刷して綴じる形に書き出す。氏名も、ケースの情報も出ない。"""
    actor = actor_of(role, agency, worker, PURPOSE)
    asked = ShowStatement(statement_id=number)
    with placement_opened() as placement:
        shown = placement.application.incentives.statement(actor, asked)
    if xlsx is not None:
        write_statement(xlsx, shown)
    if as_json:
        answer_json(shown.model_dump(mode="json"))
    elif xlsx is not None:
        tell(f"書き出しました: {xlsx}")
    else:
        _show(shown)


@app.command("list")
def list_statements(
    *,
    municipality: Municipality = None,
    month: InMonth = None,
    role: As,
    agency: Agency,
    worker: Worker,
    as_json: AsJson = False,
) -> None:
    """発行した明細の一覧。"""
    actor = actor_of(role, agency, worker, PURPOSE)
    told = {"municipality": municipality_for(municipality), "month": month}
    with placement_opened() as placement:
        asked = read_request(ListStatements, told)
        found = placement.application.incentives.list_statements(actor, asked)
    if as_json:
        answer_json([one.model_dump(mode="json") for one in found])
        return
    for one in found:
        tell(_listed(one))


def _listed(one: StatementInList) -> str:
    corrected = f"  差額 {one.entries - 1} 回" if one.corrected_on else ""
    payee, month = _PAYEES[one.payee], month_in_words(one.month)
    return f"{one.statement_id}  {month}分  {payee}  {one.total:,} 円{corrected}"


def _show(shown: StatementShown) -> None:
    tell(f"{month_in_words(shown.month)}分  {_PAYEES[shown.payee]}  計 {shown.total:,} 円")
    for entry in shown.entries:
        what = "明細" if entry.number == 1 else f"差額 {entry.number - 1} 回目"
        tell(f"{what}  {entry.on.isoformat()} 発行  {entry.total:,} 円")
        for line in entry.lines:
            day = f"  {line.on.isoformat()}" if line.on else ""
            tell(f"  {line.number}{day}  {line.name}  {line.days} 日  {line.amount:,} 円")
