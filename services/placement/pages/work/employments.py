"""One employment: where it stands, the looks at it, and what may be recorded next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from services.placement.application.employments.forms import EmploymentShown
from services.placement.domain.employment import Checkpoint
from services.placement.pages.names import NAMES, names_for, own_agency
from services.placement.pages.words import EMPLOYMENT, FOUND
from services.placement.pages.work.feedback import (
    USES,
    feedback_forms,
    feedback_options,
    feedback_routes,
    said_of,
    workplace_path,
)
from services.placement.pages.work.job_acts import JOB_ACTS
from shared.calendar import months_after
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.pages.acts import Act, Sheet, Tried
from shared.refusal import Refusal

_AT = "/placement/pages/employments"
_CHECKPOINT = "checkpoint:"
_LEADING = ("check", "support-leaving")
_SHOWN = ("employments.show", *USES, *NAMES)


@dataclass(frozen=True, slots=True)
class LookShown:
    """A look at an employment, made or to come.

    Attributes:
        month: which of the series.
        on: the day its months are full.
        found: what was found, if somebody looked.
        late: so many days ago it was due; ``None`` if it is not.
    """

    month: int
    on: date
    found: Checkpoint | None
    late: int | None


def show_employment(visit: Visit, tried: Tried | None = None) -> Page:
    """An employment.

    Raises:
        Refusal: ``employment-not-found``, also for those of others; ``employment-undone``.
    """
    found = visit.ask("employments.show", {"employment_id": visit.path["employment_id"]})
    names = names_for(visit, own_agency(visit))
    said = said_of(visit, "employment", visit.path["employment_id"])
    sheet = Sheet(
        base=f"{_AT}/{found.employment_id}",
        today=visit.today,
        version=found.version,
        tried=tried,
        starts=_starts(found),
        options={
            "checkpoint.month": [(str(one), f"{one}か月") for one in found.series],
            "employer_id": names.place_options(),
            "part": _undoable(found),
            "feedback_id": feedback_options(said),
        },
    )
    forms = [sheet.form(one) for one in JOB_ACTS if one.name in found.next_acts]
    own = {one.name for one in JOB_ACTS} - {one.act.name for one in forms}
    shown = {
        "found": found,
        "names": names,
        "looks": looks_of(found),
        "standing": EMPLOYMENT[found.status],
        "words": FOUND,
        "said": said,
        "leading": [one for one in forms if one.act.name in _LEADING],
        "beside": [one for one in forms if one.act.name not in _LEADING],
        "feedback": feedback_forms(sheet, said),
        "workplace": workplace_path("employment", found.employment_id),
        "left": tried.left if tried and tried.act.name in own else [],
    }
    return Page("employment.html", "就職と定着", shown, tried.said if tried else None)


def looks_of(found: EmploymentShown) -> list[LookShown]:
    """The whole series of looks, each with what was found or how late it is."""
    made = {one.month: one for one in found.checkpoints}
    late = {one.month: one.overdue_days for one in found.due}
    months = sorted({*found.series, *made})
    return [
        LookShown(month, months_after(found.started_on, month), made.get(month), late.get(month))
        for month in months
    ]


def _starts(found: EmploymentShown) -> Mapping[str, str]:
    """What stands in the forms at first: the look that is due, the workplace as it is known."""
    known = {
        "employer_id": found.employer_id,
        "workplace": found.workplace,
        "trait": found.trait,
        "step_id": found.step_id,
        "follows": found.follows,
    }
    starts = {part: str(value) for part, value in known.items() if value}
    if found.due:
        starts["checkpoint.month"] = str(found.due[-1].month)
    return starts


def _undoable(found: EmploymentShown) -> list[tuple[str, str]]:
    parts = [
        (f"{_CHECKPOINT}{one.month}", f"{one.month}か月の定着確認") for one in found.checkpoints
    ]
    if found.ended_on:
        parts.append(("end", "離職"))
    if found.leaving_since:
        parts.append(("leaving", "退職支援の開始"))
    return [*parts, ("start", "この就職の記録すべて")]


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        employment_id = visit.path["employment_id"]
        told = act.document(visit.form)
        if act.name == "undo" and str(told.get("part", "")).startswith(_CHECKPOINT):
            told["month"] = _month(told["part"].removeprefix(_CHECKPOINT))
            told["part"] = "checkpoint"
        if "checkpoint" in told and "month" in told["checkpoint"]:
            told["checkpoint"]["month"] = _month(told["checkpoint"]["month"])
        try:
            visit.ask(act.use_case, {**told, "employment_id": employment_id})
            if told.get("part") == "start":
                return Moved("/placement/pages/work", act.done)
        except Refusal as refusal:
            return show_employment(visit, Tried(act, visit.form, refusal))
        return Moved(f"{_AT}/{employment_id}", act.done)

    return sent


def _month(text: str) -> int | str:
    """Months are numbers in a request; what is none is left for the request to refuse."""
    return int(text) if text.isdecimal() else text


ROUTES: tuple[PageRoute, ...] = (
    look("/employments/{employment_id}", show_employment, *_SHOWN),
    *(
        send(f"/employments/{{employment_id}}/{act.name}", _sent(act), act.use_case, *_SHOWN)
        for act in JOB_ACTS
    ),
    *feedback_routes("employment", show_employment, _SHOWN),
)
