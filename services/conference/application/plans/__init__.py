"""Support plans 支援プラン: proposed by the conference, decided by the municipality alone."""

from services.conference.application.plans.answers import (
    OverdueReview,
    PlanListed,
    PlanShown,
)
from services.conference.application.plans.as_item import PlanItems
from services.conference.application.plans.decisions import Decisions
from services.conference.application.plans.forms import (
    ClosePlan,
    ContributePlan,
    DecidePlan,
    GoalText,
    ListPlans,
    OverdueReviews,
    PlanNamed,
    ProposePlan,
    ResumePlan,
    ReviewPlan,
    RevisePlan,
    RoleText,
    SuspendPlan,
    WithdrawPlan,
)
from services.conference.application.plans.proposals import Proposals
from services.conference.application.plans.told import PlanDraft, ToldDecisions
from services.conference.application.plans.upkeep import Upkeep

__all__ = [
    "ClosePlan",
    "ContributePlan",
    "DecidePlan",
    "GoalText",
    "ListPlans",
    "OverdueReview",
    "OverdueReviews",
    "PlanDraft",
    "PlanListed",
    "PlanNamed",
    "PlanShown",
    "Plans",
    "ProposePlan",
    "ResumePlan",
    "ReviewPlan",
    "RevisePlan",
    "RoleText",
    "SuspendPlan",
    "WithdrawPlan",
]


class Plans(Proposals, Decisions, Upkeep, PlanItems, ToldDecisions):
    """What happens to plans.

    Args:
        desk: store, keys, clock, ledger.
    """
