"""会議の一覧と準備: what meetings there are, how one is called, prepared and held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from services.conference.application.meetings.lines import ConferenceLine, MatterLine
from services.conference.pages.seen import (
    MOST,
    SHOWN,
    Meeting,
    matter_shown,
    meeting_of,
    meeting_path,
)
from services.conference.pages.wording import mode_name, tied
from shared.codes import PURPOSES
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import Refusal

_JAPAN = ":00+09:00"
_CONVENE = {"roster_id": "構成員名簿", "planned_for": "開催の予定日時", "title": "議題の題名"}
_PLACE = {
    "case_id": "ケースの番号",
    "legal_mode": "法的な根拠",
    "purpose": "目的",
    "subjects": "対象者の番号",
}
_PLACED_AS = {"対象者": "subjects", "種別": "legal_mode", "目的": "purpose", "議題": "case_id"}
AGENDA_PURPOSES = ("information_exchange", "support_system_review", "plan_formation", "plan_review")


def meetings(visit: Visit) -> Page:
    """All meetings that the own agency may know of, the latest first."""
    found = visit.ask("conferences.list", {"limit": MOST}).conferences
    shown = [
        {
            "line": one,
            "path": meeting_path(one.conference_id),
            "convening": str(one.convener_id) == visit.actor.agency,
        }
        for one in found
    ]
    return Page("meetings.html", "会議", {"meetings": shown})


def new_meeting(visit: Visit) -> Page:
    """The form by which a meeting is called."""
    return _new_meeting(visit, None)


def convene(visit: Visit) -> Answer:
    """Call a meeting."""
    asked: dict[str, Any] = visit.form.given("roster_id", "planned_for", "title")
    if "planned_for" in asked:
        asked["planned_for"] += _JAPAN
    try:
        conference_id = visit.ask("conferences.convene", asked)
    except Refusal as refusal:
        return _new_meeting(visit, refusal)
    return Moved(meeting_path(conference_id), "会議を招集しました。次に、議題を入れてください。")


def _new_meeting(visit: Visit, refusal: Refusal | None) -> Page:
    rosters = visit.ask("rosters.list", {"limit": MOST}).rosters
    shown = {
        "rosters": [(str(one.roster_id), one.local_name) for one in rosters],
        "typed": {name: visit.form.one(name) for name in _CONVENE},
    }
    told = refusal and tied(refusal, {"開催予定日時": "planned_for"}, _CONVENE)
    return Page("convene.html", "会議を招集する", shown, told)


def meeting(visit: Visit) -> Page:
    """One meeting: its agenda, who attends, what is still to be done."""
    return _meeting(visit, None)


def _meeting(visit: Visit, refusal: Refusal | None) -> Page:
    seen = meeting_of(visit)
    modes = seen.roster.legal_modes if seen.roster else ()
    known = _known(visit) if seen.line.state == "convened" else ()
    shown = {
        "meeting": seen,
        "matters": [matter_shown(seen, one) for one in seen.line.agenda],
        "attendees": [
            {"worker": one.attendee, "agency": seen.name(one.agency_id)}
            for one in seen.line.attendees
        ],
        "modes": [(one, mode_name(one)) for one in modes],
        "purposes": [(one, PURPOSES.by_code(one).label) for one in AGENDA_PURPOSES],
        "members": seen.members(),
        "workers": _workers(seen, known),
        "earlier": _earlier(visit, seen, known) if seen.open else [],
        "typed": visit.form,
        "number": number,
    }
    return Page("meeting.html", "会議の準備", shown, refusal)


def _earlier(visit: Visit, seen: Meeting, known: Sequence[ConferenceLine]) -> list[tuple[str, str]]:
    """The cases that the own agency's meetings dealt with, each once, the latest first."""
    placed = {one.case_id for one in seen.line.agenda}
    found: dict[UUID, tuple[str, str]] = {}
    for line, matter in _dealt_with(visit, known):
        if matter.case_id not in placed and matter.case_id not in found:
            people = "・".join(number(one) for one in matter.subjects)
            label = f"ケース {number(matter.case_id)}（{people}、{line.local_name}）"
            found[matter.case_id] = (str(matter.agenda_id), label)
    return list(found.values())


