"""課題: what nobody has done in time, and that somebody dealt with it."""

from __future__ import annotations

from services.placement.pages.names import MOST, NAMES, names_for, own_agency
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.refusal import Refusal

_AT = "/placement/pages/tasks"
_FOLDERS = {"checkpoint": "employments", "confirmation": "resources"}
"""Where the record of a task is looked at; of every other kind it is a referral."""


def show_tasks(visit: Visit, refusal: Refusal | None = None) -> Page:
    """The open tasks of a municipality, the longest overdue first."""
    own = own_agency(visit)
    shown = {
        "tasks": visit.ask("tasks.list", {"municipality": own.municipality, "limit": MOST}),
        "names": names_for(visit, own),
        "folders": _FOLDERS,
    }
    return Page("tasks.html", "期限を過ぎた課題", shown, refusal)


def do_task(visit: Visit) -> Answer:
    """Record that a task was dealt with."""
    try:
        visit.ask("tasks.done", {"task_id": visit.path["task_id"]})
    except Refusal as refusal:
        return show_tasks(visit, refusal)
    return Moved(_AT, "対応済みにしました。")


ROUTES: tuple[PageRoute, ...] = (
    look("/tasks", show_tasks, "tasks.list", *NAMES),
    send("/tasks/{task_id}/done", do_task, "tasks.done", "tasks.list", *NAMES),
)
