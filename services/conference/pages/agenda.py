"""議題: the members chosen for it, their acknowledgements, the requests made for it."""

from __future__ import annotations

from typing import Any

from services.conference.law.vocabulary import PLAN_PURPOSES
from services.conference.pages.requests import line_shown
from services.conference.pages.seen import (
    MOST,
    SHOWN,
    Meeting,
    agenda_path,
    matter_shown,
    meeting_of,
    meeting_path,
    named,
)
from services.conference.pages.wording import tied
from shared.codes import ITEM_CATEGORIES
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import Refusal

_ASKED = {
    "to_agency": "求める先",
    "about": "誰について",
    "categories": "求める情報の種類",
    "necessity": "必要とする理由",
    "due_on": "回答の期日",
}
_ASKED_AS = {
    "subjects": "about",
    "対象者": "about",
    "回答の期日": "due_on",
    "必要な理由": "necessity",
    "情報の種類": "categories",
}
_USES = (*SHOWN, "requests.list", "secrecy.notice")


def agenda_item(visit: Visit) -> Page:
    """One agenda item."""
    return _agenda_item(visit, None)


def _agenda_item(visit: Visit, refusal: Refusal | None) -> Page:
    seen = meeting_of(visit)
    matter = seen.matter(visit.path["agenda_id"])
    shown = {
        "meeting": seen,
        "matter": matter_shown(seen, matter),
        "members": seen.members(),
        "selected": [str(one) for one in matter.selected],
        "acknowledged": [
            {"worker": one.attendee, "agency": seen.name(one.agency_id), "at": one.at}
            for one in matter.acknowledged
        ],
        "attendees": [
            (one.attendee, f"{one.attendee}（{seen.name(one.agency_id)}）")
            for one in seen.line.attendees
            if one.attendee not in {ack.attendee for ack in matter.acknowledged}
        ],
        "own_acknowledged": visit.actor.person in {one.attendee for one in matter.acknowledged},
        "notice_text": _notice(visit),
        "requests": _requests(visit, seen),
        "categories": ITEM_CATEGORIES,
        "persons": [(str(one), f"対象者 {number(one)}") for one in matter.subjects],
        "typed": visit.form,
        "plans_here": matter.purpose in PLAN_PURPOSES,
    }
    return Page("agenda_item.html", "議題", shown, refusal)


def _notice(visit: Visit) -> str | None:
    """The text that is acknowledged; ``None`` where no statute binds."""
    try:
        told = visit.ask("secrecy.notice", named(visit))
    except Refusal:
        return None
    return str(told.text)


def _requests(visit: Visit, seen: Meeting) -> list[dict[str, Any]]:
    asked: dict[str, Any] = {"agenda_id": visit.path["agenda_id"], "limit": MOST}
    if seen.convening and visit.may("rosters.list"):
        asked["conference_id"] = visit.path["conference_id"]
    return [line_shown(one, seen.name(one.to_agency)) for one in visit.ask("requests.list", asked)]


def select(visit: Visit) -> Answer:
    """Choose the members for the agenda item."""
    asked = {**named(visit), "agencies": visit.form.many("agencies")}
    asked |= visit.form.given("expected_version")
    try:
        visit.ask("members.select", asked)
    except Refusal as refusal:
        return _agenda_item(visit, refusal)
    return Moved(agenda_path(visit), "この議題の構成員を決めました。")


def acknowledge(visit: Visit) -> Answer:
    """Acknowledge the duty of secrecy; or record what somebody signed on paper."""
    try:
        visit.ask("secrecy.acknowledge", {**named(visit), **visit.form.given("on_behalf_of")})
    except Refusal as refusal:
        return _agenda_item(visit, refusal)
    return Moved(agenda_path(visit), "守秘の確認を記録しました。")


def ask(visit: Visit) -> Answer:
    """Ask an agency for information."""
    asked: dict[str, Any] = visit.form.given("to_agency", "necessity", "due_on")
    asked |= named(visit)
    asked |= {"subjects": visit.form.many("about"), "categories": visit.form.many("categories")}
    try:
        visit.ask("requests.make", asked)
    except Refusal as refusal:
        return _agenda_item(visit, tied(refusal, _ASKED_AS, _ASKED))
    return Moved(agenda_path(visit), "求めを記録しました。回答は、求めた先が画面で行います。")


def remove(visit: Visit) -> Answer:
    """Take the case off the agenda."""
    visit.ask("agenda.remove", named(visit))
    return Moved(meeting_path(visit.path["conference_id"]), "議題を取り下げました。")


_ONE = "/meetings/{conference_id}/agenda/{agenda_id}"

ROUTES = (
    look(_ONE, agenda_item, *_USES),
    send(f"{_ONE}/members", select, "members.select", *_USES),
    send(f"{_ONE}/acknowledge", acknowledge, "secrecy.acknowledge", *_USES),
    send(f"{_ONE}/requests", ask, "requests.make", *_USES),
    send(f"{_ONE}/remove", remove, "agenda.remove"),
)
