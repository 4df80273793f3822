"""Steps towards work, employments and outcomes."""

from __future__ import annotations

from services.stats.domain.retention import due_days
from services.stats.handlers.taking import take_in
from services.stats.views import observe
from shared.facts import placement
from shared.facts.envelope import Received
from shared.store import Transaction

_WorkStep = placement.StepTaken | placement.StepAttended | placement.StepFinished
_EmploymentStep = (
    placement.EmploymentStarted | placement.EmploymentRetained | placement.EmploymentEnded
)


@take_in.register
def _(fact: _EmploymentStep, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "employment_steps",
        employment_id=fact.employment_id,
        case_id=fact.case_id,
        person_id=fact.person_id,
        kind=fact.kind,
        step=fact.NAME,
        months=fact.months if isinstance(fact, placement.EmploymentRetained) else None,
    )
    if isinstance(fact, placement.EmploymentStarted):
        _await_checkpoints(tx, received, fact)


def _await_checkpoints(
    tx: Transaction, received: Received, fact: placement.EmploymentStarted
) -> None:
    """Note the days on which somebody is to look whether the job holds."""
    for item, (months, due_on) in enumerate(due_days(fact.occurred_on).items(), start=1):
        observe(
            tx,
            received,
            "looks_due",
            item=item,
            employment_id=fact.employment_id,
            person_id=fact.person_id,
            kind=fact.kind,
            step=fact.NAME,
            months=months,
            occurred_on=due_on.isoformat(),
        )


@take_in.register
def _(fact: placement.EmploymentChecked, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "looks",
        record_id=_look_id(fact),
        employment_id=fact.employment_id,
        person_id=fact.person_id,
        months=fact.months,
        status=fact.status,
        step=fact.NAME,
    )


@take_in.register
def _(fact: placement.EmploymentCheckUndone, tx: Transaction, received: Received) -> None:
    checked = placement.EmploymentChecked.NAME
    observe(tx, received, "undone_steps", record_id=_look_id(fact), step=checked)


def _look_id(fact: placement.EmploymentChecked | placement.EmploymentCheckUndone) -> str:
    """What a look at an employment after so many months is undone by."""
    return f"{fact.employment_id}/{fact.months}"


@take_in.register
def _(fact: placement.EmploymentDescribed, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "workplaces",
        employment_id=fact.employment_id,
        case_id=fact.case_id,
        person_id=fact.person_id,
        kind=fact.kind,
        workplace=fact.workplace,
        trait=fact.trait,
        resource_id=fact.resource_id,
        follows=fact.follows,
    )


@take_in.register
def _(fact: _WorkStep, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "work_steps",
        step_id=fact.step_id,
        case_id=fact.case_id,
        person_id=fact.person_id,
        kind=fact.kind,
        step=fact.NAME,
        result=fact.result if isinstance(fact, placement.StepFinished) else None,
        resource_id=fact.resource_id,
        programme=fact.programme,
        attendance_id=fact.attendance_id if isinstance(fact, placement.StepAttended) else None,
        minutes=fact.minutes if isinstance(fact, placement.StepAttended) else None,
    )


@take_in.register
def _(fact: placement.OutcomeReached, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "outcomes",
        outcome_id=fact.outcome_id,
        case_id=fact.case_id,
        person_id=fact.person_id,
        kind=fact.kind,
        step=fact.NAME,
    )


@take_in.register
def _(fact: placement.EmploymentUndone, tx: Transaction, received: Received) -> None:
    observe(tx, received, "undone_steps", record_id=fact.employment_id, step=fact.step)


@take_in.register
def _(fact: placement.StepUndone, tx: Transaction, received: Received) -> None:
    record = fact.attendance_id or fact.step_id
    observe(tx, received, "undone_steps", record_id=record, step=fact.step)


@take_in.register
def _(fact: placement.OutcomeUndone, tx: Transaction, received: Received) -> None:
    reached = placement.OutcomeReached.NAME
    observe(tx, received, "undone_steps", record_id=fact.outcome_id, step=reached)
