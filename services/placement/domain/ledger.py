"""What an imported ledger (台帳) knows of referrals and employments, taken over as it stands.

A ledger states results, not steps, and states them again in every later row and file. Taking a
note over is therefore idempotent, fills in the steps it implies, and never leads back.
"""

from __future__ import annotations

from datetime import date

from services.placement.domain.employment import (
    Employment,
    EmploymentEvent,
    EmploymentStarted,
    EmploymentState,
    end_of,
    evolve,
)
from services.placement.domain.referral import (
    Referral,
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralEvent,
    ReferralFailed,
    ReferralOffered,
    ReferralState,
    Status,
)
from shared.codes import REFERRAL_OUTCOMES
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code

_STEPS: dict[Status, type[ReferralEvent]] = {
    "offered": ReferralOffered,
    "accepted": ReferralAccepted,
    "declined": ReferralDeclined,
    "completed": ReferralCompleted,
    "failed": ReferralFailed,
}

_PATHS: dict[Code, tuple[Status, ...]] = {
    "offered": ("offered",),
    "accepted": ("offered", "accepted"),
    "declined": ("offered", "declined"),
    "completed": ("offered", "accepted", "completed"),
    "failed": ("offered", "accepted", "failed"),
}
"""The steps that a result (code list ``referral_outcomes``) implies, the result last."""

_NOT_IN_A_LEDGER: dict[Status, Status] = {"scheduled": "accepted", "met": "accepted"}
"""What is further than a ledger can tell: it goes on from 受理 there."""


def note_ledger_referral(
    state: ReferralState | None,
    municipality: MunicipalityCode,
    referral: Referral,
    *,
    result: Code,
    on: date,
) -> tuple[ReferralEvent, ...]:
    """Bring a referral up to the result that a ledger notes.

    The steps the ledger skips bear its one date. A note that says nothing new, or that would take
    the referral back, away from where it ended, or again to what was undone since, records nothing:
    what was recorded stands.

    Args:
        state: the referral as it stands, ``None`` if this is the first note of it.
        municipality: whose ledger it is.
        referral: who was handed on to where; only the first note is taken for it.
        result: how far the ledger says it has come; code list ``referral_outcomes``.
        on: つなぎ日; no step bears an earlier day than the one before it.

    Raises:
        InvalidInput: ``unknown-code``.
    """
    path = _PATHS[REFERRAL_OUTCOMES.by_code(result).code]
    if state is not None:
        reached = _NOT_IN_A_LEDGER.get(state.status, state.status)
        if reached not in path:
            return ()
        municipality, referral = state.municipality, state.referral
        path = path[path.index(reached) + 1 :]
        if not state.undone.isdisjoint(path):
            return ()
        on = max(on, state.since)
    return tuple(
        _STEPS[step](municipality=municipality, on=on, from_ledger=True, **dict(referral))
        for step in path
    )


def note_ledger_employment(
    state: EmploymentState | None,
    municipality: MunicipalityCode,
    employment: Employment,
    *,
    started_on: date,
    ended_on: date | None,
) -> tuple[EmploymentEvent, ...]:
    """Start an employment that a ledger notes, and end it if the ledger says so.

    A ledger shows that a job began and ended, not that it held: 就労定着 needs a checkpoint.
    What is on record stands; a blank 離職日 does not take an end back, and an employment that
    was undone does not come back.

    Args:
        state: the employment as it stands, ``None`` if this is the first note of it.
        municipality: whose ledger it is.
        employment: which one.
        started_on: 就職日.
        ended_on: 離職日, or ``None`` while it goes on as far as the ledger knows.

    Raises:
        InvalidInput: ``end-out-of-order``; 離職日 lies before 就職日 or before a day on which the
            person was found at work.
    """
    if state is None:
        started = EmploymentStarted(
            municipality=municipality, on=started_on, from_ledger=True, **dict(employment)
        )
        running = evolve(None, started)
        if ended_on is None:
            return (started,)
        return (started, end_of(running, ended_on, from_ledger=True))
    if ended_on is None or state.ended_on is not None or state.undone:
        return ()
    return (end_of(state, ended_on, from_ledger=True),)
