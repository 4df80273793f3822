"""What other services' facts do in conference; no rules here."""

from __future__ import annotations

from services.conference import views
from shared.facts.intake import ConsultationReceived
from shared.inbox import Received
from shared.store import Transaction


def handle(tx: Transaction, received: Received) -> None:
    """Take one fact in; those that conference has no use for pass by."""
    if isinstance(received.fact, ConsultationReceived):
        views.remember_case(tx, received.fact)
