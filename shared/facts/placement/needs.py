"""What nothing was found for つなぎ先がない."""

from __future__ import annotations

from shared.facts.fact import Code, Fact, OpaqueId, fact


@fact("placement", "unmet-need-found", "つなぎ先がない")
class PlacementUnmetNeedFound(Fact):
    """On the way to somewhere, nothing was found that meets what a case needs.

    Attributes:
        need_id: this finding.
        gap: code list ``resource_gaps``: what is lacking.
    """

    case_id: OpaqueId
    need_id: OpaqueId
    gap: Code
