"""What other services' facts do in conference; no rules here."""

from __future__ import annotations

from services.conference import views
from services.conference.application.disclosure.calling_back import follow_referral
from services.conference.application.erasure.erasing import take_proof, take_stop
from shared.facts import intake, placement
from shared.facts.envelope import Received
from shared.inbox.reader import Handle
from shared.sealing import Sealer
from shared.store import Transaction


def handler(sealer: Sealer) -> Handle:
    """Conference's answer to facts, with the keys that an erasure destroys."""

    def handle(tx: Transaction, received: Received) -> None:
        """Take one fact in; those that conference has no use for pass by."""
        fact = received.fact
        if isinstance(fact, intake.ConsultationReceived):
            views.remember_case(tx, fact)
        views.remember_for_retention(tx, fact)
        if isinstance(fact, intake.IntakeKeysDestroyed | placement.PlacementKeysDestroyed):
            take_proof(tx, sealer, fact)
        elif isinstance(fact, intake.ErasureStopped):
            take_stop(tx, fact)
        elif isinstance(fact, placement.PlacementUnmetNeedFound):
            views.remember_need(tx, fact)
        elif isinstance(fact, placement.PlacementUnmetNeedUndone):
            views.forget_need(tx, fact)
        elif isinstance(fact, placement.ReferralFact):
            views.remember_referral_step(tx, fact, received)
            follow_referral(tx, fact)

    return handle
