"""Two municipal rules side by side: which cells would be decided otherwise."""

from __future__ import annotations

from typing import Any, NamedTuple

from services.conference.law.decide import decide
from services.conference.law.decision import Decision
from services.conference.law.world import Profile, World


class Difference(NamedTuple):
    """One cell that two rules decide differently.

    Attributes:
        first: the decision under the first rule.
        second: the decision under the second.
    """

    first: Decision
    second: Decision

    def document(self) -> dict[str, Any]:
        """The difference for a machine."""
        return {
            "item": self.first.item,
            "recipient": self.first.recipient,
            "first": self.first.document(),
            "second": self.second.document(),
        }


def compare(world: World, first: Profile, second: Profile) -> list[Difference]:
    """Decide a world under two rules and keep what differs.

    Args:
        world: a valid world; its own rule is left aside.
        first: one rule.
        second: the other.

    Returns:
        The cells whose effect, basis or obligations differ, in the order of the world.
    """
    return [
        Difference(one, other)
        for one, other in zip(
            decide(world.model_copy(update={"profile": first})),
            decide(world.model_copy(update={"profile": second})),
            strict=True,
        )
        if (one.effect, one.basis, one.obligations)
        != (other.effect, other.basis, other.obligations)
    ]
