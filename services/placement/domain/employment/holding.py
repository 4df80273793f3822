"""Whether a job counts as held (就労定着) by what is on record now: reached, or not any more."""

from __future__ import annotations

from datetime import date

from services.placement.domain.employment.events import (
    EmploymentEvent,
    EmploymentRetained,
    EmploymentUndone,
)
from services.placement.domain.employment.retention import RetentionRule, retained_on
from services.placement.domain.employment.state import EmploymentState
from shared.facts.fact import Code


def settled(
    state: EmploymentState, rule: RetentionRule, *, otherwise: Code, today: date
) -> tuple[EmploymentEvent, ...]:
    """What follows for 就労定着 after a look was recorded or taken back.

    Its day is that of the first look on record that shows it: where another day was told, that is
    taken back and told anew, so that no figure counts it in a year in which nobody showed it.

    Args:
        state: the employment with what was recorded or taken back.
        rule: what counts as 就労定着 here.
        otherwise: code list ``correction_reasons``: why it does not hold any more, if so.
        today: the day of the recording (JST).
    """
    held, told = retained_on(state.started_on, state.checkpoints, rule), state.retained_on
    if held == told:
        return ()
    head = {"municipality": state.municipality, **dict(state.employment)}
    fallen = EmploymentUndone.model_validate(
        {**head, "on": today, "undone": "retained", "reason": otherwise}
    )
    taken_back = () if told is None else (fallen,)
    if held is None:
        return taken_back
    reached = EmploymentRetained.model_validate({**head, "on": held, "months": rule.months})
    return (*taken_back, reached)
