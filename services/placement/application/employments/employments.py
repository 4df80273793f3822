"""An employment: it starts, is looked in on, holds or ends."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from services.placement.application.acting import SUPPORTERS, acting_for, found_by
from services.placement.application.desk import Desk
from services.placement.application.employments.forms import (
    EndEmployment,
    RecordCheckpoint,
    StartEmployment,
)
from services.placement.domain.employment import (
    EMPLOYMENT,
    Employment,
    EmploymentEvent,
    EmploymentState,
    end_employment,
    start_employment,
)
from services.placement.domain.follow_up import record_checkpoint
from shared.identity import Actor
from shared.use_case import use_case


class Employments:
    """What is recorded of employments.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("employments.start", "就職", roles=SUPPORTERS)
    def start(self, actor: Actor, request: StartEmployment) -> UUID:
        """The person took up work; return the employment's id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``; and see
                :func:`services.placement.domain.employment.start_employment`.
        """
        desk, employment_id = self._desk, request.employment_id or uuid4()
        with desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            stream = tx.load(EMPLOYMENT, employment_id)
            who = Employment.carried_by(request)
            events = start_employment(
                stream.state, request.municipality, who, on=request.on, today=desk.today
            )
            tx.append(EMPLOYMENT, stream, *events)
        return employment_id

    @use_case("employments.check", "定着確認", roles=SUPPORTERS)
    def check(self, actor: Actor, request: RecordCheckpoint) -> None:
        """Somebody looked in; 就労定着 follows when that meets the rule.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.follow_up.record_checkpoint`.
        """
        self._step(
            actor,
            request,
            lambda at: record_checkpoint(at, request.checkpoint, today=self._desk.today),
        )

    @use_case("employments.end", "離職", roles=SUPPORTERS)
    def end(self, actor: Actor, request: EndEmployment) -> None:
        """The person left the job.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.employment.end_employment`.
        """
        self._step(
            actor, request, lambda at: end_employment(at, on=request.on, today=self._desk.today)
        )

    def _step(
        self,
        actor: Actor,
        request: RecordCheckpoint | EndEmployment,
        rule: Callable[[EmploymentState | None], tuple[EmploymentEvent, ...]],
    ) -> None:
        with self._desk.transaction(actor) as tx:
            stream = tx.load(EMPLOYMENT, request.employment_id)
            at = found_by(tx, actor, stream.state)
            if at is not None:
                stream.expect_version(request.expected_version)
            tx.append(EMPLOYMENT, stream, *rule(at))
