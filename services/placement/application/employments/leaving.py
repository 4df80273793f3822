"""Leaving a job with support (退職支援): begun, given, called off."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.placement.application.acting import SUPPORTERS
from services.placement.application.employments.forms import (
    CallOffLeaving,
    PlanLeaving,
    SupportLeaving,
)
from services.placement.application.employments.stepping import step
from services.placement.domain.employment import (
    call_off_leaving,
    plan_leaving,
    support_leaving,
)
from shared.desk import Desk
from shared.identity import Actor
from shared.use_case import use_case


class Leaving:
    """What is recorded of leaving.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("employments.plan-leaving", "退職支援の開始", roles=SUPPORTERS)
    def plan_leaving(self, actor: Actor, request: PlanLeaving) -> None:
        """Leaving is thought of, and somebody stands by.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.employment.plan_leaving`.
        """
        today = self._desk.today
        step(
            self._desk,
            actor,
            request,
            lambda _tx, at: plan_leaving(
                at, request.reason, on=request.on, last_day=request.last_day, today=today
            ),
        )

    @use_case("employments.support-leaving", "退職支援", roles=SUPPORTERS)
    def support_leaving(self, actor: Actor, request: SupportLeaving) -> UUID:
        """What was done on the way out or to the next job; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.employment.support_leaving`.
        """
        support_id, today = uuid4(), self._desk.today
        step(
            self._desk,
            actor,
            request,
            lambda _tx, at: support_leaving(
                at, support_id, request.support, on=request.on, today=today
            ),
        )
        return support_id

    @use_case("employments.call-off-leaving", "退職の見合わせ", roles=SUPPORTERS)
    def call_off_leaving(self, actor: Actor, request: CallOffLeaving) -> None:
        """The person stays.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.employment.call_off_leaving`.
        """
        today = self._desk.today
        step(
            self._desk,
            actor,
            request,
            lambda _tx, at: call_off_leaving(at, on=request.on, today=today),
        )
