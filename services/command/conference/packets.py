"""``print-packet``: a packet for the own agency as a PDF, its printing on the ledger first."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from services.command.acting import CONFERENCE, actor_of
from services.command.conference.app import app
from services.command.opening import conference_opened
from services.command.options import Agency, As, AsJson, Worker
from services.command.screen import answer_json, tell
from services.command.use_cases import refusals_told
from services.conference.application.disclosure.packet_forms import PacketNamed
from services.conference.http.statuses import STATUSES
from services.conference.paper import packet_paper
from shared.private_file import written_privately

Packet = Annotated[UUID, typer.Argument(metavar="資料の番号", help="packets.list に出る番号")]
Target = Annotated[
    Path, typer.Argument(metavar="ファイル.pdf", help="書き出す先（本人だけが読める）")
]


@app.command("print-packet")
def print_packet(
    packet: Packet,
    target: Target,
    *,
    role: As,
    agency: Agency,
    worker: Worker,
    as_json: AsJson = False,
) -> None:
    """自機関あての資料を、A4 の PDF に書き出す（取扱注意）。印刷したことが記録に残る。"""
    with refusals_told(STATUSES, as_json=as_json), written_privately(target) as temporary:
        actor = actor_of(role, agency, worker, CONFERENCE)
        with conference_opened() as opened:
            printed = opened.application.reading.print(actor, PacketNamed(packet_id=packet))
        temporary.write_bytes(packet_paper(printed))
    if as_json:
        answer_json({"packet_id": str(packet), "items": len(printed.lines)})
        return
    tell(f"書き出しました: {target}（取扱注意）")
    tell("用が済んだら、紙もファイルも返すか消すかして、packets.end で記録してください。")
