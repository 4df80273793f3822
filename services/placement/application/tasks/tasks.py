"""Which tasks there are, and that one was dealt with."""

from __future__ import annotations

from datetime import date

from services.placement import views
from services.placement.application.acting import SUPPORTERS, acting, acting_for, found_by
from services.placement.application.tasks.forms import AwaitedFrom, DoTask, ListTasks, TaskLine
from services.placement.domain.task import TASK, do_task
from services.placement.told.tasks import KINDS
from services.placement.views import TaskRow
from shared.acting import AGENCY_ROLES
from shared.desk import Desk
from shared.identity import Actor
from shared.paging import listed
from shared.use_case import use_case


class Tasks:
    """What is done with tasks; they open and settle by themselves.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("tasks.list", "期限を過ぎた課題の一覧", roles=SUPPORTERS, kind="query")
    @listed("due_on", "task_id")
    def list_tasks(self, actor: Actor, request: ListTasks) -> list[TaskLine]:
        """The open tasks of a municipality's cases and places, the longest overdue first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        today = self._desk.today
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            rows = views.open_tasks(tx, request.municipality)
        return [
            _line(row, today)
            for row in rows
            if request.case_id in (None, row.case_id) and request.kind in (None, row.kind)
        ]

    @use_case("tasks.awaited", "自機関が待たれている課題", roles=AGENCY_ROLES, kind="query")
    @listed("due_on", "task_id")
    def awaited(self, actor: Actor, _request: AwaitedFrom) -> list[TaskLine]:
        """The open tasks of referrals in which the own agency was asked, without case and person.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        today = self._desk.today
        with self._desk.transaction(actor) as tx:
            own = acting(tx, actor)
            rows = views.open_tasks_awaited_from(tx, own.agency_id)
        unnamed = {"case_id": None, "person_id": None}
        return [_line(row, today).model_copy(update=unnamed) for row in rows]

    @use_case("tasks.done", "課題の対応済み", roles=SUPPORTERS)
    def done(self, actor: Actor, request: DoTask) -> None:
        """Somebody dealt with a task, though nothing else is on record.

        Raises:
            Refusal: ``own-agency-not-registered``; ``task-not-found``, also for those of another
                municipality; ``task-not-open``.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(TASK, request.task_id)
            state = found_by(tx, actor, stream.state)
            by = acting(tx, actor).agency_id
            tx.append(TASK, stream, *do_task(state, by, self._desk.today))


def _line(row: TaskRow, today: date) -> TaskLine:
    return TaskLine(
        task_id=row.task_id,
        case_id=row.case_id,
        person_id=row.person_id,
        kind=row.kind,
        label=KINDS[row.kind],
        record_id=row.record_id,
        month=row.month,
        due_on=row.due_on,
        days_late=(today - row.due_on).days,
        opened_on=row.opened_on,
    )
