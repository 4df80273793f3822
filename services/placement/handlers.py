"""What other services' facts do in placement; no rules here."""

from __future__ import annotations

from services.placement.application import take_over_employment, take_over_referral
from shared.facts.intake import LedgerEmploymentNoted, LedgerReferralNoted
from shared.inbox import Received
from shared.store import Transaction


def handle(tx: Transaction, received: Received) -> None:
    """Take one fact in; those that placement has no use for pass by."""
    match received.fact:
        case LedgerReferralNoted() as fact:
            take_over_referral(tx, fact)
        case LedgerEmploymentNoted() as fact:
            take_over_employment(tx, fact)
