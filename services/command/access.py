"""``tsunagu access``: gathering what every service holds about a person, and answering them.

On one machine the services of a folder are opened one after the other. On separate machines each
service writes a private file (mode 0600), and conference takes the files in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from services.command.access_parts import (
    everything_in,
    gathered,
    other_service,
    read_part,
    write_list_privately,
    write_privately,
)
from services.command.embedded.system import prepare
from services.command.municipality import municipality_for
from services.command.screen import answer_json, out
from services.conference.app import Conference
from services.conference.app import build as build_conference
from services.conference.application.access.shapes import (
    AccessesOf,
    AccessLine,
    CollectAccess,
    DeliverAccess,
    OfAccess,
)
from services.conference.domain.access_request import ACCESS_REQUEST, existing
from services.intake.ledger.private_file import written_privately
from shared.calendar import system_clock
from shared.identity import Actor
from shared.personal_records import (
    EverythingAbout,
    RecordsFile,
)
from shared.settings import (
    home_from_environment,
    is_configured_by_environment,
    settings_of_store,
)

app = typer.Typer(
    help="開示請求: 本人の全情報を集め、審査し、渡す。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)

AccessId = Annotated[UUID, typer.Argument(metavar="請求の番号", help="開示請求の番号")]
Person = Annotated[UUID, typer.Option("--person", help="対象の人の番号")]
Cases = Annotated[list[UUID] | None, typer.Option("--case", help="その人のケースの番号")]
Service = Annotated[str, typer.Option("--service", help="intake・placement")]
Target = Annotated[Path, typer.Argument(metavar="ファイル", help="書き出す先（本人だけが読める）")]
Files = Annotated[list[Path] | None, typer.Argument(metavar="ファイル", help="書き出したファイル")]
Worker = Annotated[str, typer.Option("--worker", envvar="TSUNAGU_WORKER", help="職員の番号")]
Agency = Annotated[str, typer.Option("--agency", envvar="TSUNAGU_AGENCY", help="職員の機関の番号")]
Municipality = Annotated[str | None, typer.Option("--municipality", help="全国地方公共団体コード")]
AsJson = Annotated[bool, typer.Option("--json", help="JSON で答える")]

_REQUESTERS = {
    "self": "本人",
    "minor_representative": "法定代理人（未成年）",
    "adult_guardian": "法定代理人（成年後見）",
    "voluntary_agent": "任意代理人",
    "other": "その他",
}
_STANDINGS = {
    "open": "審査中",
    "correcting": "補正待ち",
    "decided": "決定済み",
    "delivered": "実施済み",
}


@app.command("export-part")
def export_part(
    target: Target,
    *,
    service: Service,
    person: Person,
    cases: Cases = None,
    worker: Worker,
    agency: Agency,
) -> None:
    """あるサービスが持つ、その人の全情報を書き出す（取扱注意: 個人情報を含む）。"""
    asked = EverythingAbout(person_id=person, case_ids=tuple(cases or ()))
    named = other_service(service)
    records = everything_in(named, _secretary(worker, agency), asked)
    write_privately(target, RecordsFile(person_id=person, service=named, records=records))
    out.print(f"{len(records):,} 件を書き出しました: {target}（取扱注意）")


@app.command("collect")
def collect(access_id: AccessId, files: Files = None, *, worker: Worker, agency: Agency) -> None:
    """記録を集める。ファイルがなければ、このフォルダーのサービスを順に開く。"""
    actor = _secretary(worker, agency)
    with _conference() as conference:
        person_id = _person_of(conference, access_id)
        parts = [read_part(path) for path in files or ()] or list(gathered(actor, person_id))
        for part in parts:
            request = CollectAccess(
                access_id=access_id,
                person_id=part.person_id,
                service=part.service,
                records=part.records,
            )
            conference.application.access_review.collect(actor, request)
            out.print(f"{part.service}: {len(part.records):,} 件")
        conference.application.access_review.collect_own(actor, OfAccess(access_id=access_id))
        shown = conference.application.access_lists.show(actor, OfAccess(access_id=access_id))
    out.print(f"集めた記録 {shown.collected:,} 件、うち審査が要るもの {shown.to_be_decided:,} 件。")
    if shown.missing_services:
        out.print(f"まだ集めていないサービス: {'、'.join(shown.missing_services)}")


@app.command("review")
def review(access_id: AccessId, target: Target, *, worker: Worker, agency: Agency) -> None:
    """集めた記録を、審査のために書き出す（取扱注意。読んだことが記録される）。"""
    with _conference() as conference:
        found = conference.application.access_review.review(
            _secretary(worker, agency), OfAccess(access_id=access_id)
        )
    write_list_privately(target, [one.model_dump(mode="json") for one in found])
    out.print(f"{len(found):,} 件を書き出しました: {target}（取扱注意）")


@app.command("hand-over")
def hand_over(access_id: AccessId, target: Target, *, worker: Worker, agency: Agency) -> None:
    """決定した答えを、請求者に渡すために書き出す（渡したことが記録される）。"""
    actor = _secretary(worker, agency)
    with _conference() as conference, written_privately(target) as temporary:
        answers = conference.application.access_answers
        answer = answers.deliver(actor, DeliverAccess(access_id=access_id, how="electronic"))
        temporary.write_text(answer.model_dump_json(indent=2) + "\n", encoding="utf-8")
    out.print(f"{len(answer.records):,} 件を書き出しました: {target}（取扱注意）")


@app.command("list")
def list_requests(
    *,
    municipality: Municipality = None,
    worker: Worker,
    agency: Agency,
    as_json: AsJson = False,
) -> None:
    """開示請求の一覧。期限の近い順に、残りの日数とともに示す。"""
    _show_lines("list_all", municipality, worker, agency, as_json=as_json)


@app.command("overdue")
def list_overdue(
    *,
    municipality: Municipality = None,
    worker: Worker,
    agency: Agency,
    as_json: AsJson = False,
) -> None:
    """期限を過ぎて、まだ決定していない開示請求。"""
    _show_lines("list_overdue", municipality, worker, agency, as_json=as_json)


@contextmanager
def _conference() -> Iterator[Conference]:
    if not is_configured_by_environment():
        prepare(home_from_environment())
    conference = build_conference(settings_of_store("conference"), system_clock)
    try:
        yield conference
    finally:
        conference.close()


def _person_of(conference: Conference, access_id: UUID) -> UUID:
    return existing(conference.store.load(ACCESS_REQUEST, access_id).state).requesting.person_id


def _secretary(worker: str, agency: str) -> Actor:
    return Actor(person=worker, agency=agency, role="secretariat", purpose="access-request")


def _show_lines(
    which: str, municipality: str | None, worker: str, agency: str, *, as_json: bool
) -> None:
    code = municipality_for(home_from_environment(), municipality)
    with _conference() as conference:
        lists = conference.application.access_lists
        asked = {"list_all": lists.list_all, "list_overdue": lists.list_overdue}[which]
        found = asked(_secretary(worker, agency), AccessesOf(municipality=code))
    if as_json:
        answer_json([one.model_dump(mode="json") for one in found])
        return
    for one in found:
        out.print(_said(one))
    if not found:
        out.print("ありません。")


def _said(line: AccessLine) -> str:
    left = "" if line.days_left is None else f"  残り {line.days_left} 日"
    due = f"  期限 {line.due_on}" if line.due_on else ""
    requester, standing = _REQUESTERS[line.requester], _STANDINGS[line.standing]
    return f"{line.access_id}  {requester}  受付 {line.received_on}{due}  {standing}{left}"
