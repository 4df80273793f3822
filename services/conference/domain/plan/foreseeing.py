"""Which つなぎ a plan may foresee."""

from __future__ import annotations

from services.conference.domain.plan.contents import Contents
from shared.codes import ROUTING_MODES
from shared.refusal import InvalidInput

KEEPS_THE_CASE = "keep"
"""Group of the modes that hand nothing on."""


def refuse_referrals(contents: Contents) -> None:
    """Refuse a つなぎ of somebody the plan is not about, and one that hands nothing on.

    A plan that was told only after its conference names nobody; then nobody can be off it.

    Raises:
        InvalidInput: ``planned-person-off-plan``; ``unknown-code``, ``mode-keeps-the-case``.
    """
    for one in contents.referrals:
        if contents.subjects and one.person_id not in (None, *contents.subjects):
            raise InvalidInput(
                "予定のつなぎ",
                "planned-person-off-plan",
                "予定のつなぎの中に、プランの対象者でない人のものがあります。",
                "プランの対象者のつなぎにするか、先に対象者に加えてください。",
            )
        mode = ROUTING_MODES.by_code(one.mode)
        if mode.group == KEEPS_THE_CASE:
            raise InvalidInput(
                "つなぎ方",
                "mode-keeps-the-case",
                f"「{mode.label}」は、ほかへつながないという意味です。",
                "紹介・引継ぎ・同行・協働・助言などから選ぶか、予定のつなぎから外してください。",
            )
