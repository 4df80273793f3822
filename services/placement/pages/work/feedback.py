"""What both sides say of a step or an employment, on that one's page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

from services.placement.pages.work.acts import FEEDBACK_ACTS, TAKE_BACK
from shared.calendar import format_wareki
from shared.pages import Answer, Moved, Page, PageRoute, Visit, send
from shared.pages.acts import Act, ActForm, Sheet, Tried
from shared.refusal import Refusal

About = Literal["step", "employment"]
Show = Callable[[Visit, Tried | None], Page]

USES = ("feedback.show",)
SIDES = {"person": "本人", "employer": "事業所"}
FOLDERS: dict[About, str] = {"step": "steps", "employment": "employments"}


def said_of(visit: Visit, about: About, about_id: str) -> list[Any]:
    """What was said of a step or an employment, as far as whoever looks may read it."""
    said: list[Any] = visit.ask("feedback.show", {"about": about, "about_id": about_id})
    return said


def workplace_path(about: str, about_id: object) -> str:
    """Where the agency of a workplace writes down what it says of a step or an employment."""
    return f"/placement/pages/feedback/{about}/{about_id}"


def feedback_forms(sheet: Sheet, said: list[Any]) -> list[ActForm]:
    """The forms of both sides, and, where something was said, that of taking it back."""
    forms = [sheet.form(one) for one in FEEDBACK_ACTS]
    if said:
        forms.append(sheet.form(TAKE_BACK))
    return forms


def feedback_options(said: list[Any]) -> list[tuple[str, str]]:
    """What can be taken back: side and day, never a word of it."""
    return [(str(one.feedback_id), f"{SIDES[one.side]}・{format_wareki(one.on)}") for one in said]


def feedback_routes(about: About, show: Show, uses: tuple[str, ...]) -> tuple[PageRoute, ...]:
    """Where the feedback of a step's or an employment's page is sent.

    Args:
        about: which of both.
        show: its page.
        uses: what that page asks for.
    """
    folder, field = FOLDERS[about], f"{about}_id"

    def sent(act: Act) -> Callable[[Visit], Answer]:
        def send_it(visit: Visit) -> Answer:
            about_id = visit.path[field]
            told = {**act.document(visit.form), "about": about, "about_id": about_id}
            told.pop("expected_version", None)
            side = act.name.removesuffix("-says")
            if side in SIDES:
                told.setdefault(side, {})
            try:
                visit.ask(act.use_case, told)
            except Refusal as refusal:
                return show(visit, Tried(act, visit.form, refusal))
            return Moved(f"/placement/pages/{folder}/{about_id}", act.done)

        return send_it

    return tuple(
        send(f"/{folder}/{{{field}}}/{act.name}", sent(act), *uses, act.use_case)
        for act in (*FEEDBACK_ACTS, TAKE_BACK)
    )
