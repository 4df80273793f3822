"""What other services' facts do in intake; no rules here."""

from __future__ import annotations

from services.intake.application.erasing import answer_approval
from services.intake.views import remember_agency
from shared.facts.conference import AgencyRegistered, ErasureApproved
from shared.facts.envelope import Received
from shared.inbox.reader import Handle
from shared.sealing import Sealer
from shared.store import Transaction


def handler(sealer: Sealer) -> Handle:
    """Intake's answer to facts, with the keys that an erasure destroys."""

    def handle(tx: Transaction, received: Received) -> None:
        """Take one fact in; those that intake has no use for pass by."""
        match received.fact:
            case AgencyRegistered() as fact:
                remember_agency(tx, fact)
            case ErasureApproved() as fact:
                answer_approval(tx, sealer, fact)

    return handle
