"""``tsunagu erase``: what has been kept long enough, and its disposal by two persons."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from pydantic import BaseModel

from services.command.embedded.system import prepare
from services.command.municipality import municipality_for
from services.command.screen import answer_json, out
from services.conference.app import Conference
from services.conference.app import build as build_conference
from services.conference.application.erasure.shapes import ErasureShown
from services.conference.domain.erasure import GROUND_LABELS
from services.conference.domain.hold import HOLD_LABELS
from shared.calendar import system_clock
from shared.identity import Actor
from shared.refusal import InvalidInput
from shared.settings import (
    home_from_environment,
    is_configured_by_environment,
    settings_of_store,
)
from shared.use_case import read_request

app = typer.Typer(
    help="保存期間の過ぎた記録を、2人の確認で消去する。", no_args_is_help=True, add_completion=False
)

AsJson = Annotated[bool, typer.Option("--json", help="JSON で答える")]
Municipality = Annotated[str | None, typer.Option("--municipality", help="全国地方公共団体コード")]
Worker = Annotated[str, typer.Option("--worker", envvar="TSUNAGU_WORKER", help="職員の番号")]
Agency = Annotated[str, typer.Option("--agency", envvar="TSUNAGU_AGENCY", help="職員の機関の番号")]
AsAuditor = Annotated[bool, typer.Option("--auditor", help="監査担当として行う")]
Person = Annotated[str | None, typer.Option("--person", help="対象者の番号")]
Case = Annotated[str | None, typer.Option("--case", help="ケースの番号（入っている全員）")]
Erasure = Annotated[str, typer.Argument(metavar="番号", help="廃棄の提案の番号")]
Hold = Annotated[str, typer.Argument(metavar="番号", help="消去の停止の番号")]
Reason = Annotated[str | None, typer.Option("--reason", help="理由（封をして保存する）")]

STATUS_LABELS = {
    "proposed": "提案（承認待ち）",
    "rejected": "不承認",
    "approved": "承認（鍵を消去中）",
    "stopped": "中止（支援が再開された）",
    "completed": "完了",
}


@app.callback()
def who(
    context: typer.Context,
    *,
    worker: Worker = "",
    agency: Agency = "",
    auditor: AsAuditor = False,
) -> None:
    """保存期間の過ぎた記録を、2人の確認で消去する。"""
    role = "auditor" if auditor else "secretariat"
    context.obj = {"person": worker, "agency": agency, "role": role}


@app.command("due")
def due(
    context: typer.Context,
    *,
    municipality: Municipality = None,
    after: Annotated[str | None, typer.Option("--after", help="この対象者の次から")] = None,
    as_json: AsJson = False,
) -> None:
    """保存期間の過ぎた人と、消去を止めているもの。"""
    asked = {"municipality": _own(municipality), "after": after}
    found = _call("retention.due", _actor(context), asked)
    if _as_json(found, as_json=as_json):
        return
    for line in found.lines:
        stopped = "  停止中" if line.holds or line.access_pending else ""
        proposed = "  提案済み" if line.proposed else ""
        out.print(f"{line.person_id}  保存期間 {line.kept_until} まで{stopped}{proposed}")
    if not found.lines:
        out.print("保存期間の過ぎた記録はありません。")
    if found.next_after:
        out.print(f"続きは --after {found.next_after}")


@app.command("propose")
def propose(
    context: typer.Context,
    *,
    person: Person = None,
    case: Case = None,
    municipality: Municipality = None,
    ground: Annotated[
        str, typer.Option("--ground", help="・".join(GROUND_LABELS))
    ] = "retention_expired",
    reason: Reason = None,
    as_json: AsJson = False,
) -> None:
    """廃棄を提案する（1人、またはケースの全員）。"""
    asked = {
        "municipality": _own(municipality),
        "person_id": person,
        "case_id": case,
        "ground": ground,
        "reason": reason,
    }
    found = _call("erasures.propose", _actor(context), asked)
    if _as_json(found, as_json=as_json):
        return
    for erasure_id in found.erasure_ids:
        out.print(f"提案しました: {erasure_id}  別の担当者の承認を待ちます。")


@app.command("approve")
def approve(context: typer.Context, erasure: Erasure) -> None:
    """ほかの人の提案を承認する。元に戻せない。"""
    _call("erasures.approve", _actor(context), {"erasure_id": erasure})
    out.print("承認しました。各サービスが鍵を消去します。`tsunagu erase show` で確かめてください。")


@app.command("reject")
def reject(
    context: typer.Context,
    erasure: Erasure,
    *,
    reason: Annotated[
        str, typer.Option("--reason", help="still_needed・wrong_person・to_archive・other")
    ],
) -> None:
    """提案を承認しない。記録は残る。"""
    asked = {"erasure_id": erasure, "reason": reason}
    _call("erasures.reject", _actor(context), asked)
    out.print("不承認にしました。記録は残ります。")


@app.command("hold")
def hold(
    context: typer.Context,
    *,
    kind: Annotated[str, typer.Option("--kind", help="・".join(HOLD_LABELS))],
    reason: Annotated[str, typer.Option("--reason", help="理由（封をして保存する）")],
    person: Person = None,
    case: Case = None,
    until: Annotated[str | None, typer.Option("--until", help="いつまで（年-月-日）")] = None,
    municipality: Municipality = None,
) -> None:
    """開示請求・訴訟・監査などの間、消去を止める。"""
    asked = {
        "municipality": _own(municipality),
        "person_id": person,
        "case_id": case,
        "kind": kind,
        "reason": reason,
        "until": until,
    }
    out.print(f"停止しました: {_call('holds.place', _actor(context), asked)}")


@app.command("lift")
def lift(context: typer.Context, hold: Hold) -> None:
    """消去の停止を解く。"""
    _call("holds.lift", _actor(context), {"hold_id": hold})
    out.print("停止を解きました。")


@app.command("show")
def show(
    context: typer.Context,
    erasure: Annotated[str | None, typer.Argument(metavar="[番号]", help="1件だけ")] = None,
    *,
    municipality: Municipality = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="証明の遅れているものだけ")] = False,
    as_json: AsJson = False,
) -> None:
    """消去の段階と、各サービスの証明。"""
    actor = _actor(context)
    if erasure is not None:
        found = _call("erasures.show", actor, {"erasure_id": erasure})
        lines = (found,)
    else:
        asked = {"municipality": _own(municipality), "overdue_only": overdue}
        found = _call("erasures.list", actor, asked)
        lines = found.lines
    if _as_json(found, as_json=as_json):
        return
    for line in lines:
        _tell(line)
    if not lines:
        out.print("該当する消去はありません。")


def _tell(line: ErasureShown) -> None:
    out.print(f"{line.erasure_id}  {STATUS_LABELS[line.status]}  {GROUND_LABELS[line.ground]}")
    for proof in line.proofs:
        keys = len(proof.key_ids)
        out.print(f"  {proof.service:<11} 鍵 {keys} 本を消去・読取不能を確認 {proof.destroyed_at}")
    if line.missing:
        late = "（期限超過）" if line.overdue else ""
        out.print(f"  証明待ち{late}: {'・'.join(line.missing)}")


def _actor(context: typer.Context) -> Actor:
    """Who decides at the command line: whoever may read the service's files, as they say they are.

    Raises:
        InvalidInput: ``worker-malformed``.
    """
    try:
        return Actor(**context.obj, purpose="disposal")
    except ValueError:
        raise InvalidInput(
            "--worker・--agency",
            "worker-malformed",
            "職員または機関の番号がないか、形が正しくありません。",
            "氏名ではなく、英数字の番号を指定してください。",
        ) from None


def _own(municipality: str | None) -> str:
    return municipality_for(home_from_environment(), municipality)


def _as_json(found: BaseModel, *, as_json: bool) -> bool:
    if as_json:
        answer_json(found.model_dump(mode="json"))
    return as_json


@contextmanager
def _conference() -> Iterator[Conference]:
    if not is_configured_by_environment():
        prepare(home_from_environment())
    conference = build_conference(settings_of_store("conference"), system_clock)
    try:
        yield conference
    finally:
        conference.close()


def _call(use_case: str, actor: Actor, asked: dict[str, Any]) -> Any:  # noqa: ANN401 - any answer
    """Call a use case of conference by its name."""
    with _conference() as conference:
        described, call = conference.application.use_cases()[use_case]
        bound: Callable[[Actor, Any], Any] = call
        return bound(actor, read_request(described.request, asked))
