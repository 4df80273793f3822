"""The board of work: looks that are due, and who is how far on the way to a job."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from services.placement.pages.names import MOST, NAMES, names_for, own_agency
from shared.codes import STEP_KINDS
from shared.pages import Page, PageRoute, Visit, look


@dataclass(frozen=True, slots=True)
class StepLane:
    """Steps of the same sort that are planned or under way."""

    anchor: str
    label: str
    steps: tuple[Any, ...]


_SORTS = (
    ("look", "見学・相談"),
    ("day", "体験"),
    ("time", "訓練・中間的就労"),
    ("answer", "応募"),
)
"""Groups of the code list ``step_kinds``, in the order of the way."""


def show_work(visit: Visit) -> Page:
    """Everything under way towards work and in it, for a municipality."""
    own = own_agency(visit)
    whose = {"municipality": own.municipality, "limit": MOST}
    steps = visit.ask("steps.open", whose)
    shown = {
        "due": visit.ask("employments.due-checkpoints", whose),
        "lanes": tuple(
            StepLane(
                group,
                label,
                tuple(one for one in steps if STEP_KINDS.by_code(one.kind).group == group),
            )
            for group, label in _SORTS
        ),
        "jobs": visit.ask("employments.running", whose),
        "waiting": visit.ask("steps.awaiting-review", whose),
        "names": names_for(visit, own),
        "typed": "",
    }
    return Page("work.html", "就労", shown)


ROUTES: tuple[PageRoute, ...] = (
    look(
        "/work",
        show_work,
        "employments.running",
        "employments.due-checkpoints",
        "steps.open",
        "steps.awaiting-review",
        *NAMES,
    ),
)
