"""What nothing was found for つなぎ先がない."""

from __future__ import annotations

from shared.facts.fact import Code, Fact, OpaqueId, fact


class _NeedFact(Fact):
    """A need that nothing meets.

    Attributes:
        need_id: this finding.
        gap: code list ``resource_gaps``: what is lacking.
    """

    case_id: OpaqueId
    need_id: OpaqueId
    gap: Code


@fact("placement", "unmet-need-found", "つなぎ先がない")
class PlacementUnmetNeedFound(_NeedFact):
    """On the way to somewhere, nothing was found that meets what a case needs."""


@fact("placement", "unmet-need-undone", "つなぎ先がないの取り消し")
class PlacementUnmetNeedUndone(_NeedFact):
    """The finding was not so: what was told of it holds no more."""
