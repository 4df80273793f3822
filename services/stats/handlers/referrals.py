"""Referrals, and what nothing was found for."""

from __future__ import annotations

from services.stats.handlers.taking import take_in
from services.stats.views import observe
from shared.facts import conference, placement
from shared.facts.envelope import Received
from shared.store import Transaction

_ReferralStep = (
    placement.ReferralOfferedV1
    | placement.ReferralAccepted
    | placement.ReferralDeclined
    | placement.ReferralFirstContact
    | placement.ReferralCompleted
    | placement.ReferralFailed
    | placement.ReferralWithdrawn
    | placement.ReferralTransferred
)
_UnmetNeed = placement.PlacementUnmetNeedFound | conference.UnmetNeedFound


@take_in.register
def _(fact: _ReferralStep, tx: Transaction, received: Received) -> None:
    _observe_step(fact, tx, received)


@take_in.register
def _(fact: placement.ReferralOffered, tx: Transaction, received: Received) -> None:
    _observe_step(fact, tx, received)
    if fact.whom is not None:
        observe(tx, received, "handed_on", referral_id=fact.referral_id, whom=fact.whom)


def _observe_step(fact: placement.ReferralFact, tx: Transaction, received: Received) -> None:
    observe(
        tx,
        received,
        "referral_steps",
        referral_id=fact.referral_id,
        case_id=fact.case_id,
        person_id=fact.person_id,
        destination=fact.destination,
        step=fact.NAME,
    )


@take_in.register
def _(fact: _UnmetNeed, tx: Transaction, received: Received) -> None:
    observe(tx, received, "unmet_needs", need_id=fact.need_id, case_id=fact.case_id, gap=fact.gap)


@take_in.register
def _(fact: placement.PlacementUnmetNeedUndone, tx: Transaction, received: Received) -> None:
    found = placement.PlacementUnmetNeedFound.NAME
    observe(tx, received, "undone_steps", record_id=fact.need_id, step=found)


@take_in.register
def _(fact: placement.ReferralStepUndone, tx: Transaction, received: Received) -> None:
    observe(tx, received, "undone_steps", record_id=fact.referral_id, step=fact.step)
