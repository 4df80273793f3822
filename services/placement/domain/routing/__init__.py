"""Routing つなぎ先の検討: which rules a municipality works by, and what was decided on a proposal.

The router proposes; a human decides, and why is on record.
"""

from services.placement.domain.routing.adopting import (
    ADOPTED_RULES,
    AdoptedRules,
    RoutingRulesAdopted,
    adopt_rules,
    adopted_id,
)
from services.placement.domain.routing.deciding import ROUTING, RoutingState, decide_routing
from services.placement.domain.routing.events import (
    NOTE_LABEL,
    Choice,
    Proposed,
    RoutingDecided,
    RoutingDecision,
    WhyNone,
)

__all__ = [
    "ADOPTED_RULES",
    "NOTE_LABEL",
    "ROUTING",
    "AdoptedRules",
    "Choice",
    "Proposed",
    "RoutingDecided",
    "RoutingDecision",
    "RoutingRulesAdopted",
    "RoutingState",
    "WhyNone",
    "adopt_rules",
    "adopted_id",
    "decide_routing",
]
