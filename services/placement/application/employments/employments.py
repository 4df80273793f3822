"""An employment: it starts, is described, looked in on, holds or ends."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.placement.application.acting import SUPPORTERS, acting_for, refuse_taken
from services.placement.application.employments.forms import (
    DescribeEmployment,
    EndEmployment,
    RecordCheckpoint,
    StartEmployment,
    UndoInEmployment,
)
from services.placement.application.employments.stepping import former, refuse_strange_step, step
from services.placement.application.places import refuse_unlisted
from services.placement.domain.employment import (
    DEFAULT_RULE,
    EMPLOYMENT,
    Employment,
    EmploymentEvent,
    EmploymentState,
    RetentionRule,
    Undoing,
    Workplace,
    describe_employment,
    end_employment,
    record_checkpoint,
    start_employment,
    undo_in_employment,
)
from services.placement.views.employment_rows import employment_following
from services.placement.work_rules import work_rules
from shared.desk import Desk
from shared.identity import Actor
from shared.refusal import Refusal
from shared.store import Transaction
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
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``resource-not-found``, ``step-not-found``; and see
                :func:`services.placement.domain.employment.start_employment`.
        """
        desk, employment_id = self._desk, request.employment_id or uuid4()
        where = Workplace.carried_by(request)
        with desk.transaction(actor) as tx:
            acting_for(tx, actor, request.municipality)
            refuse_unlisted(tx, request.municipality, where.employer_id)
            refuse_strange_step(tx, request.municipality, request.person_id, where.step_id)
            stream = tx.load(EMPLOYMENT, employment_id)
            refuse_taken(request.municipality, stream.state)
            events = start_employment(
                stream.state,
                request.municipality,
                Employment.carried_by(request),
                on=request.on,
                today=desk.today,
                workplace=where,
                former=former(tx, employment_id, where),
            )
            tx.append(EMPLOYMENT, stream, *events)
        return employment_id

    @use_case("employments.describe", "職場の記録", roles=SUPPORTERS)
    def describe(self, actor: Actor, request: DescribeEmployment) -> None:
        """Where the person works, since a day.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``, ``resource-not-found``,
                ``step-not-found``; and see
                :func:`services.placement.domain.employment.describe_employment`.
        """
        where, today = Workplace.carried_by(request), self._desk.today

        def described(tx: Transaction, at: EmploymentState | None) -> tuple[EmploymentEvent, ...]:
            if at is not None:
                refuse_unlisted(tx, at.municipality, where.employer_id)
                who = at.employment.person_id
                refuse_strange_step(tx, at.municipality, who, where.step_id)
            before = former(tx, request.employment_id, where)
            return describe_employment(at, where, on=request.on, today=today, former=before)

        step(self._desk, actor, request, described)

    @use_case("employments.check", "定着確認", roles=SUPPORTERS)
    def check(self, actor: Actor, request: RecordCheckpoint) -> None:
        """Somebody looked in; 就労定着 follows when that meets the rule of the municipality.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.employment.record_checkpoint`.
        """
        today = self._desk.today
        step(
            self._desk,
            actor,
            request,
            lambda _tx, at: record_checkpoint(
                at, request.checkpoint, today=today, rule=_rule_for(at)
            ),
        )

    @use_case("employments.end", "離職", roles=SUPPORTERS)
    def end(self, actor: Actor, request: EndEmployment) -> None:
        """The person left the job.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; and see
                :func:`services.placement.domain.employment.end_employment`.
        """
        today = self._desk.today
        step(
            self._desk,
            actor,
            request,
            lambda _tx, at: end_employment(at, on=request.on, today=today),
        )

    @use_case("employments.undo", "就職の記録の取り消し", roles=SUPPORTERS)
    def undo(self, actor: Actor, request: UndoInEmployment) -> None:
        """Something was recorded that is not so.

        Raises:
            Refusal: ``own-agency-not-registered``, ``stale-version``; ``employment-followed``: a
                later employment follows this end; and see
                :func:`services.placement.domain.employment.undo_in_employment`.
        """
        undoing, today = Undoing.carried_by(request), self._desk.today

        def undone(tx: Transaction, at: EmploymentState | None) -> tuple[EmploymentEvent, ...]:
            if at is not None and request.part in {"start", "end"}:
                _refuse_followed(tx, request.employment_id)
            return undo_in_employment(at, undoing, rule=_rule_for(at), today=today)

        step(self._desk, actor, request, undone)


def _rule_for(at: EmploymentState | None) -> RetentionRule:
    """What counts as 就労定着 for an employment."""
    if at is None:
        return DEFAULT_RULE
    return work_rules().retention(at.municipality, at.started_on)


def _refuse_followed(tx: Transaction, employment_id: UUID) -> None:
    if employment_following(tx, employment_id) is not None:
        raise Refusal(
            "employment-followed",
            "この就職の後の再就職が記録されているので、離職や就職を取り消せません。",
            "先に、再就職の「職場の記録」から前の就職を外すか、再就職を取り消してください。",
        )
