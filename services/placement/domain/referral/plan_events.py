"""What becomes of the plan that foresaw a referral, as the referral keeps it in mind."""

from __future__ import annotations

from services.placement.domain.referral.events import ReferralEvent
from services.placement.domain.referral.standing import PlanResult
from shared.store.event import recorded_as


@recorded_as("placement.PlanOfReferralChanged")
class PlanOfReferralChanged(ReferralEvent):
    """予定したプランの中断・再開・終わり: kept of what was asked too, whose 打診 may be undone.

    Attributes:
        plan_result: what was decided of the plan.
    """

    plan_result: PlanResult
