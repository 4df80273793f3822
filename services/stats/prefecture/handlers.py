"""What a municipality's return does at the hub: it is kept, once; no rules here."""

from __future__ import annotations

from services.stats.prefecture import views
from shared.facts.envelope import Received
from shared.facts.stats import ReturnSubmitted
from shared.refusal import Refusal
from shared.store import Transaction


def handle(tx: Transaction, received: Received) -> None:
    """Keep a return with its figures, and its checkpoint; what is known changes nothing.

    A return that is known may come with another checkpoint, which is evidence like every other.

    Raises:
        Refusal: ``not-a-return``.
    """
    fact = received.fact
    if not isinstance(fact, ReturnSubmitted):
        raise Refusal(
            "not-a-return",
            "届いた通知は、報告の提出ではありません。",
            "送り元の市区町村に知らせてください。",
        )
    if not views.is_known(tx, fact):
        arrival = views.keep_return(tx, received, fact)
        views.keep_figures(tx, arrival, fact)
    if fact.checkpoint is not None:
        views.keep_checkpoint(tx, received, fact.checkpoint)
