"""What the municipality alone does with plans: 支援決定・中断・再開・終結 (law rule 48)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.conference import views
from services.conference.application.desk import Desk
from services.conference.application.meetings.tables import discussion_at, table_about
from services.conference.application.plans.consenting import PlanConsent, consent_to_plan
from services.conference.application.plans.forms import (
    ClosePlan,
    DecidePlan,
    ResumePlan,
    SuspendPlan,
)
from services.conference.application.plans.hands import deciding_body, plan_here
from services.conference.application.plans.sealing import seal_note
from services.conference.domain.plan import (
    PLAN,
    Closing,
    Decision,
    Discussion,
    Plan,
    PlanState,
    Suspension,
    close_plan,
    decide_plan,
    replace_plan,
    resume_plan,
    suspend_plan,
    usual_review,
)
from services.conference.domain.plan.events import EVALUATION_LABEL, NOTE_LABEL
from shared.identity import Actor
from shared.store import Transaction
from shared.use_case import use_case


class Decisions:
    """What the municipality decides about plans.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("plans.decide", "支援決定", roles=("secretariat",))
    def decide(self, actor: Actor, request: DecidePlan) -> None:
        """Record 支援決定 on a proposal; the plan that it follows ends with it.

        Raises:
            Refusal: ``plan-not-found``, ``stale-version``; and see
                :func:`services.conference.domain.plan.decide_plan`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            now = tx.at
            stream, plan, own = plan_here(tx, actor, request.plan_id, request.expected_version)
            conference_id = request.conference_id or plan.conference_id
            consent = self._consent(tx, plan, conference_id, now)
            decided_on = request.decided_on or desk.today
            decided = Plan(
                case_id=plan.case_id,
                conference_id=conference_id,
                decided_on=decided_on,
                consented_on=request.consented_on,
                consents=consent.cited,
                next_review=request.next_review or usual_review(decided_on),
                decided_by=own.agency_id,
                **dict(plan.contents),
            )
            decision = Decision(
                by=deciding_body(own, plan, now),
                discussion=self._discussion(plan, conference_id),
                first=not views.has_plan(tx, plan.case_id),
                today=desk.today,
                refused=consent.refused,
            )
            tx.append(PLAN, stream, *decide_plan(plan, decided, decision))
            if plan.replaces is not None:
                former = tx.load(PLAN, plan.replaces)
                ended = replace_plan(former.state, by=request.plan_id, decided_on=decided_on)
                tx.append(PLAN, former, *ended)

    @use_case("plans.suspend", "プランの中断", roles=("secretariat",))
    def suspend(self, actor: Actor, request: SuspendPlan) -> None:
        """中断: let a plan rest; it stays under review.

        Raises:
            Refusal: ``plan-not-found``, ``stale-version``, ``person-erased``; and see
                :func:`services.conference.domain.plan.suspend_plan`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            now = tx.at
            stream, plan, own = plan_here(tx, actor, request.plan_id, request.expected_version)
            on = request.suspended_on or desk.today
            suspension = Suspension(
                on=on,
                next_review=request.next_review or usual_review(on),
                conference_id=request.conference_id,
                discussion=self._discussion(plan, request.conference_id),
                note=seal_note(
                    desk.sealer, request.plan_id, plan.contents, request.note or "", NOTE_LABEL
                ),
            )
            by = deciding_body(own, plan, now)
            tx.append(PLAN, stream, *suspend_plan(plan, suspension, by=by, today=desk.today))

    @use_case("plans.resume", "プランの再開", roles=("secretariat",))
    def resume(self, actor: Actor, request: ResumePlan) -> None:
        """再開: let a resting plan go on.

        Raises:
            Refusal: ``plan-not-found``, ``stale-version``; and see
                :func:`services.conference.domain.plan.resume_plan`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            now = tx.at
            stream, plan, own = plan_here(tx, actor, request.plan_id, request.expected_version)
            on = request.resumed_on or desk.today
            events = resume_plan(
                plan,
                on,
                request.next_review or usual_review(on),
                by=deciding_body(own, plan, now),
                today=desk.today,
            )
            tx.append(PLAN, stream, *events)

    @use_case("plans.close", "プランの終結", roles=("secretariat",))
    def close(self, actor: Actor, request: ClosePlan) -> None:
        """終結: end a plan for a reason, with an evaluation, after a conference (law rule 50).

        Raises:
            Refusal: ``plan-not-found``, ``stale-version``, ``person-erased``; and see
                :func:`services.conference.domain.plan.close_plan`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            now = tx.at
            stream, plan, own = plan_here(tx, actor, request.plan_id, request.expected_version)
            closing = Closing(
                on=request.closed_on or desk.today,
                reason=request.reason,
                evaluation=seal_note(
                    desk.sealer,
                    request.plan_id,
                    plan.contents,
                    request.evaluation,
                    EVALUATION_LABEL,
                ),
                conference_id=request.conference_id,
                discussion=self._discussion(plan, request.conference_id),
            )
            by = deciding_body(own, plan, now)
            tx.append(PLAN, stream, *close_plan(plan, closing, by=by, today=desk.today))

    def _discussion(self, plan: PlanState, conference_id: UUID | None) -> Discussion | None:
        """What the plan's own municipality discussed; another's conference is none here."""
        found = discussion_at(self._desk.store, conference_id) if conference_id else None
        return found if found and found.municipality == plan.municipality else None

    def _consent(
        self, tx: Transaction, plan: PlanState, conference_id: UUID, at: datetime
    ) -> PlanConsent:
        """What is on record; a conference told only afterwards has no table to ask about."""
        table = table_about(tx, conference_id, plan.case_id)
        if table is None:
            return PlanConsent((), refused=False)
        return consent_to_plan(tx, self._desk.sealer, table, plan.contents.subjects, at)
