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

    The day on which it was reached stays as it was told, as long as it is reached at all.

    Args:
        state: the employment with what was recorded or taken back.
        rule: what counts as 就労定着 here.
        otherwise: code list ``correction_reasons``: why it does not hold any more, if so.
        today: the day of the recording (JST).
    """
    held = retained_on(state.started_on, state.checkpoints, rule)
    if state.retained == (held is not None):
        return ()
    if held is None:
        fallen = EmploymentUndone(
            municipality=state.municipality,
            on=today,
            undone="retained",
            reason=otherwise,
            **dict(state.employment),
        )
        return (fallen,)
    reached = EmploymentRetained(
        municipality=state.municipality, on=held, months=rule.months, **dict(state.employment)
    )
    return (reached,)
