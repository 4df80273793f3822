"""予定: what a decided plan foresees is opened, rests and ends with it; a human asks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from services.placement.domain.referral.events import (
    Referral,
    ReferralEvent,
    ReferralOffered,
    ReferralPlanned,
    ReferralWithdrawn,
    Terms,
)
from services.placement.domain.referral.guards import Told, head, open_for
from services.placement.domain.referral.offering import check_mode
from services.placement.domain.referral.plan_events import PlanOfReferralChanged
from services.placement.domain.referral.standing import PlanResult
from services.placement.domain.referral.state import ReferralState, evolve
from services.placement.domain.referral.whom import check_whom
from shared.codes import REFERRAL_REASONS
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import Refusal

_FALLS_BY: Mapping[PlanResult, Code] = {"replaced": "plan_replaced", "closed": "plan_closed"}
"""The reason (code list ``referral_reasons``) with which what is planned falls."""


def plan_referral(
    state: ReferralState | None,
    municipality: MunicipalityCode,
    referral: Referral,
    terms: Terms,
    on: date,
) -> tuple[ReferralPlanned, ...]:
    """Open what a decided plan foresees; what is on record already is not opened again.

    Args:
        state: the referral; ``None`` before anybody heard of it.
        municipality: whose plan it is.
        referral: who is to be handed on to where.
        terms: how, and by which plan.
        on: the day of 支援決定 (JST).
    """
    if state is not None:
        return ()
    return (ReferralPlanned(municipality=municipality, **dict(referral), **dict(terms), on=on),)


def follow_plan(
    state: ReferralState | None, result: PlanResult, on: date
) -> tuple[ReferralEvent, ...]:
    """Keep in mind what was decided of the plan, and take back what was never asked at its end.

    Whoever was asked goes on being asked: neither 中断 nor an end breaks anything off with a
    destination. What is heard again, or after the end, changes nothing.

    Args:
        state: the referral.
        result: what was decided.
        on: the day of that (JST); no step bears an earlier day than the one before it.
    """
    if state is None or not state.by_plan or state.plan_has_ended or state.plan == result:
        return ()
    told = Told(max(on, state.since), on)
    changed = PlanOfReferralChanged(**head(state, told), plan_result=result)
    return (changed, *fallen_with_plan(evolve(state, changed), on))


def fallen_with_plan(state: ReferralState, on: date) -> tuple[ReferralWithdrawn, ...]:
    """Take back what was planned and is not offered, if its plan has ended.

    Args:
        state: the referral.
        on: the day (JST).
    """
    reason = _FALLS_BY.get(state.plan) if state.plan else None
    if reason is None or state.status != "planned":
        return ()
    told = Told(max(on, state.since), on)
    why = REFERRAL_REASONS.by_code(reason).code
    return (ReferralWithdrawn(**head(state, told), by="asker", reason=why),)


def offer_planned(
    state: ReferralState | None, terms: Terms, told: Told
) -> tuple[ReferralEvent, ...]:
    """Ask the destination that a plan foresees (打診).

    Args:
        state: the referral.
        terms: how; where the plan says whom to ask, as it says.
        told: when, by whom.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``; ``plan-suspended``;
            ``planned-otherwise``.
        InvalidInput: ``date-out-of-order``; ``mode-keeps-the-case``, ``mode-stays``;
            ``whom-without-person``, ``whom-with-person``; ``unknown-code``.
    """
    at = open_for(state, "offer", told)
    foreseen = at.terms
    kept = foreseen.model_copy(
        update={
            "whom": terms.whom,
            "stays": terms.stays,
            "to_agency_id": foreseen.to_agency_id or terms.to_agency_id,
            "resource_id": foreseen.resource_id or terms.resource_id,
        }
    )
    if kept != terms:
        raise Refusal(
            "planned-otherwise",
            "プランが予定したつなぎ先と、違う相手です。",
            "予定どおりの相手に打診するか、"
            "この予定を取り下げて、新しいつなぎとして打診してください。",
        )
    if terms.mode is not None:
        check_mode(terms.mode, stays=terms.stays)
    check_whom(at.referral, terms)
    return (ReferralOffered(**head(at, told), **dict(terms)),)
