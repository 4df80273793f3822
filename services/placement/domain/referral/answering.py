"""受理・不受理・保留: what a destination answers, or asks to be given time for."""

from __future__ import annotations

from datetime import date, timedelta

from services.placement.domain.referral.events import (
    ReferralAccepted,
    ReferralDeclined,
    ReferralEvent,
    ReferralHeld,
    ReferralResumed,
)
from services.placement.domain.referral.guards import Told, head, open_for
from services.placement.domain.referral.state import ReferralState
from shared.codes import REFERRAL_REASONS
from shared.facts.fact import Code
from shared.refusal import InvalidInput

LONGEST_HOLD = timedelta(days=366)
"""Whatever waits is looked at again within a year."""


def accept_referral(state: ReferralState | None, told: Told) -> tuple[ReferralEvent, ...]:
    """Record that the destination agreed (受理).

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``.
        InvalidInput: ``date-out-of-order``.
    """
    at = open_for(state, "accept", told)
    return (ReferralAccepted(**head(at, told)),)


def decline_referral(
    state: ReferralState | None, reason: Code, told: Told
) -> tuple[ReferralEvent, ...]:
    """Record that the destination said no (不受理), and why.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``.
        InvalidInput: ``date-out-of-order``; ``unknown-code``.
    """
    at = open_for(state, "decline", told)
    return (ReferralDeclined(**head(at, told), reason=REFERRAL_REASONS.by_code(reason).code),)


def hold_referral(
    state: ReferralState | None, until: date, reason: Code, told: Told
) -> tuple[ReferralEvent, ...]:
    """Let a referral wait (保留) until a day; any further step ends the waiting.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``.
        InvalidInput: ``date-out-of-order``; ``unknown-code``; ``hold-without-end``: the day is past
            or more than a year ahead.
    """
    at = open_for(state, "hold", told)
    if not told.today < until <= told.today + LONGEST_HOLD:
        raise InvalidInput(
            "保留の期限",
            "hold-without-end",
            "保留の期限が、今日より前か、1年より先です。",
            "次に確かめる日を、明日から1年以内で指定してください。",
        )
    held = REFERRAL_REASONS.by_code(reason).code
    return (ReferralHeld(**head(at, told), until=until, reason=held),)


def resume_referral(state: ReferralState | None, told: Told) -> tuple[ReferralEvent, ...]:
    """Let a referral wait no more (再開).

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``: it does not wait.
        InvalidInput: ``date-out-of-order``.
    """
    at = open_for(state, "resume", told)
    return (ReferralResumed(**head(at, told)),)
