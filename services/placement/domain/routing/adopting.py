"""Which rules a municipality works by: taken as they are written, and never forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as

_RULES = UUID("5d0f3c0e-8a56-4c07-9a83-6f0f6c1f2b77")


@recorded_as("placement.RoutingRulesAdopted")
class RoutingRulesAdopted(Event):
    """ルールの採用: from now on proposals rest on these rules.

    Attributes:
        rules_id: the rule file's own id.
        document: the file as it was handed in; it speaks of places and of nobody.
        adopted_on: the day (JST).
    """

    rules_id: Code
    document: str
    adopted_on: date


@dataclass(frozen=True, slots=True)
class AdoptedRules:
    """The rules a municipality works by today.

    Attributes:
        municipality: whose.
        rules_id: the rule file's own id.
        document: as it was handed in.
    """

    municipality: MunicipalityCode
    rules_id: str
    document: str


def adopted_id(municipality: str) -> UUID:
    """The stream of a municipality's rules."""
    return uuid5(_RULES, municipality)


def evolve(_state: AdoptedRules | None, event: Event) -> AdoptedRules:
    """Return the rules after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case RoutingRulesAdopted():
            return AdoptedRules(event.municipality, event.rules_id, event.document)
    raise LookupError(f"{event.TOPIC} has no place among the rules of a municipality")


ADOPTED_RULES: Aggregate[AdoptedRules] = Aggregate("routing_rules", evolve)


def adopt_rules(
    state: AdoptedRules | None,
    municipality: MunicipalityCode,
    rules_id: str,
    document: str,
    *,
    today: date,
) -> tuple[RoutingRulesAdopted, ...]:
    """Take up rules; the same once more is nothing new."""
    if state is not None and state.document == document:
        return ()
    return (
        RoutingRulesAdopted(
            municipality=municipality, rules_id=rules_id, document=document, adopted_on=today
        ),
    )
