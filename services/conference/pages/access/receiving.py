"""開示請求の受付: what somebody handed in; nothing is looked up about anybody (law rule 61).

Whether there is a file is not told on the way: of somebody nobody knows, a number is made here.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from services.conference.pages.access.words import PATH, REQUESTERS, access_path
from services.conference.pages.wording import birth_told, tied
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.refusal import Refusal

NEW = f"{PATH}/new"
_LABELS = {
    "requester": "請求した人",
    "person": "対象者の番号",
    "requester_number": "請求した人の番号",
    "described": "請求の内容",
    "identity": "本人を確かめた方法",
    "power": "代理権の証明",
    "subject_birth": "対象者の生年月日",
    "received_on": "受け付けた日",
}
_AS = {
    "person_id": "person",
    "requester_id": "requester_number",
    "請求者": "requester",
    "日付": "received_on",
}
_AS_TYPED = ("access_id", "requester", "described", "identity", "power", "received_on")


def new(visit: Visit) -> Page:
    """The form that a request is written into."""
    return _new(visit, None)


def _new(visit: Visit, refusal: Refusal | None) -> Page:
    shown = {
        "path": NEW,
        "list": PATH if visit.may("access.list") else None,
        "access_id": visit.form.one("access_id") or str(uuid4()),
        "requesters": list(REQUESTERS.items()),
        "received_on": visit.form.one("received_on") or str(visit.today),
        "typed": visit.form,
    }
    return Page("access/new.html", "開示請求を受け付ける", shown, refusal)


def receive(visit: Visit) -> Answer:
    """Take a request in."""
    try:
        access_id = visit.ask("access.receive", _asked(visit))
    except Refusal as refusal:
        return _new(visit, tied(refusal, _AS, _LABELS))
    done = "開示請求を受け付けました。期限は、受け付けた日の翌日から30日です。"
    return Moved(access_path(access_id) if visit.may("access.show") else NEW, done)


def _asked(visit: Visit) -> dict[str, Any]:
    form = visit.form
    person = form.one("person") or str(uuid4())
    own = form.one("requester") == "self"
    asked: dict[str, Any] = {
        **form.given(*_AS_TYPED),
        "municipality": visit.ask("agencies.own").municipality,
        "person_id": person,
        "requester_id": person if own else form.one("requester_number") or str(uuid4()),
    }
    if birth := form.one("subject_birth"):
        asked["subject_birth"] = birth_told("subject_birth", birth)
    return asked


_USES = ("access.receive", "agencies.own")

ROUTES = (look("/access/new", new, *_USES), send("/access/new", receive, *_USES))
