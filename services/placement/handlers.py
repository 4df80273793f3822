"""What other services' facts do in placement; no rules here."""

from __future__ import annotations

from services.placement import views
from services.placement.application.from_ledger import take_over_employment, take_over_referral
from services.placement.erasing import follow_intake
from services.placement.processes.plans import follow_the_plan, open_planned
from shared.facts.conference import AgencyRegistered, PlanDecided, PlanReviewed
from shared.facts.envelope import Received
from shared.facts.intake import (
    AnonymousLinked,
    ConsultationReceived,
    ContactRecorded,
    IntakeKeysDestroyed,
    LedgerEmploymentNoted,
    LedgerReferralNoted,
    PersonJoinedCase,
    SubjectChanged,
)
from shared.inbox.reader import Handle
from shared.sealing import Sealer
from shared.store import Transaction


def handler(sealer: Sealer) -> Handle:
    """Placement's answer to facts, with the keys that an erasure destroys."""

    def handle(tx: Transaction, received: Received) -> None:
        """Take one fact in; those that placement has no use for pass by."""
        match received.fact:
            case AgencyRegistered() as fact:
                views.remember_agency(tx, fact)
            case PlanDecided() as fact:
                open_planned(tx, fact)
            case PlanReviewed() as fact:
                follow_the_plan(tx, fact)
            case LedgerReferralNoted() as fact:
                take_over_referral(tx, fact)
            case LedgerEmploymentNoted() as fact:
                take_over_employment(tx, fact)
            case (
                ConsultationReceived()
                | ContactRecorded()
                | PersonJoinedCase()
                | SubjectChanged()
                | AnonymousLinked()
            ) as fact:
                views.remember_case(tx, fact)
            case IntakeKeysDestroyed() as fact:
                follow_intake(tx, sealer, fact)
                views.forget_person(tx, fact.person_id)

    return handle
