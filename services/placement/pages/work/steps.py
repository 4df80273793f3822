"""One step towards work: 見学・体験・訓練・応募, the days somebody was there, what comes next."""

from __future__ import annotations

from collections.abc import Callable

from services.placement.application.steps.forms import StepShown
from services.placement.pages.names import NAMES, names_for, own_agency
from services.placement.pages.work.acts import STEP_ACTS
from services.placement.pages.work.feedback import (
    USES,
    feedback_forms,
    feedback_options,
    feedback_routes,
    said_of,
    workplace_path,
)
from shared.calendar import format_wareki
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.pages.acts import Act, ActForm, Sheet, Tried
from shared.refusal import Refusal

_AT = "/placement/pages/steps"
_ATTENDANCE = "attendance:"
_SHOWN = ("steps.show", *USES, *NAMES)


def show_step(visit: Visit, tried: Tried | None = None) -> Page:
    """A step.

    Raises:
        Refusal: ``step-not-found``, also for those of others.
    """
    found = visit.ask("steps.show", {"step_id": visit.path["step_id"]})
    own = own_agency(visit)
    said = said_of(visit, "step", visit.path["step_id"])
    sheet = Sheet(
        base=f"{_AT}/{found.step_id}",
        today=visit.today,
        version=found.version,
        tried=tried,
        options={"part": _undoable(found), "feedback_id": feedback_options(said)},
    )
    forms = [sheet.form(one) for one in STEP_ACTS if one.name in found.next_acts]
    shown = {
        "found": found,
        "names": names_for(visit, own),
        "said": said,
        "leading": [one for one in forms if one.act.name != "undo"],
        "beside": [one for one in forms if one.act.name == "undo"],
        "feedback": feedback_forms(sheet, said),
        "workplace": workplace_path("step", found.step_id),
        "left": _left(tried, forms),
        "minutes": sum(one.minutes or 0 for one in found.attendances),
    }
    return Page("step.html", "就労への一歩", shown, tried.said if tried else None)


def _undoable(found: StepShown) -> list[tuple[str, str]]:
    parts = [
        (f"{_ATTENDANCE}{one.attendance_id}", f"参加した日：{format_wareki(one.on)}")
        for one in found.attendances
    ]
    if found.reviewed_on:
        parts.append(("review", "振り返り"))
    if found.ended_on:
        parts.append(("end", "終了"))
    if found.planned_on and found.started_on:
        parts.append(("start", "開始"))
    return [*parts, ("step", "この一歩の記録すべて")]


def _left(tried: Tried | None, forms: list[ActForm]) -> list[tuple[str, str]]:
    own = {one.name for one in STEP_ACTS}
    shown = {one.act.name for one in forms}
    return tried.left if tried and tried.act.name in own - shown else []


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        step_id = visit.path["step_id"]
        told = act.document(visit.form)
        if act.name == "undo" and str(told.get("part", "")).startswith(_ATTENDANCE):
            told["attendance_id"] = told["part"].removeprefix(_ATTENDANCE)
            told["part"] = "attendance"
        try:
            visit.ask(act.use_case, {**told, "step_id": step_id})
            if told.get("part") == "step":
                return Moved("/placement/pages/work", act.done)
        except Refusal as refusal:
            return show_step(visit, Tried(act, visit.form, refusal))
        return Moved(f"{_AT}/{step_id}", act.done)

    return sent


ROUTES: tuple[PageRoute, ...] = (
    look("/steps/{step_id}", show_step, *_SHOWN),
    *(
        send(f"/steps/{{step_id}}/{act.name}", _sent(act), act.use_case, *_SHOWN)
        for act in STEP_ACTS
    ),
    *feedback_routes("step", show_step, _SHOWN),
)
