"""What other services' facts do in intake; no rules here."""

from __future__ import annotations

from services.intake.application.erasing import answer_approval
from shared.facts.conference import ErasureApproved
from shared.inbox import Received
from shared.inbox.reader import Handle
from shared.sealing import Sealer
from shared.store import Transaction


def handler(sealer: Sealer) -> Handle:
    """Intake's answer to facts, with the keys that an erasure destroys."""

    def handle(tx: Transaction, received: Received) -> None:
        """Take one fact in; those that intake has no use for pass by."""
        if isinstance(received.fact, ErasureApproved):
            answer_approval(tx, sealer, received.fact)

    return handle
