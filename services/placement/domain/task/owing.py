"""What is overdue, as tasks; who asks twice gets the same tasks under the same ids."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID, uuid5

from services.placement.domain.employment import DueCheckpoint
from services.placement.domain.referral import Due, is_overdue
from services.placement.domain.task.events import Task


def task_id(task: Task) -> UUID:
    """The id of a task: of an employment by the month, of anything else by what was due when."""
    what = task.month if task.kind == "checkpoint" else task.due_on.isoformat()
    return uuid5(task.record_id, f"{task.kind}/{what}")


def referral_task(
    referral_id: UUID,
    case_id: UUID,
    person_id: UUID | None,
    *,
    due: Due | None,
    today: date,
) -> Task | None:
    """What is overdue in a referral; ``None`` if nothing is (law rule 51).

    Args:
        referral_id: which.
        case_id: its case.
        person_id: whom it is about; ``None`` for a household.
        due: what is owed next in it, if anything is.
        today: the day (JST).
    """
    if due is None or not is_overdue(due, today):
        return None
    return Task(
        case_id=case_id, person_id=person_id, kind=due.what, record_id=referral_id, due_on=due.on
    )


def checkpoint_task(
    employment_id: UUID,
    case_id: UUID,
    person_id: UUID,
    *,
    due: Sequence[DueCheckpoint],
    today: date,
) -> Task | None:
    """The look at an employment that is overdue; ``None`` if somebody looked, or none is.

    Of several that were missed the latest is asked for: it answers for those before it.

    Args:
        employment_id: which.
        case_id: its case.
        person_id: who works.
        due: the looks that are due, in the order of their months.
        today: the day (JST).
    """
    overdue = [one for one in due if one.due_on < today]
    if not overdue or overdue[-1].unknown:
        return None
    return Task(
        case_id=case_id,
        person_id=person_id,
        kind="checkpoint",
        record_id=employment_id,
        month=overdue[-1].month,
        due_on=overdue[-1].due_on,
    )


def confirmation_task(
    resource_id: UUID, *, known_on: date, outdated_after_days: int, today: date
) -> Task | None:
    """That a place should be asked again (最終確認); ``None`` while its entry is not out of date.

    Args:
        resource_id: which.
        known_on: when somebody last asked it, or entered it if nobody ever did.
        outdated_after_days: how long that is good for.
        today: the day (JST).
    """
    due_on = known_on + timedelta(days=outdated_after_days)
    if due_on >= today:
        return None
    return Task(
        case_id=None, person_id=None, kind="confirmation", record_id=resource_id, due_on=due_on
    )
