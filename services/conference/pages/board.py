"""会議ボード: items × recipients, each cell in words with its reasons; what if; packets built."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from services.conference.application.disclosure.packet_forms import Table
from services.conference.pages.grid import grid
from services.conference.pages.seen import (
    MOST,
    SHOWN,
    Meeting,
    agenda_path,
    matter_shown,
    meeting_of,
    named,
)
from services.conference.pages.wording import ENDED, mode_name, person_label, tied
from shared.codes import LEGAL_MODES
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import Refusal

_USES = (*SHOWN, "packets.board", "packets.built")
_IMAGINED = {"consenting": "同意したと仮定する人", "legal_mode": "別の根拠"}


def persons_on(table: Table, subjects: Iterable[UUID]) -> list[tuple[str, str]]:
    """Everybody whom a board concerns, for a choice."""
    found = dict.fromkeys((*subjects, *(one for item in table.items for one in item.subjects)))
    return [(str(one), person_label(one)) for one in found]


def board(visit: Visit) -> Page:
    """The board as it stands."""
    return _board(visit, None)


def _board(visit: Visit, refusal: Refusal | None) -> Page:
    seen = meeting_of(visit)
    found = visit.ask("packets.board", named(visit))
    built = visit.ask("packets.built", {**named(visit), "limit": MOST})
    shown = {
        **_about(visit, seen, found),
        "grid": grid(found, found.cells, seen),
        "version": found.version,
        "imagined": None,
        "built": [
            {
                "line": one,
                "name": _called(found, one.recipient_id, seen),
                "ended": one.ended and ENDED[one.ended],
            }
            for one in built
            if not one.of_minutes
        ],
    }
    return Page("board.html", "会議ボード", shown, refusal)


def _about(visit: Visit, seen: Meeting, table: Table) -> dict[str, Any]:
    matter = seen.matter(visit.path["agenda_id"])
    return {
        "meeting": seen,
        "matter": matter_shown(seen, matter),
        "path": agenda_path(visit),
        "persons": persons_on(table, matter.subjects),
        "modes": [(one.code, one.label) for one in LEGAL_MODES if one.code != matter.legal_mode],
        "typed": visit.form,
    }


def _called(table: Table, agency_id: UUID, seen: Meeting) -> str:
    names = {one.agency_id: one.name for one in table.recipients}
    return names.get(agency_id) or seen.name(agency_id)


def what_if(visit: Visit) -> Answer:
    """The board as it would be; nothing is recorded."""
    asked: dict[str, Any] = {**named(visit), **visit.form.given("legal_mode")}
    asked["consenting"] = visit.form.many("consenting")
    try:
        found = visit.ask("packets.what-if", asked)
    except Refusal as refusal:
        return _board(visit, tied(refusal, {}, _IMAGINED))
    seen = meeting_of(visit)
    mode = visit.form.one("legal_mode")
    shown = {
        **_about(visit, seen, found),
        "grid": grid(found, found.cells, seen),
        "version": None,
        "imagined": {
            "persons": [f"対象者 {number(one)}" for one in asked["consenting"]],
            "law": mode_name(mode) if mode else None,
        },
        "built": [],
    }
    return Page("board.html", "会議ボード（仮の判断）", shown)


def preview(visit: Visit) -> Page:
    """What each recipient's packet would show: kinds and effects, never another agency's words."""
    seen = meeting_of(visit)
    found = visit.ask("packets.board", named(visit))
    shown_grid = grid(found, found.cells, seen)
    recipients = [
        {
            "name": column["name"],
            "lines": [
                {"row": row, "square": row["squares"][place]}
                for row in shown_grid["rows"]
                if row["squares"][place].code != "withheld"
            ],
        }
        for place, column in enumerate(shown_grid["columns"])
    ]
    shown = {**_about(visit, seen, found), "recipients": recipients}
    return Page("preview.html", "資料の下見", shown)


def build(visit: Visit) -> Answer:
    """Build the packets of the board that was looked at."""
    asked: dict[str, Any] = {**named(visit), **visit.form.given("expected_board")}
    asked["recipients"] = visit.form.many("recipients")
    try:
        built = visit.ask("packets.build", asked)
    except Refusal as refusal:
        return _board(visit, refusal)
    if not built:
        told = "見せられるものがないため、資料は作られませんでした。断ったことは記録に残りました。"
        return Moved(f"{agenda_path(visit)}/board", told)
    numbers = "・".join(f"第{one.number}号" for one in built)
    return Moved(f"{agenda_path(visit)}/board", f"資料を作りました: {numbers}")


def call_back(visit: Visit) -> Answer:
    """Call a packet back."""
    visit.ask("packets.call-back", visit.form.given("packet_id"))
    return Moved(f"{agenda_path(visit)}/board", "資料を回収しました。もう開けません。")


_ONE = "/meetings/{conference_id}/agenda/{agenda_id}/board"

ROUTES = (
    look(_ONE, board, "packets.board", *_USES),
    look(f"{_ONE}/preview", preview, "packets.board", *SHOWN),
    send(f"{_ONE}/what-if", what_if, "packets.what-if", *_USES),
    send(f"{_ONE}/build", build, "packets.build", *_USES),
    send(f"{_ONE}/call-back", call_back, "packets.call-back"),
)
