"""One step of one employment, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from services.placement.application.acting import found_by
from services.placement.application.employments.forms import OnEmployment
from services.placement.domain.employment import (
    EMPLOYMENT,
    EmploymentEvent,
    EmploymentState,
    Workplace,
)
from services.placement.domain.step import STEP, existing_step
from shared.desk import Desk
from shared.identity import Actor
from shared.store import Transaction

Rule = Callable[[Transaction, EmploymentState | None], tuple[EmploymentEvent, ...]]
"""What follows from the employment as it stands; ``None`` if there is none for whoever asks."""


def step(desk: Desk, actor: Actor, request: OnEmployment, rule: Rule) -> None:
    """Take an employment one step further.

    Raises:
        Refusal: ``own-agency-not-registered``, ``stale-version``, and what the rule refuses.
    """
    with desk.transaction(actor) as tx:
        stream = tx.load(EMPLOYMENT, request.employment_id)
        at = found_by(tx, actor, stream.state)
        if at is not None:
            stream.expect_version(request.expected_version)
        tx.append(EMPLOYMENT, stream, *rule(tx, at))


def refuse_strange_step(
    tx: Transaction, municipality: str, person_id: UUID, step_id: UUID | None
) -> None:
    """Refuse a step that is said to have led to a job and is not this person's.

    Raises:
        Refusal: ``step-not-found``.
    """
    if step_id is None:
        return
    taken = tx.load(STEP, step_id).state
    theirs = (
        taken is not None
        and not taken.undone
        and (taken.municipality, taken.step.person_id) == (municipality, person_id)
    )
    existing_step(taken if theirs else None)


def former(tx: Transaction, employment_id: UUID, workplace: Workplace) -> EmploymentState | None:
    """The employment that another one is said to follow, as it stands; none follows itself."""
    if workplace.follows is None or workplace.follows == employment_id:
        return None
    return tx.load(EMPLOYMENT, workplace.follows).state
