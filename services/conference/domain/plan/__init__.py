"""A support plan 支援プラン: proposed by whoever works on it, decided by the municipality alone.

Its five contents are those of 社会福祉法施行規則34条の7 (law rule 47); the decision is the
municipality's (社会福祉法106条の4第2項6号, rule 48); it is reviewed at regular times
(社会福祉法施行規則34条の8, rule 49) and ended with an evaluation (rule 50).
"""

from services.conference.domain.plan.contents import (
    Contents,
    Destined,
    Goal,
    PlannedReferral,
    RoleShare,
)
from services.conference.domain.plan.deciding import (
    Decision,
    Discussion,
    decide_plan,
    replace_plan,
)
from services.conference.domain.plan.events import (
    Draft,
    Plan,
    PlanClosed,
    PlanDecided,
    PlanProposed,
    PlanReplaced,
    PlanResumed,
    PlanReviewed,
    PlanRevised,
    PlanSuspended,
    PlanWithdrawn,
    ReviewResult,
)
from services.conference.domain.plan.proposing import (
    proposal,
    propose_plan,
    revise_plan,
    withdraw_plan,
)
from services.conference.domain.plan.reviewing import (
    Closing,
    Review,
    Suspension,
    close_plan,
    resume_plan,
    review_plan,
    suspend_plan,
)
from services.conference.domain.plan.standing import named_plan, plan_not_found, usual_review
from services.conference.domain.plan.state import ENDED, PLAN, RUNNING, PlanState, PlanStatus

__all__ = [
    "ENDED",
    "PLAN",
    "RUNNING",
    "Closing",
    "Contents",
    "Decision",
    "Destined",
    "Discussion",
    "Draft",
    "Goal",
    "Plan",
    "PlanClosed",
    "PlanDecided",
    "PlanProposed",
    "PlanReplaced",
    "PlanResumed",
    "PlanReviewed",
    "PlanRevised",
    "PlanState",
    "PlanStatus",
    "PlanSuspended",
    "PlanWithdrawn",
    "PlannedReferral",
    "Review",
    "ReviewResult",
    "RoleShare",
    "Suspension",
    "close_plan",
    "decide_plan",
    "named_plan",
    "plan_not_found",
    "proposal",
    "propose_plan",
    "replace_plan",
    "resume_plan",
    "review_plan",
    "revise_plan",
    "suspend_plan",
    "usual_review",
    "withdraw_plan",
]
