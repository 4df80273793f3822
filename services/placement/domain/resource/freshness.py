"""When a confirmation is out of date, by the municipality's own rule."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from services.placement.domain.resource.events import FreshnessRuleSet
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event

OUTDATED_AFTER_DAYS = 180
"""Days since the last confirmation, where the municipality has said nothing else."""

_DIRECTORIES = UUID("0d5a4a5e-6a0f-5d0b-8f1c-5a1f3d7b9c20")


@dataclass(frozen=True, slots=True)
class FreshnessState:
    """The municipality's rule."""

    municipality: MunicipalityCode
    outdated_after_days: int


def freshness_id(municipality: MunicipalityCode) -> UUID:
    """The stream of a municipality's rule; codes are public, so its id may follow from it."""
    return uuid5(_DIRECTORIES, municipality)


def evolve(_before: FreshnessState | None, event: Event) -> FreshnessState:
    """Return the rule after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case FreshnessRuleSet():
            return FreshnessState(event.municipality, event.outdated_after_days)
    raise LookupError(f"{event.TOPIC} has no place in a freshness rule's history")


FRESHNESS: Aggregate[FreshnessState] = Aggregate("freshness", evolve)


def set_freshness(
    state: FreshnessState | None, municipality: MunicipalityCode, *, outdated_after_days: int
) -> tuple[FreshnessRuleSet, ...]:
    """Say after how many days a confirmation is out of date; the same again changes nothing."""
    if state is not None and state.outdated_after_days == outdated_after_days:
        return ()
    rule = FreshnessRuleSet(municipality=municipality, outdated_after_days=outdated_after_days)
    return (rule,)
