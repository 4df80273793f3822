"""What is asked about plans; texts are never shown in an error or a log."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from services.conference.domain.plan import Destined, PlanStatus, ReviewResult
from shared.paging import Paged
from shared.use_case import Request


class GoalText(Request):
    """One goal: what shall be reached, and by when (達成時期)."""

    text: str = Field(repr=False)
    due: date | None = None


class RoleText(Request):
    """What one agency takes on."""

    agency_id: UUID
    task: str = Field(default="", repr=False)


MOST_REFERRALS = 50
"""So many つなぎ does one plan foresee, at most."""


class ReferralForeseen(Request, Destined):
    """A つなぎ that the plan foresees; it gets its id when it is recorded."""


class ContentsText(Request):
    """The five contents of a plan (社会福祉法施行規則34条の7); blank ones are open.

    Attributes:
        will_and_issues: 1号 生活に対する意向・解決すべき課題.
        goals: 2号 目標とその達成時期.
        services: 3号 支援の種類・内容・留意事項.
        roles: 4号 支援関係機関それぞれの役割.
        integration: 5号 一体的に提供するための方策.
        referrals: the つなぎ that come of the support, in ids and codes.
    """

    will_and_issues: str = Field(default="", repr=False)
    goals: tuple[GoalText, ...] = Field(default=(), repr=False)
    services: str = Field(default="", repr=False)
    roles: tuple[RoleText, ...] = Field(default=(), repr=False)
    integration: str = Field(default="", repr=False)
    referrals: tuple[ReferralForeseen, ...] = Field(default=(), max_length=MOST_REFERRALS)


class ProposePlan(ContentsText):
    """Propose a plan as an agenda item of the conference that is to discuss it.

    Attributes:
        plan_id: chosen by the caller, if it has to know it beforehand.
        conference_id: the conference.
        agenda_id: the agenda item.
        subjects: everybody the plan says something about; ``None`` for those of the agenda item.
        replaces: the plan that it is to follow (再プラン).
    """

    plan_id: UUID | None = None
    conference_id: UUID
    agenda_id: UUID
    subjects: tuple[UUID, ...] | None = None
    replaces: UUID | None = None


class PlanNamed(Request):
    """Which plan."""

    plan_id: UUID


class PlanInHand(PlanNamed):
    """Which plan, and its version that was looked at."""

    expected_version: int | None = None


class RevisePlan(PlanInHand, ContentsText):
    """Rewrite a proposal, wholly."""


class ContributePlan(PlanInHand):
    """Record what a plan says as an item.

    Attributes:
        generalised: the keeper's own wording that may stand for it.
    """

    generalised: str | None = Field(default=None, repr=False)


class WithdrawPlan(PlanInHand):
    """Give a proposal up."""


class DecidePlan(PlanInHand):
    """支援決定 on a proposal.

    Attributes:
        conference_id: where it was discussed; ``None`` for where it was proposed.
        decided_on: the day (JST); ``None`` for today.
        consented_on: the day the persons consented to the plan on paper; ``None`` if that they did
            is on record as answers.
        next_review: by when it is reviewed; ``None`` for three months later.
    """

    conference_id: UUID | None = None
    decided_on: date | None = None
    consented_on: date | None = None
    next_review: date | None = None


class ReviewPlan(PlanInHand):
    """定期の確認: what was found (規則34条の8).

    Attributes:
        result: 継続・見直し・中断が相当・終結が相当; it decides nothing.
        reviewed_on: the day (JST); ``None`` for today.
        next_review: by when it is looked at again; ``None`` for three months later.
        note: what was seen.
    """

    result: ReviewResult
    reviewed_on: date | None = None
    next_review: date | None = None
    note: str | None = Field(default=None, repr=False)


class SuspendPlan(PlanInHand):
    """中断.

    Attributes:
        suspended_on: the day (JST); ``None`` for today.
        next_review: by when it is looked at again; ``None`` for three months later.
        conference_id: where it was discussed, if it was.
        note: why.
    """

    suspended_on: date | None = None
    next_review: date | None = None
    conference_id: UUID | None = None
    note: str | None = Field(default=None, repr=False)


class ResumePlan(PlanInHand):
    """再開 on a day (JST; ``None`` for today), with the next review (three months later)."""

    resumed_on: date | None = None
    next_review: date | None = None


class ClosePlan(PlanInHand):
    """終結.

    Attributes:
        reason: code list ``closing_reasons``.
        evaluation: what came of it.
        conference_id: where the end was discussed.
        closed_on: the day (JST); ``None`` for today.
    """

    reason: str
    evaluation: str = Field(default="", repr=False)
    conference_id: UUID | None = None
    closed_on: date | None = None


class ListPlans(Paged):
    """Which plans: one, those of one case, or all that the own agency has a part in."""

    plan_id: UUID | None = None
    case_id: UUID | None = None
    status: PlanStatus | None = None


class OverdueReviews(Paged):
    """The plans whose review is overdue today."""
