"""From the passing of time to tasks: what is overdue gets one, what is not any more loses it.

A round compares what is overdue with the tasks that are open, and records the difference. It first
looks without keeping anybody from writing; only if there is a difference does it look again in a
transaction and write, so many tasks at a time. Ids follow from what is overdue: a round that was
broken off, is run twice at once or by two processes opens nothing twice.

The days that a municipality gives each step are read at the start: changed ones hold from then.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import groupby, islice
from typing import NamedTuple
from uuid import UUID

from services.placement import views
from services.placement.application.employments.lists import checkpoints_due
from services.placement.application.referrals.deadlines import deadlines_for
from services.placement.domain.employment import DueCheckpoint
from services.placement.domain.referral import due_of
from services.placement.domain.task import (
    TASK,
    Task,
    checkpoint_task,
    confirmation_task,
    open_task,
    referral_task,
    settle_task,
    task_id,
)
from services.placement.views.resources import outdated_after_days, resources_known_since
from shared.calendar import jst_date
from shared.codes.municipality import MunicipalityCode
from shared.desk import Desk
from shared.identity import service_actor
from shared.store import Rows, Transaction

AT_ONCE = 200
"""So many tasks are opened or settled in one transaction, at most: others want to write too."""

_TIME = service_actor("placement", "clock")


class Difference(NamedTuple):
    """A task that is not as what is overdue asks for.

    Attributes:
        task_id: which.
        overdue: what is overdue; ``None`` if it is not any more.
    """

    task_id: UUID
    overdue: Task | None


class Calendar:
    """Looks at the calendar for a service; not again before the day, or the record, has changed.

    Args:
        desk: store and clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._looked: tuple[date, int] | None = None

    def look(self) -> bool:
        """Bring every municipality's tasks up to today; return whether some are left to be."""
        desk = self._desk
        now = desk.today, desk.store.position()
        if now == self._looked:
            return False
        left = [_bring_up(desk, one) for one in views.municipalities_at_work(desk.store)]
        self._looked = None if any(left) else now
        return any(left)


def differences(rows: Rows, municipality: MunicipalityCode, today: date) -> Iterator[Difference]:
    """The tasks that are to be opened and to be settled; none if everything is as it should be."""
    overdue = _overdue(rows, municipality, today)
    standing = {one.task_id for one in views.open_tasks(rows, municipality)}
    for one in overdue.keys() - standing - views.tasks_done(rows, municipality):
        yield Difference(one, overdue[one])
    for one in standing - overdue.keys():
        yield Difference(one, None)


def _bring_up(desk: Desk, municipality: MunicipalityCode) -> bool:
    if not any(differences(desk.store, municipality, desk.today)):
        return False
    with desk.store.transaction(_TIME, desk.clock) as tx:
        today = jst_date(tx.at)
        found = differences(tx, municipality, today)
        for one in islice(found, AT_ONCE):
            _write(tx, municipality, one, today)
        return any(found)


def _write(tx: Transaction, municipality: MunicipalityCode, one: Difference, on: date) -> None:
    stream = tx.load(TASK, one.task_id)
    if one.overdue is None:
        tx.append(TASK, stream, *settle_task(stream.state, on))
    else:
        tx.append(TASK, stream, *open_task(stream.state, municipality, one.overdue, on))


def _overdue(rows: Rows, municipality: MunicipalityCode, today: date) -> Mapping[UUID, Task]:
    tasks = (
        *_of_referrals(rows, municipality, today),
        *_of_employments(rows, municipality, today),
        *_of_resources(rows, municipality, today),
    )
    return {task_id(one): one for one in tasks}


def _of_referrals(rows: Rows, municipality: MunicipalityCode, today: date) -> Iterator[Task]:
    deadlines = deadlines_for(municipality)
    for row in views.referrals_of(rows, municipality, ended_since=date.max):
        task = referral_task(
            row.referral_id,
            row.case_id,
            row.person_id,
            due=due_of(row.standing, deadlines, row.plan_result),
            today=today,
        )
        if task is not None:
            yield task


def _of_employments(rows: Rows, municipality: MunicipalityCode, today: date) -> Iterator[Task]:
    due = checkpoints_due(rows, municipality, today)
    for (employment_id, case_id, person_id), looks in groupby(
        due, lambda one: (one.employment_id, one.case_id, one.person_id)
    ):
        missed = [DueCheckpoint(one.month, one.due_on, one.unknown) for one in looks]
        task = checkpoint_task(employment_id, case_id, person_id, due=missed, today=today)
        if task is not None:
            yield task


def _of_resources(rows: Rows, municipality: MunicipalityCode, today: date) -> Iterator[Task]:
    days = outdated_after_days(rows, municipality)
    for resource_id, known_on in resources_known_since(rows, municipality):
        task = confirmation_task(
            resource_id, known_on=known_on, outdated_after_days=days, today=today
        )
        if task is not None:
            yield task
