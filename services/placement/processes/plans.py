"""From a plan to its referrals: opened by its decision, they rest with it and end with it.

Its end takes back what nobody was asked for; whoever was asked goes on being asked.

Facts of one source come in the order of its log, so a plan's end is never heard before its
decision. Nothing is waited for from other sources: a case is an id here, and an agency that the
register has not told of yet stands as an id until somebody asks it.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from services.placement import views
from services.placement.domain.referral import (
    REFERRAL,
    PlanResult,
    Referral,
    Terms,
    follow_plan,
    plan_referral,
)
from shared.facts.conference import PlanDecided, PlanReviewed, ReferralForeseen
from shared.facts.fact import Code
from shared.store import Transaction

_DECIDED: Mapping[Code, PlanResult] = {
    "suspended": "suspended",
    "resumed": "resumed",
    "replaced": "replaced",
    "closed": "closed",
}
"""What the municipality decided of a plan; what a review found (``continue`` …) decides nothing."""


def open_planned(tx: Transaction, fact: PlanDecided) -> None:
    """Open every referral that a decided plan foresees; a human asks its destination."""
    for one in fact.referrals:
        stream = tx.load(REFERRAL, UUID(one.referral_id))
        referral, terms = _who(fact, one), _how(fact, one)
        planned = plan_referral(stream.state, fact.municipality, referral, terms, fact.occurred_on)
        tx.append(REFERRAL, stream, *planned)


def follow_the_plan(tx: Transaction, fact: PlanReviewed) -> None:
    """Let what a plan foresaw rest and go on with it, and fall at its end if nobody was asked."""
    result = _DECIDED.get(fact.plan_result)
    if result is None:
        return
    for referral_id in views.foreseen_by(tx, fact.municipality, UUID(fact.plan_id)):
        stream = tx.load(REFERRAL, referral_id)
        tx.append(REFERRAL, stream, *follow_plan(stream.state, result, fact.occurred_on))


def _who(fact: PlanDecided, one: ReferralForeseen) -> Referral:
    return Referral(
        case_id=UUID(fact.case_id), person_id=_id(one.person_id), destination=one.destination
    )


def _how(fact: PlanDecided, one: ReferralForeseen) -> Terms:
    return Terms(
        mode=one.mode,
        to_agency_id=_id(one.to_agency_id),
        resource_id=_id(one.resource_id),
        plan_id=UUID(fact.plan_id),
    )


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None
