"""Which steps towards work there are, how far they have come, and one of them whole."""

from __future__ import annotations

from services.placement.application.acting import SUPPORTERS, acting_for, found_by
from services.placement.application.steps.forms import (
    AttendanceLine,
    ListSteps,
    OpenSteps,
    ShowStep,
    StepLine,
    StepShown,
    StepsToReview,
)
from services.placement.domain.step import ACTS, STEP, StepStatus, existing_step
from services.placement.views.attendances import attendances_at
from services.placement.views.steps import step_row, steps_of
from shared.desk import Desk
from shared.identity import Actor
from shared.paging import listed
from shared.use_case import use_case

_OPEN: tuple[StepStatus, ...] = ("planned", "running")


class StepLists:
    """What is asked about steps.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("steps.list", "一歩の一覧", roles=SUPPORTERS, kind="query")
    def list_steps(self, actor: Actor, request: ListSteps) -> list[StepLine]:
        """The steps of a case, the first first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            rows = steps_of(tx, request.municipality, case_id=request.case_id)
            return [StepLine.model_validate(row) for row in rows]

    @use_case("steps.open", "進行中の一歩の一覧", roles=SUPPORTERS, kind="query")
    @listed("started_on|planned_on", "step_id")
    def open_steps(self, actor: Actor, request: OpenSteps) -> list[StepLine]:
        """The steps that are planned or under way, those of the longest ago first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            rows = [
                row for status in _OPEN for row in steps_of(tx, request.municipality, status=status)
            ]
            return [StepLine.model_validate(row) for row in rows]

    @use_case("steps.show", "一歩の詳細", roles=SUPPORTERS, kind="query")
    def show(self, actor: Actor, request: ShowStep) -> StepShown:
        """A step with the days on which somebody was there, and what may be recorded next.

        Raises:
            Refusal: ``own-agency-not-registered``; ``step-not-found``, also for those of another
                municipality and those that were undone.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(STEP, request.step_id)
            found = found_by(tx, actor, stream.state)
            at = existing_step(None if found is None or found.undone else found)
            row = step_row(tx, request.step_id)
            there = attendances_at(tx, request.step_id)
        return StepShown(
            **dict(StepLine.model_validate(row)),
            version=stream.version,
            next_acts=ACTS[at.status],
            attendances=tuple(AttendanceLine.model_validate(one) for one in there),
        )

    @use_case("steps.awaiting-review", "振り返り待ちの一覧", roles=SUPPORTERS, kind="query")
    @listed("started_on|planned_on|ended_on", "step_id")
    def awaiting_review(self, actor: Actor, request: StepsToReview) -> list[StepLine]:
        """The steps that are over and do not count as finished yet, the oldest first.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            rows = steps_of(tx, request.municipality, status="awaiting_review")
            return [StepLine.model_validate(row) for row in rows]
