"""What an imported ledger says of referrals and employments, as intake tells it."""

from __future__ import annotations

from uuid import UUID

from services.placement.domain import employment, ledger, referral
from services.placement.domain.employment import EMPLOYMENT
from services.placement.domain.referral import REFERRAL
from shared.facts.intake import LedgerEmploymentNoted, LedgerReferralNoted
from shared.store import Transaction


def take_over_referral(tx: Transaction, fact: LedgerReferralNoted) -> None:
    """Bring a referral up to what the imported ledger says of it."""
    stream = tx.load(REFERRAL, UUID(fact.referral_id))
    events = ledger.note_ledger_referral(
        stream.state,
        fact.municipality,
        referral.Referral(
            case_id=UUID(fact.case_id),
            person_id=UUID(fact.person_id) if fact.person_id else None,
            destination=fact.destination,
        ),
        result=fact.result,
        on=fact.occurred_on,
    )
    tx.append(REFERRAL, stream, *events)


def take_over_employment(tx: Transaction, fact: LedgerEmploymentNoted) -> None:
    """Start, and if need be end, an employment that the imported ledger speaks of."""
    stream = tx.load(EMPLOYMENT, UUID(fact.employment_id))
    events = ledger.note_ledger_employment(
        stream.state,
        fact.municipality,
        employment.Employment(
            case_id=UUID(fact.case_id), person_id=UUID(fact.person_id), kind=fact.kind
        ),
        started_on=fact.started_on,
        ended_on=fact.ended_on,
    )
    tx.append(EMPLOYMENT, stream, *events)
