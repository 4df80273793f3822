"""Looking after a decided plan: 定期の確認・中断・再開・終結 (34条の8; law rules 49, 50)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.conference.domain.plan.deciding import Discussion, discussed
from services.conference.domain.plan.events import (
    PlanClosed,
    PlanResumed,
    PlanReviewed,
    PlanSuspended,
    ReviewResult,
)
from services.conference.domain.plan.standing import (
    refuse_day,
    refuse_other_body,
    refuse_review,
    running_plan,
)
from services.conference.domain.plan.state import PlanState
from services.conference.law.statutes.legal_modes import Body
from shared.codes import CLOSING_REASONS
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed


@dataclass(frozen=True, slots=True)
class Review:
    """What a review found.

    Attributes:
        on: the day (JST).
        result: what was found.
        next_review: the day by which the plan is looked at again.
        by: the agency that looked.
        note: what was seen, sealed like the plan.
    """

    on: date
    result: ReviewResult
    next_review: date | None
    by: UUID
    note: Sealed | None = None


def review_plan(plan: PlanState | None, review: Review, *, today: date) -> tuple[PlanReviewed, ...]:
    """Record a review; suspending and ending remain the municipality's decisions.

    Raises:
        Refusal: ``plan-not-found``, ``plan-ended``, ``plan-not-decided``; ``plan-suspended``: a
            resting plan is found worth going on with, changing or ending, not suspending again.
        InvalidInput: ``date-in-future``, ``date-before-last-change``, ``review-not-set``.
    """
    plan = running_plan(plan)
    if plan.status == "suspended" and review.result == "suspend":
        raise _suspended()
    refuse_day("確認した日", review.on, plan, today)
    reviewed = PlanReviewed(
        municipality=plan.municipality,
        case_id=plan.case_id,
        reviewed_on=review.on,
        result=review.result,
        next_review=refuse_review(review.next_review, review.on),
        reviewed_by=review.by,
        note=review.note,
    )
    return (reviewed,)


@dataclass(frozen=True, slots=True)
class Suspension:
    """How a plan is suspended.

    Attributes:
        on: the day (JST).
        next_review: the day by which it is looked at again.
        conference_id: where it was discussed, if it was.
        discussion: that conference as it was held.
        note: why, sealed like the plan.
    """

    on: date
    next_review: date | None
    conference_id: UUID | None = None
    discussion: Discussion | None = None
    note: Sealed | None = None


def suspend_plan(
    plan: PlanState | None, suspension: Suspension, *, by: Body, today: date
) -> tuple[PlanSuspended, ...]:
    """中断: let a plan rest without ending it; it stays under review.

    Raises:
        Refusal: ``plan-not-found``, ``plan-ended``, ``plan-not-decided``, ``plan-suspended``;
            ``decider-not-entitled``; ``case-not-discussed``.
        InvalidInput: ``date-in-future``, ``date-before-last-change``, ``review-not-set``.
    """
    plan = running_plan(plan)
    if plan.status == "suspended":
        raise _suspended()
    refuse_other_body(by)
    if suspension.conference_id is not None:
        discussed(suspension.discussion, plan.case_id)
    refuse_day("中断の日", suspension.on, plan, today)
    suspended = PlanSuspended(
        municipality=plan.municipality,
        case_id=plan.case_id,
        suspended_on=suspension.on,
        next_review=refuse_review(suspension.next_review, suspension.on),
        conference_id=suspension.conference_id,
        note=suspension.note,
    )
    return (suspended,)


def resume_plan(
    plan: PlanState | None, on: date, next_review: date | None, *, by: Body, today: date
) -> tuple[PlanResumed, ...]:
    """再開: let a resting plan go on.

    Raises:
        Refusal: ``plan-not-found``, ``plan-ended``, ``plan-not-decided``, ``plan-active``;
            ``decider-not-entitled``.
        InvalidInput: ``date-in-future``, ``date-before-last-change``, ``review-not-set``.
    """
    plan = running_plan(plan)
    if plan.status == "active":
        raise Refusal(
            "plan-active",
            "このプランは、中断していません。",
            "見直しの結果か、中断・終結の決定を記録してください。",
        )
    refuse_other_body(by)
    refuse_day("再開の日", on, plan, today)
    resumed = PlanResumed(
        municipality=plan.municipality,
        case_id=plan.case_id,
        resumed_on=on,
        next_review=refuse_review(next_review, on),
    )
    return (resumed,)


@dataclass(frozen=True, slots=True)
class Closing:
    """How a plan is ended.

    Attributes:
        on: the day (JST).
        reason: code list ``closing_reasons``.
        evaluation: what came of it, sealed like the plan; ``None`` if nobody wrote any.
        conference_id: where the end was discussed; ``None`` if nowhere.
        discussion: that conference as it was held.
    """

    on: date
    reason: str
    evaluation: Sealed | None
    conference_id: UUID | None
    discussion: Discussion | None


def close_plan(
    plan: PlanState | None, closing: Closing, *, by: Body, today: date
) -> tuple[PlanClosed, ...]:
    """終結: end a plan for a reason, with an evaluation, after a conference (law rule 50).

    Raises:
        Refusal: ``plan-not-found``, ``plan-ended``, ``plan-not-decided``;
            ``decider-not-entitled``; ``closing-without-evaluation``;
            ``closing-without-conference``; ``case-not-discussed``; ``suspended-is-not-closed``.
        InvalidInput: ``unknown-code``, ``date-in-future``, ``date-before-last-change``,
            ``end-before-conference``.
    """
    plan = running_plan(plan)
    refuse_other_body(by)
    reason = CLOSING_REASONS.by_code(closing.reason).code
    if reason == "suspended" and plan.status != "suspended":
        raise Refusal(
            "suspended-is-not-closed",
            "中断は終結ではありません。支援を休むだけであれば、プランは続いています。",
            "中断を記録してください。終えるのであれば、ほかの終結理由を選んでください。",
        )
    if closing.evaluation is None:
        raise Refusal(
            "closing-without-evaluation",
            "評価が書かれていません。終結には評価が要ります。",
            "支援の経過と成果の評価を書いてから、終結を記録してください。",
        )
    if closing.conference_id is None:
        raise Refusal(
            "closing-without-conference",
            "終結を検討した会議が示されていません。",
            "終結を検討した会議を指定してください。まだであれば、会議の議題にしてください。",
        )
    held_on = discussed(closing.discussion, plan.case_id).held_on
    refuse_day("終結の日", closing.on, plan, today)
    if closing.on < held_on:
        raise InvalidInput(
            "終結の日",
            "end-before-conference",
            "終結の日が、終結を検討した会議の開催日より前です。",
            "開催日以後の日付にしてください。",
        )
    closed = PlanClosed(
        municipality=plan.municipality,
        case_id=plan.case_id,
        closed_on=closing.on,
        reason=reason,
        evaluation=closing.evaluation,
        conference_id=closing.conference_id,
    )
    return (closed,)


def _suspended() -> Refusal:
    return Refusal(
        "plan-suspended",
        "このプランは、すでに中断しています。",
        "支援を続けるときは再開を、終えるときは終結を、休みを続けるときは見直しの結果を「継続」"
        "として記録してください。",
    )
