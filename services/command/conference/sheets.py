"""``sheet`` and ``offer-sheet``: from intake's counter to the agenda, as a worker chooses."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from services.command.acting import CONFERENCE, actor_of
from services.command.conference.app import app
from services.command.conference.sheet import Matter, offer_sheet
from services.command.conference.sheet_file import Piece, SheetFile
from services.command.opening import conference_opened, intake_opened
from services.command.options import Agency, As, AsJson, Worker
from services.command.private_files import read_private, write_private
from services.command.screen import answer_json, tell
from services.command.use_cases import refusals_told
from services.conference.application.items import Recorded
from services.conference.http.statuses import STATUSES
from services.intake.application.sheets import SheetOfCase, Sheets
from services.intake.domain.sheet import Sheet
from shared.identity import Actor
from shared.settings import is_configured_by_environment

Case = Annotated[UUID, typer.Argument(metavar="ケースの番号", help="どのケースの相談票か")]
Target = Annotated[Path, typer.Argument(metavar="ファイル", help="書き出す先（本人だけが読める）")]
File = Annotated[Path, typer.Argument(metavar="ファイル", help="sheet で書き出し、選んだファイル")]
Meeting = Annotated[UUID, typer.Option("--conference", metavar="番号", help="会議の番号")]
Agenda = Annotated[
    UUID, typer.Option("--agenda", metavar="番号", help="議題の番号（そのケースの議題に限る）")
]
Asked = Annotated[
    UUID | None,
    typer.Option("--request", metavar="番号", help="情報提供の求めに答えるなら、その番号"),
]


@app.command("sheet")
def write_sheet(
    case: Case,
    target: Target,
    *,
    role: As,
    agency: Agency,
    worker: Worker,
    as_json: AsJson = False,
) -> None:
    """自分の機関が窓口で記録したことを、会議に出す項目を選ぶために書き出す（取扱注意）。

    何も選ばれていない。出す項目の offer を true にし、source_kind（出所）が null なら補い、
    要れば generalised に言い換えを書いて、offer-sheet に渡す。
    """
    with refusals_told(STATUSES, as_json=as_json):
        sheet = _sheet_of(case, actor_of(role, agency, worker, CONFERENCE))
        write_private(target, SheetFile.of(sheet).written())
    if as_json:
        answer_json({"case_id": str(case), "pieces": len(sheet.sections)})
        return
    tell(f"{len(sheet.sections):,} 項目を書き出しました: {target}（取扱注意）")
    tell("出す項目の offer を true にして、`tsunagu conference offer-sheet` に渡してください。")


@app.command("offer-sheet")
def offer(
    file: File,
    *,
    conference: Meeting,
    agenda: Agenda,
    request: Asked = None,
    role: As,
    agency: Agency,
    worker: Worker,
    as_json: AsJson = False,
) -> None:
    """相談票から選んだ項目を、会議の議題に出す。一つでも出せなければ、何も出さない。"""
    before = Matter(conference_id=conference, agenda_id=agenda, request_id=request)
    with refusals_told(STATUSES, as_json=as_json):
        actor = actor_of(role, agency, worker, CONFERENCE)
        told = SheetFile.read(read_private(file))
        chosen, sheet = told.chosen(), _sheet_behind(told, actor)
        with conference_opened() as opened:
            recorded = offer_sheet(opened.application.items, actor, sheet, before, chosen)
    if as_json:
        answer_json([one.model_dump(mode="json") for one in recorded])
    else:
        _tell_offered(chosen, recorded)


def _sheet_of(case_id: UUID, actor: Actor) -> Sheet:
    with intake_opened() as intake:
        sheets = Sheets(intake.store, intake.sealer)
        return sheets.sheet(actor, SheetOfCase(case_id=case_id))


def _sheet_behind(told: SheetFile, actor: Actor) -> Sheet:
    """The sheet as intake has it now; on separate machines, as the file carries it."""
    if is_configured_by_environment():
        return told.carried()
    sheet = _sheet_of(told.case_id, actor)
    told.expect_still_true(sheet)
    return sheet


def _tell_offered(chosen: tuple[Piece, ...], recorded: list[Recorded]) -> None:
    for piece, one in zip(chosen, recorded, strict=True):
        tell(f"出しました: {piece.title}  情報の番号 {one.item_id}")
        if piece.generalised and one.why:
            tell(f"  {one.why}")
    tell(f"{len(recorded):,} 項目を議題に出しました。ファイルは、要らなくなったら消してください。")
