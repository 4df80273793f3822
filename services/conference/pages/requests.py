"""求めと回答: what a conference asks, and what the agency answers (law rules 21, 22)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from services.conference.application.requests.forms import RequestLine, RequestShown
from services.conference.pages.seen import MOST, SHOWN, meeting_of, meeting_path
from services.conference.pages.wording import ANSWERS, person_label, tied
from shared.codes import ITEM_CATEGORIES, SOURCE_KINDS
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import Refusal

_PROVIDED = {
    "subjects": "誰について",
    "category": "情報の種類",
    "source_kind": "出所",
    "text": "内容",
    "generalised": "言い換え",
}
_PROVIDED_AS = {"対象者": "subjects", "言い換え": "generalised"}
HELD_FOR = "consultation"
"""利用目的 for which an agency holds what it tells here."""

_ANSWERED = {"answer": "回答", "provided": "出す種類"}


def line_shown(one: RequestLine, to_whom: str) -> dict[str, Any]:
    """A request as lists tell of it."""
    return {
        "line": one,
        "path": request_path(one.conference_id, one.request_id),
        "to": to_whom,
        "categories": [ITEM_CATEGORIES.by_code(code).label for code in one.categories],
        "answer": ANSWERS.get(one.answer or "", "まだ"),
    }


def request_path(conference_id: UUID | str, request_id: UUID | str) -> str:
    """The address of a request's page."""
    return f"{meeting_path(conference_id)}/requests/{request_id}"


def own_requests(visit: Visit) -> Page:
    """What conferences have asked of the own agency."""
    found = visit.ask("requests.list", {"limit": MOST})
    shown = [line_shown(one, "自機関") for one in found]
    return Page("requests.html", "届いた求め", {"requests": shown})


def request(visit: Visit) -> Page:
    """One request, and where it is answered."""
    return _request(visit, None)


def _request(visit: Visit, refusal: Refusal | None) -> Page:
    found = visit.ask("requests.show", _named(visit))
    asked = found.categories
    shown = {
        "request": found,
        "own": str(found.to_agency) == visit.actor.agency,
        "path": request_path(**_named(visit)),
        "back": f"{meeting_path(visit.path['conference_id'])}/agenda/{found.agenda_id}",
        "categories": [(code, ITEM_CATEGORIES.by_code(code).label) for code in asked],
        "persons": [number(one) for one in found.subjects],
        "answers": list(ANSWERS.items()),
        "told": ANSWERS.get(found.answer or ""),
        "typed": visit.form,
        "people": [(str(one), person_label(one)) for one in found.subjects],
        "sources": SOURCE_KINDS,
        "offered": _offered(visit, found),
    }
    return Page("request.html", "情報提供の求め", shown, refusal)


def _offered(visit: Visit, found: RequestShown) -> list[str] | None:
    """What the own agency has laid before the agenda item; ``None`` where it cannot here."""
    own = str(found.to_agency) == visit.actor.agency
    if not own or found.answer not in ("all", "part") or not visit.may("conferences.show"):
        return None
    lines = visit.ask("items.list", {"agenda_id": found.agenda_id, "limit": MOST})
    return [ITEM_CATEGORIES.by_code(one.category).label for one in lines]


def provide(visit: Visit) -> Answer:
    """Tell what was asked for and lay it before the agenda item, in one act."""
    found = visit.ask("requests.show", _named(visit))
    form = visit.form
    told = {
        **form.given("category", "source_kind", "text", "generalised"),
        "subjects": form.many("subjects"),
        "purpose": HELD_FOR,
    }
    try:
        case_id = meeting_of(visit).matter(str(found.agenda_id)).case_id
        matter = {**_named(visit), "agenda_id": found.agenda_id, "case_id": case_id}
        (recorded,) = visit.ask("items.contribute-sheet", {**matter, "items": [told]})
    except Refusal as refusal:
        return _request(visit, tied(refusal, _PROVIDED_AS, _PROVIDED))
    done = "情報を議題に出しました。見せる相手は、会議のたびに決まりに従って判断されます。"
    why = f"言い換えは使われません。{recorded.why}" if recorded.why else ""
    return Moved(request_path(**_named(visit)), done + why)


def answer(visit: Visit) -> Answer:
    """Answer a request, for the own agency or as it told the secretariat."""
    asked: dict[str, Any] = {**_named(visit), **visit.form.given("answer", "on_behalf_of")}
    if visit.form.one("answer") == "part":
        asked["provided"] = visit.form.many("provided")
    try:
        visit.ask("requests.answer", asked)
    except Refusal as refusal:
        return _request(visit, tied(refusal, {"提供する情報の種類": "provided"}, _ANSWERED))
    return Moved(request_path(**_named(visit)), "回答を記録しました。")


def _named(visit: Visit) -> dict[str, str]:
    return {name: visit.path[name] for name in ("conference_id", "request_id")}


_SHOWN = ("requests.show", "items.list")
_ONE = "/meetings/{conference_id}/requests/{request_id}"

ROUTES = (
    look("/requests", own_requests, "requests.list"),
    look(_ONE, request, *_SHOWN),
    send(_ONE, answer, "requests.answer", *_SHOWN),
    send(f"{_ONE}/items", provide, "items.contribute-sheet", *SHOWN, *_SHOWN),
)
