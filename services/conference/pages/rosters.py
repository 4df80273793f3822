"""構成員名簿: standing meetings with their legal types and those who are members."""

from __future__ import annotations

from typing import Any

from services.conference.application.meetings.rosters import RosterLine
from services.conference.pages.seen import MOST
from services.conference.pages.wording import mode_name, tied
from shared.codes import AGENCY_KINDS, LEGAL_MODES
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import Refusal

PATH = "/conference/pages/rosters"
SHOWN = ("rosters.list", "agencies.list")
_OPEN = {"local_name": "会議の名称", "legal_modes": "法的な根拠"}


def rosters(visit: Visit) -> Page:
    """Every roster of the own municipality."""
    return _rosters(visit, None)


def _rosters(visit: Visit, refusal: Refusal | None) -> Page:
    found = visit.ask("rosters.list", {"limit": MOST}).rosters
    shown = {
        "rosters": [_roster(visit, one) for one in found],
        "modes": [(one.code, one.label) for one in LEGAL_MODES],
        "typed": visit.form,
    }
    return Page("rosters.html", "構成員名簿", shown, refusal)


def _roster(visit: Visit, one: RosterLine) -> dict[str, Any]:
    members = {stay.agency_id for stay in one.members if not stay.left_at}
    agencies = visit.ask("agencies.list", {"municipality": one.municipality}).agencies
    return {
        "line": one,
        "path": f"{PATH}/{one.roster_id}",
        "laws": [mode_name(mode) for mode in one.legal_modes],
        "members": [
            {"stay": stay, "name": stay.name or f"機関 {number(stay.agency_id)}"}
            for stay in one.members
        ],
        "others": [
            (str(agency.agency_id), _called(agency))
            for agency in agencies
            if agency.agency_id not in members and agency.details.name
        ],
    }


def _called(agency: Any) -> str:  # noqa: ANN401 - a line of the register
    kind = agency.details.kind
    label = AGENCY_KINDS.by_code(kind).label if kind in AGENCY_KINDS else "その他"
    return f"{agency.details.name}（{label}）"


def open_roster(visit: Visit) -> Answer:
    """Set up a standing meeting."""
    asked: dict[str, Any] = visit.form.given("local_name")
    asked["legal_modes"] = visit.form.many("legal_modes")
    try:
        visit.ask("rosters.open", asked)
    except Refusal as refusal:
        return _rosters(visit, tied(refusal, {"会議の種別": "legal_modes"}, _OPEN))
    return Moved(PATH, "名簿を作りました。構成員を加えてください。")


def join(visit: Visit) -> Answer:
    """Enter an agency as a member."""
    return _changed(visit, "rosters.join", "構成員を加えました。")


def leave(visit: Visit) -> Answer:
    """End a membership."""
    told = "退任を記録しました。この機関は、いまから資料を見られません。守秘の義務は続きます。"
    return _changed(visit, "rosters.leave", told)


def _changed(visit: Visit, name: str, done: str) -> Answer:
    asked = {"roster_id": visit.path["roster_id"], **visit.form.given("agency_id")}
    try:
        visit.ask(name, asked)
    except Refusal as refusal:
        return _rosters(visit, refusal)
    return Moved(PATH, done)


ROUTES = (
    look("/rosters", rosters, *SHOWN),
    send("/rosters", open_roster, "rosters.open", *SHOWN),
    send("/rosters/{roster_id}/join", join, "rosters.join", *SHOWN),
    send("/rosters/{roster_id}/leave", leave, "rosters.leave", *SHOWN),
)
