"""同意を得る課題: whose consent the own agency is to seek, how far it is, and the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.conference.application.deliberations.forms import ConsentTaskListed
from services.conference.domain.deliberation import ConsentTaskStatus
from services.conference.pages.partners import USES as PARTNERS
from services.conference.pages.partners import agency_names
from services.conference.pages.seen import called, every_page
from services.conference.pages.wording import CONSENT_WORDS, person_label, tied
from shared.codes import ITEM_CATEGORIES, PURPOSES
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import instant, number
from shared.refusal import Refusal

PATH = "/conference/pages/consent-tasks"
STATUS: Mapping[ConsentTaskStatus, str] = {
    "open": "まだ会えていない",
    "in_contact": "会えた",
    "asked": "同意を求めた",
    "done": "同意を得た",
    "declined": "断られた",
}
_STEPS = {
    "open": ("in_contact", "会えたことを記録する"),
    "in_contact": ("asked", "同意を求めたことを記録する"),
}


def consent_tasks(visit: Visit) -> Page:
    """What the own agency has not ended, the most urgent first."""
    return _tasks(visit, None)


def _tasks(visit: Visit, refusal: Refusal | None) -> Page:
    lines: list[ConsentTaskListed] = [
        one for page in every_page(visit, "consent-tasks.own") for one in page
    ]
    names = agency_names(visit) if lines else {}
    shown = {
        "path": PATH,
        "tasks": [_shown(visit, one, names) for one in lines],
        "typed": visit.form,
        "choosing": visit.may("consents.list"),
    }
    return Page("consent_tasks.html", "同意を得る課題", shown, refusal)


def _shown(visit: Visit, one: ConsentTaskListed, names: Mapping[Any, str]) -> dict[str, Any]:
    return {
        "line": one,
        "id": str(one.task_id),
        "number": number(one.task_id),
        "person": person_label(one.person_id),
        "status": STATUS[one.status],
        "late": one.due_on is not None and one.due_on < visit.today,
        "categories": [ITEM_CATEGORIES.by_code(code).label for code in one.sought.categories],
        "recipients": [called(visit.actor.agency, names, to) for to in one.sought.recipients],
        "purposes": [PURPOSES.by_code(code).label for code in one.sought.purposes],
        "step": _STEPS.get(one.status),
        "answers": _answers(visit, one),
    }


def _answers(visit: Visit, one: ConsentTaskListed) -> list[tuple[str, str]]:
    """The person's answers on record, for whoever may know them; the latest first."""
    if one.status != "asked" or not visit.may("consents.list"):
        return []
    found = visit.ask("consents.list", {"person_id": one.person_id}).consents
    return [
        (
            str(line.consent_id),
            f"{CONSENT_WORDS[line.state]} {number(line.consent_id)}（{instant(line.start)}）",
        )
        for line in reversed(found)
    ]


def advance(visit: Visit) -> Answer:
    """Record that the person is in contact, or that they were asked."""
    try:
        visit.ask("consent-tasks.advance", visit.form.given("task_id", "step"))
    except Refusal as refusal:
        return _tasks(visit, refusal)
    return Moved(PATH, "同意を得る課題の進みを記録しました。")


def finish(visit: Visit) -> Answer:
    """End a task with the answer that is on record; a refusal is an answer."""
    form = visit.form
    field = f"consent-{form.one('task_id')}"
    asked = {**form.given("task_id"), "consent_id": form.one(field) or None}
    try:
        visit.ask("consent-tasks.finish", asked)
    except Refusal as refusal:
        return _tasks(visit, tied(refusal, {"consent_id": field}, {field: "同意の番号"}))
    return Moved(PATH, "本人の答えで、課題を終わらせました。")


_USES = ("consent-tasks.own", "consents.list", *PARTNERS)

ROUTES = (
    look("/consent-tasks", consent_tasks, *_USES),
    send("/consent-tasks/advance", advance, "consent-tasks.advance", *_USES),
    send("/consent-tasks/finish", finish, "consent-tasks.finish", *_USES),
)
