"""日程調整から、初回接触、つなぎ完了か不調まで: the way of a person to where they were accepted."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.placement.domain.referral.events import (
    FirstContactMade,
    ReferralCompleted,
    ReferralEvent,
    ReferralFailed,
    ReferralScheduled,
)
from services.placement.domain.referral.guards import Told, head, open_for
from services.placement.domain.referral.state import ReferralState
from shared.calendar import jst_date
from shared.codes import REFERRAL_REASONS
from shared.facts.fact import Code
from shared.refusal import InvalidInput

FARTHEST = timedelta(days=366)
"""So far ahead lies a first appointment at most."""


def schedule_referral(
    state: ReferralState | None, appointment_at: datetime, told: Told, *, accompanied: bool
) -> tuple[ReferralEvent, ...]:
    """Record when the person goes there first (日程調整); another day replaces it.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``.
        InvalidInput: ``date-out-of-order``; ``appointment-out-of-order``.
    """
    at = open_for(state, "schedule", told)
    if not told.on <= jst_date(appointment_at) <= told.today + FARTHEST:
        raise InvalidInput(
            "約束の日時",
            "appointment-out-of-order",
            "約束の日時が、日程を決めた日より前か、1年より先です。",
            "日程を決めた日から1年以内の日時にしてください。",
        )
    return (
        ReferralScheduled(**head(at, told), appointment_at=appointment_at, accompanied=accompanied),
    )


def meet_referral(
    state: ReferralState | None, told: Told, *, accompanied: bool
) -> tuple[ReferralEvent, ...]:
    """Record that the person and the destination have met (初回接触).

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``.
        InvalidInput: ``date-out-of-order``.
    """
    at = open_for(state, "meet", told)
    return (FirstContactMade(**head(at, told), accompanied=accompanied),)


def complete_referral(
    state: ReferralState | None, outcome: Code, told: Told
) -> tuple[ReferralEvent, ...]:
    """Record that the person arrived (つなぎ完了), and what came of it.

    Who arrived has been there: where no first contact is on record, it is recorded with the same
    day.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``.
        InvalidInput: ``date-out-of-order``.
    """
    at = open_for(state, "complete", told)
    arrived = ReferralCompleted(**head(at, told), outcome=outcome)
    if at.status == "met":
        return (arrived,)
    met = FirstContactMade(
        **head(at, told._replace(note=None)), accompanied=at.standing.accompanied
    )
    return (met, arrived)


def fail_referral(
    state: ReferralState | None, reason: Code, told: Told
) -> tuple[ReferralEvent, ...]:
    """Record that it came to nothing after all (不調), and why.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``.
        InvalidInput: ``date-out-of-order``; ``unknown-code``.
    """
    at = open_for(state, "fail", told)
    return (ReferralFailed(**head(at, told), reason=REFERRAL_REASONS.by_code(reason).code),)
