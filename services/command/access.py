"""``tsunagu access``: gathering what every service holds about a person, and answering them.

On one machine the services of a folder are opened one after the other. On separate machines each
service writes a private file (mode 0600), and conference takes the files in.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from services.command.access_parts import everything_in, gathered, other_service
from services.command.acting import actor_of
from services.command.municipality import municipality_for
from services.command.opening import conference_opened
from services.command.options import Agency, AsJson, Municipality, Worker
from services.command.private_files import read_private, write_private
from services.command.rooms import group
from services.command.screen import answer_json, say, tell
from services.conference.app import Conference
from services.conference.application.access.lists import AccessLists
from services.conference.application.access.replies import AccessLine
from services.conference.application.access.shapes import (
    AccessesOf,
    CollectAccess,
    DeliverAccess,
    OfAccess,
)
from services.conference.domain.access_request import ACCESS_REQUEST, existing
from shared.identity import Actor
from shared.personal_records import EverythingAbout, RecordsFile
from shared.private_file import written_privately

app = group("開示請求: 本人の全情報を集め、審査し、渡す。")

AccessId = Annotated[UUID, typer.Argument(metavar="請求の番号", help="開示請求の番号")]
Person = Annotated[UUID, typer.Option("--person", metavar="番号", help="対象の人の番号")]
Cases = Annotated[
    list[UUID] | None, typer.Option("--case", metavar="番号", help="その人のケースの番号")
]
Service = Annotated[
    str,
    typer.Option(
        "--service", metavar="サービス", help="intake（相談受付）か placement（つなぎ・就労）"
    ),
]
Target = Annotated[Path, typer.Argument(metavar="ファイル", help="書き出す先（本人だけが読める）")]
Files = Annotated[
    list[Path] | None,
    typer.Argument(metavar="ファイル", help="export-part で書き出したファイル"),
]

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

Listing = Callable[[AccessLists, Actor, AccessesOf], tuple[AccessLine, ...]]


@app.command("export-part")
def export_part(
    target: Target,
    *,
    service: Service,
    person: Person,
    cases: Cases = None,
    municipality: Municipality = None,
    worker: Worker,
    agency: Agency,
    as_json: AsJson = False,
) -> None:
    """あるサービスが持つ、その人の全情報を書き出す（取扱注意: 個人情報を含む）。"""
    asked = EverythingAbout(
        municipality=municipality_for(municipality),
        person_id=person,
        case_ids=tuple(cases or ()),
    )
    named = other_service(service)
    records = everything_in(named, _secretary(worker, agency), asked)
    part = RecordsFile(person_id=person, service=named, records=records)
    write_private(target, part.model_dump_json())
    _tell_written(len(records), target, as_json=as_json)


@app.command("collect")
def collect(
    access_id: AccessId,
    files: Files = None,
    *,
    worker: Worker,
    agency: Agency,
    as_json: AsJson = False,
) -> None:
    """記録を集める。ファイルがなければ、このフォルダーのサービスを順に開く。"""
    actor = _secretary(worker, agency)
    with conference_opened() as conference:
        asked_for = _request(conference, actor, access_id)
        handed_in = [RecordsFile.read(read_private(path)) for path in files or ()]
        for part in handed_in or list(gathered(actor, *asked_for)):
            request = CollectAccess(
                access_id=access_id,
                person_id=part.person_id,
                service=part.service,
                records=part.records,
            )
            conference.application.access_review.collect(actor, request)
            say(f"{part.service}: {len(part.records):,} 件")
        conference.application.access_review.collect_own(actor, OfAccess(access_id=access_id))
        shown = conference.application.access_lists.show(actor, OfAccess(access_id=access_id))
    if as_json:
        answer_json(shown.model_dump(mode="json"))
        return
    tell(f"集めた記録 {shown.collected:,} 件、うち審査が要るもの {shown.to_be_decided:,} 件。")
    if shown.missing_services:
        tell(f"まだ集めていないサービス: {'、'.join(shown.missing_services)}")


@app.command("review")
def review(
    access_id: AccessId, target: Target, *, worker: Worker, agency: Agency, as_json: AsJson = False
) -> None:
    """集めた記録を、審査のために書き出す（取扱注意。読んだことが記録される）。"""
    actor = _secretary(worker, agency)
    with conference_opened() as conference, written_privately(target) as temporary:
        found = conference.application.access_review.review(actor, OfAccess(access_id=access_id))
        document = [one.model_dump(mode="json") for one in found]
        text = json.dumps(document, ensure_ascii=False, indent=2)
        temporary.write_text(text + "\n", encoding="utf-8")
    _tell_written(len(found), target, as_json=as_json)


@app.command("hand-over")
def hand_over(
    access_id: AccessId, target: Target, *, worker: Worker, agency: Agency, as_json: AsJson = False
) -> None:
    """決定した答えを、請求者に渡すために書き出す（渡したことが記録される）。"""
    actor = _secretary(worker, agency)
    with conference_opened() as conference, written_privately(target) as temporary:
        answers = conference.application.access_answers
        answer = answers.deliver(actor, DeliverAccess(access_id=access_id, how="electronic"))
        temporary.write_text(answer.model_dump_json(indent=2) + "\n", encoding="utf-8")
    _tell_written(len(answer.records), target, as_json=as_json)


@app.command("list")
def list_requests(
    *,
    municipality: Municipality = None,
    worker: Worker,
    agency: Agency,
    as_json: AsJson = False,
) -> None:
    """開示請求の一覧。期限の近い順に、残りの日数とともに示す。"""
    _show_lines(AccessLists.list_all, municipality, _secretary(worker, agency), as_json=as_json)


@app.command("overdue")
def list_overdue(
    *,
    municipality: Municipality = None,
    worker: Worker,
    agency: Agency,
    as_json: AsJson = False,
) -> None:
    """期限を過ぎて、まだ決定していない開示請求。"""
    _show_lines(AccessLists.list_overdue, municipality, _secretary(worker, agency), as_json=as_json)


def _request(conference: Conference, actor: Actor, access_id: UUID) -> tuple[str, UUID]:
    """Whose records are asked for, and about whom; refused to whom the request is not there."""
    conference.application.access_lists.show(actor, OfAccess(access_id=access_id))
    state = existing(conference.store.load(ACCESS_REQUEST, access_id).state)
    return state.municipality, state.requesting.person_id


def _secretary(worker: str, agency: str) -> Actor:
    return actor_of("secretariat", agency, worker, "access-request")


def _tell_written(count: int, target: Path, *, as_json: bool) -> None:
    if as_json:
        answer_json({"file": str(target), "records": count})
        return
    tell(f"{count:,} 件を書き出しました: {target}（取扱注意）")


def _show_lines(listing: Listing, municipality: str | None, actor: Actor, *, as_json: bool) -> None:
    asked = AccessesOf(municipality=municipality_for(municipality))
    with conference_opened() as conference:
        found = listing(conference.application.access_lists, actor, asked)
    if as_json:
        answer_json([one.model_dump(mode="json") for one in found])
        return
    for one in found:
        tell(_said(one))
    if not found:
        tell("ありません。")


def _said(line: AccessLine) -> str:
    left = "" if line.days_left is None else f"  残り {line.days_left} 日"
    due = f"  期限 {line.due_on}" if line.due_on else ""
    requester, standing = _REQUESTERS[line.requester], _STANDINGS[line.standing]
    return f"{line.access_id}  {requester}  受付 {line.received_on}{due}  {standing}{left}"
