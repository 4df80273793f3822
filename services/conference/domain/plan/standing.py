"""What every rule about an existing plan asks first, and names as the ways that are open."""

from __future__ import annotations

from datetime import date

from services.conference.domain.plan.state import ENDED, RUNNING, PlanState
from services.conference.law.statutes.legal_modes import Body
from shared.calendar import months_after
from shared.refusal import InvalidInput, Refusal

REVIEW_MONTHS = 3
"""When nobody says otherwise, a plan is looked at again after so many months (law rule 49)."""

MOST_REVIEW_MONTHS = 12
"""The law asks for a regular review and leaves the interval open; a year is the longest."""


def existing_plan(plan: PlanState | None) -> PlanState:
    """The plan, which must be there and not have ended.

    Raises:
        Refusal: ``plan-not-found``, ``plan-ended``.
    """
    if plan is None:
        raise plan_not_found()
    if plan.status in ENDED:
        ways = {
            "withdrawn": "このプラン案は、取り下げられています。",
            "replaced": "このプランは、再プランに引き継がれて終わっています。",
            "closed": "このプランは、終結しています。",
        }
        raise Refusal(
            "plan-ended",
            ways[plan.status],
            "支援を続けるときは、同じケースの新しいプラン案を提出してください。",
        )
    return plan


def named_plan(plan: PlanState | None) -> PlanState:
    """The plan, which must not have ended, and whose persons are on record.

    Raises:
        Refusal: ``plan-not-found``, ``plan-ended``, ``plan-names-nobody``.
    """
    plan = existing_plan(plan)
    if not plan.contents.subjects:
        raise Refusal(
            "plan-names-nobody",
            "このプランには、誰についてのプランかが記録されていません。",
            "会議の議題として新しいプラン案（再プラン）を提出してください。",
        )
    return plan


def plan_not_found() -> Refusal:
    """There is no such plan, or none for whoever asks."""
    return Refusal(
        "plan-not-found",
        "そのプランは、あなたの機関が扱うプランの中にありません。",
        "プランの指定を確かめてください。",
    )


def running_plan(plan: PlanState | None) -> PlanState:
    """The plan, which must have been decided and not have ended.

    Raises:
        Refusal: ``plan-not-found``, ``plan-ended``, ``plan-not-decided``.
    """
    plan = existing_plan(plan)
    if plan.status not in RUNNING:
        raise Refusal(
            "plan-not-decided",
            "このプランは、まだ支援決定されていません。",
            "会議で検討した後、市町村の支援決定を記録するか、プラン案を改めるか、"
            "取り下げてください。",
        )
    return plan


def refuse_other_body(by: Body) -> None:
    """Only the municipality decides (社会福祉法106条の4第2項6号; law rule 48).

    Args:
        by: the body whose officer records the decision.

    Raises:
        Refusal: ``decider-not-entitled``.
    """
    if by != "municipality":
        raise Refusal(
            "decider-not-entitled",
            "支援決定・中断・終結の決定ができるのは市町村だけです（社会福祉法106条の4第2項6号）。",
            "プラン案や見直しの結果を市町村の担当課に提出し、決定を求めてください。",
        )


def refuse_day(field: str, on: date, plan: PlanState, today: date) -> None:
    """Refuse a day before what happened last, or ahead of today.

    Raises:
        InvalidInput: ``date-in-future``, ``date-before-last-change``.
    """
    if on > today:
        raise InvalidInput(
            field,
            "date-in-future",
            f"{field}が今日より先の日付です。",
            "行った後に、実際の日付で記録してください。",
        )
    if on < plan.since:
        raise InvalidInput(
            field,
            "date-before-last-change",
            f"{field}が、このプランの前の記録より前の日付です。",
            "前の記録の日から今日までの日付にしてください。",
        )


def refuse_review(review: date | None, after: date) -> date:
    """Return the next review, which must lie within twelve months (law rule 49).

    Args:
        review: the day by which the plan is looked at again.
        after: the day from which the months run.

    Raises:
        InvalidInput: ``review-not-set``.
    """
    if review is None or not after < review <= months_after(after, MOST_REVIEW_MONTHS):
        raise InvalidInput(
            "次回の見直し日",
            "review-not-set",
            "次回の見直し日が、その日の翌日から12か月以内に定められていません"
            "（社会福祉法施行規則34条の8）。",
            "12か月以内の見直し日を決めてください。3か月後が目安です。",
        )
    return review


def usual_review(after: date) -> date:
    """The review that is set when nobody says otherwise."""
    return months_after(after, REVIEW_MONTHS)
