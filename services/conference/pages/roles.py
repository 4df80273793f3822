"""役割分担: who takes what on, as agreed at the table; and what the own agency has taken on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

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
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import InvalidInput, Refusal

OWN = "/conference/pages/tasks"


def roles(visit: Visit) -> Page:
    """Who took what on in an agenda item."""
    return _roles(visit, None)


def _roles(visit: Visit, refusal: Refusal | None) -> Page:
    found = visit.ask("roles.list", named(visit))
    seen = meeting_of(visit)
    matter = seen.matter(visit.path["agenda_id"])
    shown = {
        "meeting": seen,
        "matter": matter_shown(seen, matter),
        "path": f"{agenda_path(visit)}/roles",
        "roles": [{"line": one, "agency": seen.name(one.agency_id)} for one in found],
        "late": lambda due: due is not None and due < visit.today,
        "blanks": [
            {
                "agency": str(one),
                "name": seen.name(one),
                "task_id": visit.form.one(f"id-{one}") or str(uuid4()),
            }
            for one in at_the_table(seen, matter.selected)
        ],
        "typed": visit.form,
    }
    return Page("roles.html", "役割分担", shown, refusal)


def at_the_table(seen: Meeting, selected: Sequence[UUID]) -> list[UUID]:
    """The convener and the members chosen for an agenda item, as far as they are shown."""
    convener = seen.line.convener_id
    return list(dict.fromkeys((*([convener] if convener else ()), *selected)))


def divide(visit: Visit) -> Answer:
    """Record who takes what on: one line of each agency that was given something."""
    form = visit.form
    agencies = [one for one in form.many("agency") if form.one(f"task-{one}")]
    tasks = [
        {
            "task_id": form.one(f"id-{one}") or None,
            "agency_id": one,
            "task": form.one(f"task-{one}"),
            "due_on": form.one(f"due-{one}") or None,
        }
        for one in agencies
    ]
    try:
        _refuse_day_alone(visit)
        visit.ask("roles.divide", {**named(visit), "tasks": tasks})
    except Refusal as refusal:
        return _roles(visit, _at_line(visit, refusal, agencies))
    return Moved(f"{agenda_path(visit)}/roles", "役割分担を記録しました。")


def _refuse_day_alone(visit: Visit) -> None:
    """A day without a task would be lost without a word."""
    for one in visit.form.many("agency"):
        if visit.form.one(f"due-{one}") and not visit.form.one(f"task-{one}"):
            raise InvalidInput(
                f"task-{one}",
                "task-blank",
                "期日だけが書かれています。",
                "何をするかも書くか、期日を消してください。",
            )


def _at_line(visit: Visit, refusal: Refusal, agencies: Sequence[str]) -> Refusal:
    """The refusal at the line that it speaks of, where that can be told."""
    due_on = {one: visit.form.one(f"due-{one}") for one in agencies}
    field = getattr(refusal, "field", "")
    fields: dict[str, str] = {}
    if field == "期日":
        late = next((one for one, due in due_on.items() if due and due < str(visit.today)), None)
        fields = {"期日": f"due-{late}"} if late else {}
    elif field.startswith("tasks."):
        place = field.split(".")[1]
        if place.isdecimal() and int(place) < len(agencies):
            fields = {"due_on": f"due-{agencies[int(place)]}"}
    labels = dict.fromkeys(fields.values(), "いつまで")
    return tied(refusal, fields, labels)


def end(visit: Visit) -> Answer:
    """Record, as the convener, that a task was done or is not pursued."""
    visit.ask("roles.end", _ended(visit))
    return Moved(f"{agenda_path(visit)}/roles", "役割の終わりを記録しました。")


def own_tasks(visit: Visit) -> Page:
    """What the own agency took on and has not ended, the most urgent first.

    What a task says was agreed at the table: here stands where, and by when.
    """
    found = visit.ask("roles.own", {"limit": MOST})
    places = _places(visit)
    shown = {
        "tasks": [
            {
                "line": one,
                "place": places.get(one.agenda_id),
                "number": number(one.task_id),
            }
            for one in found
        ],
        "path": OWN,
    }
    return Page("tasks.html", "自機関の役割", shown)


def _places(visit: Visit) -> dict[UUID, dict[str, Any]]:
    """The agenda items that the own agency may know of, with the names of their meetings."""
    if not visit.may("conferences.list"):
        return {}
    return {
        matter.agenda_id: {
            "path": f"{meeting_path(line.conference_id)}/agenda/{matter.agenda_id}",
            "meeting": line.local_name,
            "case": number(matter.case_id),
            "on": line.held_on,
        }
        for line in visit.ask("conferences.list", {"limit": MOST}).conferences
        for matter in line.agenda
    }


def end_own(visit: Visit) -> Answer:
    """Record that a task of the own agency was done or is not pursued."""
    visit.ask("roles.end", _ended(visit))
    return Moved(OWN, "役割の終わりを記録しました。")


def _ended(visit: Visit) -> dict[str, Any]:
    return {**visit.form.given("task_id"), "done": visit.form.one("done") == "true"}


_ONE = "/meetings/{conference_id}/agenda/{agenda_id}/roles"

ROUTES = (
    look(_ONE, roles, "roles.list", *SHOWN),
    send(_ONE, divide, "roles.divide", "roles.list", *SHOWN),
    send(f"{_ONE}/end", end, "roles.end"),
    look("/tasks", own_tasks, "roles.own", "conferences.list"),
    send("/tasks/end", end_own, "roles.end"),
)
