"""``tsunagu erase``: what has been kept long enough, and its disposal by two persons."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from pydantic import BaseModel

from services.command.acting import actor_of
from services.command.choices import choices
from services.command.handed_in import text_from
from services.command.municipality import municipality_for
from services.command.opening import conference_opened
from services.command.options import Agency, AsJson, Municipality, Worker
from services.command.rooms import group
from services.command.screen import answer_json, tell
from services.conference.application.erasure.shapes import ErasureShown
from services.conference.domain.erasure import GROUND_LABELS, REJECTION_LABELS, Status
from services.conference.domain.hold import HOLD_LABELS
from shared.use_case import read_request

app = group("保存期間の過ぎた記録を、2人の確認で消去する。")

STATUS_LABELS: dict[Status, str] = {
    "proposed": "提案（承認待ち）",
    "rejected": "不承認",
    "approved": "承認（鍵を消去中）",
    "stopped": "中止（支援が再開された）",
    "completed": "完了",
}

AsAuditor = Annotated[bool, typer.Option("--auditor", help="監査担当として行う")]
Person = Annotated[str | None, typer.Option("--person", metavar="番号", help="対象者の番号")]
Case = Annotated[
    str | None, typer.Option("--case", metavar="番号", help="ケースの番号（入っている全員）")
]
Erasure = Annotated[str, typer.Argument(metavar="番号", help="廃棄の提案の番号")]
OneErasure = Annotated[
    str | None, typer.Argument(metavar="番号", help="廃棄の提案の番号（1件だけ示す）")
]
Hold = Annotated[str, typer.Argument(metavar="番号", help="消去の停止の番号")]
Ground = Annotated[
    str, typer.Option("--ground", metavar="符号", help="理由の種類: " + choices(GROUND_LABELS))
]
Kind = Annotated[
    str, typer.Option("--kind", metavar="符号", help="何のためか: " + choices(HOLD_LABELS))
]
Rejection = Annotated[
    str, typer.Option("--reason", metavar="符号", help="理由: " + choices(REJECTION_LABELS))
]
ReasonFile = typer.Option(
    "--reason-file",
    metavar="ファイル",
    help="理由を書いたファイル（- で標準入力。封をして保存する）",
)
Until = Annotated[
    str | None, typer.Option("--until", metavar="年-月-日", help="いつまで（なければ解くまで）")
]
After = Annotated[str | None, typer.Option("--after", metavar="番号", help="この対象者の次から")]
Overdue = Annotated[bool, typer.Option("--overdue", help="証明の遅れているものだけ")]


@app.callback()
def who(
    context: typer.Context,
    *,
    worker: Worker = "",
    agency: Agency = "",
    auditor: AsAuditor = False,
) -> None:
    """保存期間の過ぎた記録を、2人の確認で消去する。"""
    context.obj = ("auditor" if auditor else "secretariat", agency, worker)


@app.command("due")
def due(
    context: typer.Context,
    *,
    municipality: Municipality = None,
    after: After = None,
    as_json: AsJson = False,
) -> None:
    """保存期間の過ぎた人と、消去を止めているもの。"""
    asked = {"municipality": municipality_for(municipality), "after": after}
    found = _call("retention.due", context, asked)
    if _answered_as_json(found, as_json=as_json):
        return
    for line in found.lines:
        stopped = "  停止中" if line.holds or line.access_pending else ""
        proposed = "  提案済み" if line.proposed else ""
        tell(f"{line.person_id}  保存期間 {line.kept_until} まで{stopped}{proposed}")
    if not found.lines:
        tell("保存期間の過ぎた記録はありません。")
    if found.next_after:
        tell(f"続きは --after {found.next_after}")


@app.command("propose")
def propose(
    context: typer.Context,
    *,
    person: Person = None,
    case: Case = None,
    municipality: Municipality = None,
    ground: Ground = "retention_expired",
    reason: Annotated[str | None, ReasonFile] = None,
    as_json: AsJson = False,
) -> None:
    """廃棄を提案する（1人、またはケースの全員）。"""
    asked = {
        "municipality": municipality_for(municipality),
        "person_id": person,
        "case_id": case,
        "ground": ground,
        "reason": text_from(reason, "--reason-file") if reason else None,
    }
    found = _call("erasures.propose", context, asked)
    if _answered_as_json(found, as_json=as_json):
        return
    for erasure_id in found.erasure_ids:
        tell(f"提案しました: {erasure_id}  別の担当者の承認を待ちます。")


@app.command("approve")
def approve(context: typer.Context, erasure: Erasure, *, as_json: AsJson = False) -> None:
    """ほかの人の提案を承認する。元に戻せない。"""
    _call("erasures.approve", context, {"erasure_id": erasure})
    if as_json:
        answer_json({"erasure_id": erasure, "status": "approved"})
    else:
        tell("承認しました。各サービスが鍵を消去します。`tsunagu erase show` で確かめてください。")


@app.command("reject")
def reject(
    context: typer.Context, erasure: Erasure, *, reason: Rejection, as_json: AsJson = False
) -> None:
    """提案を承認しない。記録は残る。"""
    _call("erasures.reject", context, {"erasure_id": erasure, "reason": reason})
    if as_json:
        answer_json({"erasure_id": erasure, "status": "rejected"})
    else:
        tell("不承認にしました。記録は残ります。")


@app.command("hold")
def hold(
    context: typer.Context,
    *,
    kind: Kind,
    reason: Annotated[str, ReasonFile],
    person: Person = None,
    case: Case = None,
    until: Until = None,
    municipality: Municipality = None,
    as_json: AsJson = False,
) -> None:
    """開示請求・訴訟・監査などの間、消去を止める（1人、またはケースの全員）。"""
    asked = {
        "municipality": municipality_for(municipality),
        "person_id": person,
        "case_id": case,
        "kind": kind,
        "reason": text_from(reason, "--reason-file"),
        "until": until,
    }
    hold_id = _call("holds.place", context, asked)
    if as_json:
        answer_json({"hold_id": str(hold_id)})
    else:
        tell(f"停止しました: {hold_id}")


@app.command("lift")
def lift(context: typer.Context, hold: Hold, *, as_json: AsJson = False) -> None:
    """消去の停止を解く。"""
    _call("holds.lift", context, {"hold_id": hold})
    if as_json:
        answer_json({"hold_id": hold, "lifted": True})
    else:
        tell("停止を解きました。")


@app.command("show")
def show(
    context: typer.Context,
    erasure: OneErasure = None,
    *,
    municipality: Municipality = None,
    overdue: Overdue = False,
    as_json: AsJson = False,
) -> None:
    """消去の段階と、各サービスの証明。"""
    if erasure is not None:
        found = _call("erasures.show", context, {"erasure_id": erasure})
        lines = (found,)
    else:
        asked = {"municipality": municipality_for(municipality), "overdue_only": overdue}
        found = _call("erasures.list", context, asked)
        lines = found.lines
    if _answered_as_json(found, as_json=as_json):
        return
    for line in lines:
        _tell_erasure(line)
    if not lines:
        tell("該当する消去はありません。")


def _tell_erasure(line: ErasureShown) -> None:
    tell(f"{line.erasure_id}  {STATUS_LABELS[line.status]}  {GROUND_LABELS[line.ground]}")
    for proof in line.proofs:
        keys = len(proof.key_ids)
        tell(f"  {proof.service:<11} 鍵 {keys} 本を消去・読取不能を確認 {proof.destroyed_at}")
    if line.missing:
        late = "（期限超過）" if line.overdue else ""
        tell(f"  証明待ち{late}: {'・'.join(line.missing)}")


def _answered_as_json(found: BaseModel, *, as_json: bool) -> bool:
    if as_json:
        answer_json(found.model_dump(mode="json"))
    return as_json


def _call(use_case: str, context: typer.Context, asked: dict[str, Any]) -> Any:  # noqa: ANN401 - any answer
    """Call a use case of conference by its name, as whom the group was told."""
    role, agency, worker = context.obj
    actor = actor_of(role, agency, worker, "disposal")
    with conference_opened() as conference:
        described, call = conference.application.use_cases()[use_case]
        return call(actor, read_request(described.request, asked))
