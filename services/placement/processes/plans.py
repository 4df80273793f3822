"""From a plan to its referrals: the decision opens them, the end takes back what nobody was asked.

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
    Referral,
    Terms,
    drop_planned,
    plan_referral,
)
from shared.facts.conference import PlanDecided, PlanReviewed, ReferralForeseen
from shared.facts.fact import Code
from shared.store import Transaction

_ENDS: Mapping[Code, Code] = {"replaced": "plan_replaced", "closed": "plan_closed"}
"""What the municipality decided that ends a plan, and the reason (code list ``referral_reasons``).

中断 ends nothing: what was planned stays planned.
"""


def open_planned(tx: Transaction, fact: PlanDecided) -> None:
    """Open every referral that a decided plan foresees; a human asks its destination."""
    for one in fact.referrals:
        stream = tx.load(REFERRAL, UUID(one.referral_id))
        referral, terms = _who(fact, one), _how(fact, one)
        planned = plan_referral(stream.state, fact.municipality, referral, terms, fact.occurred_on)
        tx.append(REFERRAL, stream, *planned)


def drop_what_was_planned(tx: Transaction, fact: PlanReviewed) -> None:
    """Take back what an ended plan foresaw and nobody was asked for."""
    reason = _ENDS.get(fact.plan_result)
    if reason is None:
        return
    for referral_id in views.planned_by(tx, UUID(fact.plan_id)):
        stream = tx.load(REFERRAL, referral_id)
        tx.append(REFERRAL, stream, *drop_planned(stream.state, reason, fact.occurred_on))


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
