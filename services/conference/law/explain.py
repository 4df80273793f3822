"""How one decision came about, step by step, for whoever has to answer for it."""

from __future__ import annotations

from typing import Any, NamedTuple

from services.conference.law.decide import conclude, in_order
from services.conference.law.decision import Decision
from services.conference.law.situation import Situation
from services.conference.law.vocabulary import Basis
from services.conference.law.weighing import Scales, greatest
from services.conference.law.wording import shown
from services.conference.law.world import World


class Step(NamedTuple):
    """One thing that was looked at.

    Attributes:
        rules: numbers of ``docs/law.md``.
        says: one plain Japanese sentence.
        binds: with a limit, the bases it binds among those found.
    """

    rules: tuple[int, ...]
    says: str
    binds: tuple[Basis, ...] = ()


class Explanation(NamedTuple):
    """The way to one decision.

    Attributes:
        decision: the decision itself.
        found: every basis found, with why and with what remains of it after the limits.
        missing: why further bases were not found.
        limits: the limits that fired.
        reads: what the recipient would read instead of the text, where the cell is blurred.
    """

    decision: Decision
    found: tuple[tuple[Basis, str, Step], ...]
    missing: tuple[Step, ...]
    limits: tuple[Step, ...]
    reads: str | None

    def document(self) -> dict[str, Any]:
        """The explanation for a machine; it adds to the decision and renames nothing."""
        return self.decision.document() | {
            "found": [
                {"basis": basis, "gives": gives, "rules": list(step.rules), "reason": step.says}
                for basis, gives, step in self.found
            ],
            "missing": [{"rules": list(one.rules), "reason": one.says} for one in self.missing],
            "limits": [
                {"rules": list(one.rules), "reason": one.says, "binds": list(one.binds)}
                for one in self.limits
            ],
        }


def explain(world: World, item_id: str, recipient_id: str) -> Explanation:
    """Walk through the decision of one cell.

    Args:
        world: a valid world.
        item_id: id of one of its items.
        recipient_id: id of one of its agencies, among the recipients or not.

    Raises:
        KeyError: the world has no such item or agency.
    """
    situation = Situation(world)
    scales = Scales(situation)
    item = {one.id: one for one in world.items}[item_id]
    prepared = scales.prepare(situation.piece(item))
    seated = scales.seat(situation.reader(recipient_id))
    weighing = scales.weigh(prepared, seated)
    decision = conclude(situation, prepared, seated, weighing)
    bases = frozenset(basis for basis, _ in weighing.found)
    return Explanation(
        decision=decision,
        found=tuple(
            (
                basis,
                greatest({basis: finding}, weighing.limits)[0],
                Step(finding.rules, finding.reason),
            )
            for basis, finding in weighing.found
        ),
        missing=tuple(Step(one.rules, one.reason) for one in weighing.missing),
        limits=tuple(
            Step(one.rules, one.reason, in_order(one.binds & bases)) for one in weighing.limits
        ),
        reads=shown(item, "blurred") if decision.effect == "blurred" else None,
    )
