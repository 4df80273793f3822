"""Which employments there are, and which of them somebody should look in on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from services.placement.application.acting import SUPPORTERS, acting_for, found_by
from services.placement.application.employments.forms import (
    CheckpointDue,
    DueCheckpoints,
    EmploymentLine,
    EmploymentShown,
    ListEmployments,
    RunningEmployments,
    ShowEmployment,
)
from services.placement.domain.employment import (
    ACTS,
    EMPLOYMENT,
    Checkpoint,
    due_checkpoints,
    existing,
)
from services.placement.views.employment_rows import (
    EmploymentRow,
    employment_row,
    employments_of,
    looks_at_running,
)
from services.placement.work_rules import work_rules
from shared.desk import Desk
from shared.identity import Actor
from shared.paging import listed
from shared.store import Rows
from shared.use_case import use_case


class EmploymentLists:
    """What is asked about employments.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("employments.list", "就職の一覧", roles=SUPPORTERS, kind="query")
    def list_employments(self, actor: Actor, request: ListEmployments) -> list[EmploymentLine]:
        """The employments of a case, the first first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            rows = employments_of(tx, request.municipality, case_id=request.case_id)
            return [EmploymentLine.model_validate(row) for row in rows]

    @use_case("employments.running", "就労中の一覧", roles=SUPPORTERS, kind="query")
    @listed("started_on", "employment_id")
    def running(self, actor: Actor, request: RunningEmployments) -> list[EmploymentLine]:
        """The employments of a municipality that have not ended, the longest held first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            rows = employments_of(tx, request.municipality, running=True)
            return [EmploymentLine.model_validate(row) for row in rows]

    @use_case("employments.show", "就職の詳細", roles=SUPPORTERS, kind="query")
    def show(self, actor: Actor, request: ShowEmployment) -> EmploymentShown:
        """An employment with what was found at it, and what may be recorded next.

        Raises:
            Refusal: ``own-agency-not-registered``; ``employment-not-found``, also for those of
                another municipality; ``employment-undone``.
        """
        today = self._desk.today
        with self._desk.transaction(actor) as tx:
            stream = tx.load(EMPLOYMENT, request.employment_id)
            at = existing(found_by(tx, actor, stream.state))
            row = employment_row(tx, request.employment_id)
        looks = tuple(sorted(at.checkpoints, key=lambda one: one.month))
        due = () if row.ended_on else tuple(_due(row, looks, today))
        return EmploymentShown(
            **dict(EmploymentLine.model_validate(row)),
            version=stream.version,
            status=at.status,
            next_acts=ACTS[at.status],
            trait=at.workplace.trait,
            step_id=at.workplace.step_id,
            checkpoints=looks,
            series=tuple(work_rules().checkpoints(at.municipality, at.started_on)),
            due=due,
        )

    @use_case("employments.due-checkpoints", "定着確認の期日", roles=SUPPORTERS, kind="query")
    @listed("due_on", "employment_id")
    def due_checkpoints(self, actor: Actor, request: DueCheckpoints) -> list[CheckpointDue]:
        """The looks at running employments that are due, the longest overdue first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        by = request.by or self._desk.today
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            due = list(checkpoints_due(tx, request.municipality, by))
        return [one for one in due if one.overdue_days or not request.overdue_only]


def checkpoints_due(rows: Rows, municipality: str, by: date) -> Iterator[CheckpointDue]:
    """The looks at a municipality's running employments that are due by a day, one by one."""
    looked = looks_at_running(rows, municipality)
    for job in employments_of(rows, municipality, running=True):
        yield from _due(job, looked.get(job.employment_id, ()), by)


def _due(job: EmploymentRow, looks: Iterable[Checkpoint], by: date) -> Iterator[CheckpointDue]:
    series = work_rules().checkpoints(job.municipality, job.started_on)
    for due in due_checkpoints(job.started_on, looks, by=by, series=series):
        yield CheckpointDue(
            employment_id=job.employment_id,
            case_id=job.case_id,
            person_id=job.person_id,
            kind=job.kind,
            month=due.month,
            due_on=due.due_on,
            overdue_days=(by - due.due_on).days,
            unknown=due.unknown,
        )
