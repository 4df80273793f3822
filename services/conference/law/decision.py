"""The answer for one item and one recipient."""

from __future__ import annotations

from typing import Any, NamedTuple

from services.conference.law.vocabulary import Basis, Effect, Obligation


class Decision(NamedTuple):
    """What one recipient may see of one item, why, and what goes with it.

    Attributes:
        item: id of the item.
        recipient: id of the agency.
        effect: ``full``, ``blurred`` or ``withheld``.
        basis: the bases that give this effect; empty exactly when withheld.
        rules: numbers of ``docs/law.md`` that fired, ascending.
        reasons: plain Japanese sentences, at least one; none quotes the item.
        obligations: what travels with the decision.
    """

    item: str
    recipient: str
    effect: Effect
    basis: tuple[Basis, ...]
    rules: tuple[int, ...]
    reasons: tuple[str, ...]
    obligations: tuple[Obligation, ...]

    def document(self) -> dict[str, Any]:
        """The decision as the contract writes it."""
        return {
            "item": self.item,
            "recipient": self.recipient,
            "effect": self.effect,
            "basis": list(self.basis),
            "rules": list(self.rules),
            "reasons": list(self.reasons),
            "obligations": list(self.obligations),
        }
