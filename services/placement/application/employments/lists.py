"""Which employments there are, and which of them somebody should look in on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from services.placement.application.acting import SUPPORTERS, acting_for
from services.placement.application.employments.forms import (
    CheckpointDue,
    DueCheckpoints,
    EmploymentLine,
    ListEmployments,
)
from services.placement.domain.employment import due_checkpoints
from services.placement.views.employment_rows import employments_of, looks_at_running
from services.placement.work_rules import work_rules
from shared.desk import Desk
from shared.identity import Actor
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

    @use_case("employments.due-checkpoints", "定着確認の期日", roles=SUPPORTERS, kind="query")
    def due_checkpoints(self, actor: Actor, request: DueCheckpoints) -> list[CheckpointDue]:
        """The looks at running employments that are due, the longest overdue first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        by = request.by or self._desk.today
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            due = list(checkpoints_due(tx, request.municipality, by))
        wanted = [one for one in due if one.overdue_days or not request.overdue_only]
        wanted.sort(key=lambda one: (one.due_on, str(one.employment_id)))
        return wanted[: request.limit]


def checkpoints_due(rows: Rows, municipality: str, by: date) -> Iterator[CheckpointDue]:
    """The looks at a municipality's running employments that are due by a day, one by one."""
    looked = looks_at_running(rows, municipality)
    for job in employments_of(rows, municipality, running=True):
        for due in due_checkpoints(
            job.started_on,
            looked.get(job.employment_id, ()),
            by=by,
            series=work_rules().checkpoints(municipality, job.started_on),
        ):
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
