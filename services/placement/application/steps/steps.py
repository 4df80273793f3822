"""A step towards work: planned, taken, attended, ended, looked back on, taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol
from uuid import UUID, uuid4

from services.placement.application.acting import (
    SUPPORTERS,
    acting_for,
    found_by,
    refuse_taken,
)
from services.placement.application.places import refuse_unlisted
from services.placement.application.steps.forms import (
    AttendStep,
    EndStep,
    PlanStep,
    ReviewStep,
    StartStep,
    TakeStep,
    UndoInStep,
)
from services.placement.application.words import sealed_words
from services.placement.domain.step import (
    REVIEW_LABEL,
    STEP,
    Review,
    Step,
    StepEvent,
    StepState,
    attend_step,
    end_step,
    plan_step,
    review_step,
    start_step,
    take_step,
    undo_in_step,
)
from services.placement.views.attendances import minutes_on
from services.placement.work_rules import work_rules
from shared.desk import Desk
from shared.identity import Actor
from shared.store import Transaction
from shared.use_case import use_case


class _OfStep(Protocol):
    """A request about a step that is on record."""

    @property
    def step_id(self) -> UUID:
        """Which."""
        ...

    @property
    def expected_version(self) -> int | None:
        """As the user saw it."""
        ...


class Steps:
    """What is recorded of steps towards work.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("steps.plan", "一歩の予定", roles=SUPPORTERS)
    def plan(self, actor: Actor, request: PlanStep) -> UUID:
        """Agree on a step; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``resource-not-found``; and see
                :func:`services.placement.domain.step.plan_step`.
        """
        return self._begin(
            actor,
            request,
            lambda at, step: plan_step(
                at, request.municipality, step, on=request.on, until=request.until
            ),
        )

    @use_case("steps.take", "一歩の記録", roles=SUPPORTERS)
    def take(self, actor: Actor, request: TakeStep) -> UUID:
        """Record a step that was not planned; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``resource-not-found``; and see
                :func:`services.placement.domain.step.take_step`.
        """
        return self._begin(
            actor,
            request,
            lambda at, step: take_step(
                at, request.municipality, step, on=request.on, today=self._desk.today
            ),
        )

    @use_case("steps.start", "一歩の開始", roles=SUPPORTERS)
    def start(self, actor: Actor, request: StartStep) -> None:
        """A planned step was taken.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.step.start_step`.
        """
        today = self._desk.today
        self._step(actor, request, lambda _tx, at: start_step(at, on=request.on, today=today))

    @use_case("steps.attend", "参加した日", roles=SUPPORTERS)
    def attend(self, actor: Actor, request: AttendStep) -> UUID:
        """The person was there; return the attendance's id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.step.attend_step`.
        """
        attendance_id, today = uuid4(), self._desk.today

        def attended(tx: Transaction, at: StepState | None) -> tuple[StepEvent, ...]:
            on, elsewhere = request.on, 0
            if at is not None:
                elsewhere = minutes_on(tx, at.municipality, at.step.person_id, on)
            return attend_step(
                at, attendance_id, on=on, minutes=request.minutes, elsewhere=elsewhere, today=today
            )

        self._step(actor, request, attended)
        return attendance_id

    @use_case("steps.end", "一歩の終了", roles=SUPPORTERS)
    def end(self, actor: Actor, request: EndStep) -> None:
        """The step is over; where the rules ask for it, it waits for its 振り返り.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.step.end_step`.
        """
        today = self._desk.today

        def ended(_tx: Transaction, at: StepState | None) -> tuple[StepEvent, ...]:
            asked = at is not None and work_rules().asks_for_review(
                at.municipality, at.step.kind, at.step.programme, request.on
            )
            return end_step(at, request.outcome, on=request.on, review_required=asked, today=today)

        self._step(actor, request, ended)

    @use_case("steps.review", "体験などの振り返り", roles=SUPPORTERS)
    def review(self, actor: Actor, request: ReviewStep) -> None:
        """They looked back on it together.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``, ``person-erased``; and see
                :func:`services.placement.domain.step.review_step`.
        """
        desk, today = self._desk, self._desk.today

        def reviewed(_tx: Transaction, at: StepState | None) -> tuple[StepEvent, ...]:
            note = None
            if at is not None:
                note = sealed_words(desk.sealer, at.step.person_id, request.note, REVIEW_LABEL)
            present = tuple(dict.fromkeys(request.present))
            return review_step(at, Review(request.on, present, note), today=today)

        self._step(actor, request, reviewed)

    @use_case("steps.undo", "一歩の記録の取り消し", roles=SUPPORTERS)
    def undo(self, actor: Actor, request: UndoInStep) -> None:
        """Something was recorded that is not so.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.step.undo_in_step`.
        """
        today = self._desk.today
        self._step(
            actor,
            request,
            lambda _tx, at: undo_in_step(
                at, request.part, request.reason, attendance_id=request.attendance_id, today=today
            ),
        )

    def _begin(
        self,
        actor: Actor,
        request: PlanStep | TakeStep,
        rule: Callable[[StepState | None, Step], tuple[StepEvent, ...]],
    ) -> UUID:
        step_id = request.step_id or uuid4()
        with self._desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            refuse_unlisted(tx, request.municipality, request.resource_id)
            stream = tx.load(STEP, step_id)
            refuse_taken(request.municipality, stream.state)
            tx.append(STEP, stream, *rule(stream.state, Step.carried_by(request)))
        return step_id

    def _step(
        self,
        actor: Actor,
        request: _OfStep,
        rule: Callable[[Transaction, StepState | None], tuple[StepEvent, ...]],
    ) -> None:
        with self._desk.transaction(actor) as tx:
            stream = tx.load(STEP, request.step_id)
            at = found_by(tx, actor, stream.state)
            if at is not None:
                stream.expect_version(request.expected_version)
            tx.append(STEP, stream, *rule(tx, at))