def _workers(seen: Meeting, known: Sequence[ConferenceLine]) -> list[tuple[str, str]]:
    """Who attended a meeting that the own agency may know of and is not registered for this."""
    registered = {one.attendee for one in seen.line.attendees}
    agencies = {one.attendee: one.agency_id for line in known for one in line.attendees}
    return [(one, seen.name(agencies[one])) for one in agencies if one not in registered]


def _known(visit: Visit) -> Sequence[ConferenceLine]:
    """The meetings that the own agency may know of."""
    found: Sequence[ConferenceLine] = visit.ask("conferences.list", {"limit": MOST}).conferences
    return found


def _dealt_with(
    visit: Visit, known: Sequence[ConferenceLine]
) -> Iterator[tuple[ConferenceLine, MatterLine]]:
    for line in known:
        if str(line.convener_id) == visit.actor.agency:
            for matter in line.agenda:
                yield line, matter


def _chosen(visit: Visit) -> dict[str, Any]:
    """The case and its people: those of an earlier agenda item, or the numbers that were typed."""
    for _, matter in _dealt_with(visit, _known(visit)) if visit.form.one("earlier") else ():
        if str(matter.agenda_id) == visit.form.one("earlier"):
            return {"case_id": matter.case_id, "subjects": matter.subjects}
    return {**visit.form.given("case_id"), "subjects": visit.form.one("subjects").split()}


def place(visit: Visit) -> Answer:
    """Place a case on the agenda."""
    asked: dict[str, Any] = visit.form.given("legal_mode", "purpose")
    asked |= {"conference_id": visit.path["conference_id"], **_chosen(visit)}
    try:
        visit.ask("agenda.place", asked)
    except Refusal as refusal:
        return _meeting(visit, tied(refusal, _PLACED_AS, _PLACE))
    return Moved(meeting_path(visit.path["conference_id"]), "議題を入れました。")


def register(visit: Visit) -> Answer:
    """Register somebody who is to attend, for the own agency or, as the convener, for another."""
    asked: dict[str, Any] = visit.form.given("attendee", "on_behalf_of")
    asked |= {"conference_id": visit.path["conference_id"]}
    asked["substitute"] = bool(visit.form.one("substitute"))
    try:
        visit.ask("attendees.register", asked)
    except Refusal as refusal:
        return _meeting(visit, tied(refusal, {}, {"attendee": "職員の番号"}))
    return Moved(meeting_path(visit.path["conference_id"]), "出席者を登録しました。")


def hold(visit: Visit) -> Answer:
    """Record that the meeting took place."""
    asked: dict[str, Any] = visit.form.given("held_on", "expected_version")
    asked |= {"conference_id": visit.path["conference_id"]}
    try:
        visit.ask("conferences.hold", asked)
    except Refusal as refusal:
        return _meeting(visit, tied(refusal, {"開催日": "held_on"}, {"held_on": "開催した日"}))
    told = "会議の開催を記録しました。会議のための資料は、もう開けません。"
    return Moved(meeting_path(visit.path["conference_id"]), told)


_ONE = "/meetings/{conference_id}"
_SHOWN = (*SHOWN, "conferences.list")

ROUTES = (
    look("/", meetings, "conferences.list"),
    look("/meetings/new", new_meeting, "conferences.convene", "rosters.list"),
    send("/meetings/new", convene, "conferences.convene", "rosters.list"),
    look(_ONE, meeting, *_SHOWN),
    send(f"{_ONE}/agenda", place, "agenda.place", *_SHOWN),
    send(f"{_ONE}/attendees", register, "attendees.register", *_SHOWN),
    send(f"{_ONE}/hold", hold, "conferences.hold", *_SHOWN),
)
