"""Routing つなぎ先の検討, and needs that nothing meets."""

from services.placement.application.routing.forms import (
    AdoptRules,
    CaseRouting,
    DecideRouting,
    ListRoutings,
    LookAgain,
    ProposeRouting,
    RoutingLine,
    RoutingListed,
    RulesAdopted,
    SecondLook,
)
from services.placement.application.routing.need_forms import (
    FindNeeds,
    NeedListed,
    RecordNeed,
    UndoNeed,
)
from services.placement.application.routing.needs import Needs
from services.placement.application.routing.routing import Routing
from services.placement.application.routing.rules import Rules

__all__ = [
    "AdoptRules",
    "CaseRouting",
    "DecideRouting",
    "FindNeeds",
    "ListRoutings",
    "LookAgain",
    "NeedListed",
    "Needs",
    "ProposeRouting",
    "RecordNeed",
    "Routing",
    "RoutingLine",
    "RoutingListed",
    "Rules",
    "RulesAdopted",
    "SecondLook",
    "UndoNeed",
]
