"""予定: what a decided plan foresees is opened; a human asks, or the plan's end takes it back."""

from __future__ import annotations

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
from services.placement.domain.referral.state import ReferralState
from shared.codes import REFERRAL_REASONS
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import Refusal


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


def drop_planned(
    state: ReferralState | None, reason: Code, on: date
) -> tuple[ReferralWithdrawn, ...]:
    """Take back what was planned and never offered, since its plan has ended.

    Whoever was asked goes on being asked: a plan's end breaks nothing off with a destination.

    Args:
        state: the referral.
        reason: why, code list ``referral_reasons``.
        on: the day of the plan's end (JST); no step bears an earlier day than the one before it.
    """
    if state is None or state.status != "planned":
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
        Refusal: ``referral-not-found``; ``referral-step-not-open``; ``planned-otherwise``.
        InvalidInput: ``date-out-of-order``; ``mode-keeps-the-case``, ``mode-stays``.
    """
    at = open_for(state, "offer", told)
    foreseen = at.terms
    kept = foreseen.model_copy(
        update={
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
    return (ReferralOffered(**head(at, told), **dict(terms)),)
