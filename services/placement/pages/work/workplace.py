"""事業所の振り返り: what the agency of a workplace writes itself, without a case and a person.

Whoever supports the person hands it the address, which names a step or a job by its number. There
it reads what it wrote itself, and nothing of what anybody else said.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from services.placement.pages.work.acts import EMPLOYER_SAYS, TAKE_BACK
from services.placement.pages.work.feedback import (
    USES,
    About,
    feedback_options,
    said_of,
    workplace_path,
)
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.pages.acts import Act, Sheet, Tried
from shared.refusal import Refusal

_ONE = "/feedback/{about}/{about_id}"
_ACTS = (EMPLOYER_SAYS, TAKE_BACK)
_SHOWN = USES


def show_workplace(visit: Visit, tried: Tried | None = None) -> Page:
    """What a workplace said of a step or an employment, and the form to say it.

    Raises:
        Refusal: ``feedback-not-found``, also for whom there is nothing to talk over.
    """
    about, about_id = visit.path["about"], visit.path["about_id"]
    said = [one for one in said_of(visit, cast("About", about), about_id) if one.by_employer]
    sheet = Sheet(
        workplace_path(about, about_id),
        visit.today,
        tried=tried,
        options={"feedback_id": feedback_options(said)},
    )
    acts = [one for one in _ACTS if one is EMPLOYER_SAYS or said]
    shown = {
        "said": said,
        "of_job": about == "employment",
        "forms_of_place": [sheet.form(one) for one in acts],
    }
    return Page("workplace.html", "事業所の振り返り", shown, tried.said if tried else None)


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        about, about_id = visit.path["about"], visit.path["about_id"]
        told = {**act.document(visit.form), "about": about, "about_id": about_id}
        if act is EMPLOYER_SAYS:
            told.setdefault("employer", {})
        try:
            visit.ask(act.use_case, told)
        except Refusal as refusal:
            return show_workplace(visit, Tried(act, visit.form, refusal))
        return Moved(workplace_path(about, about_id), act.done)

    return sent


ROUTES: tuple[PageRoute, ...] = (
    look(_ONE, show_workplace, *_SHOWN),
    *(send(f"{_ONE}/{one.name}", _sent(one), one.use_case, *_SHOWN) for one in _ACTS),
)
