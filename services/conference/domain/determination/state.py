"""Determinations and emergencies as they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from services.conference.domain.determination.events import (
    DeterminationDetails,
    DeterminationEnded,
    DeterminationMade,
    EmergencyAsserted,
    EmergencyDetails,
    EmergencyReviewed,
)
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event


@dataclass(frozen=True, slots=True)
class DeterminationState:
    """A determination as it stands; ``ended_at`` closes it before its own end."""

    municipality: MunicipalityCode
    details: DeterminationDetails
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EmergencyState:
    """An emergency as it stands.

    Attributes:
        municipality: where.
        details: as asserted; a review that found it unjustified ends it.
        worker: opaque id of who asserted it.
        review_due: by when somebody else has to have looked at it.
        reviewed: somebody has.
        justified: what they found; ``None`` before.
    """

    municipality: MunicipalityCode
    details: EmergencyDetails
    worker: str
    review_due: datetime
    reviewed: bool = False
    justified: bool | None = None


def evolve_determination(state: DeterminationState | None, event: Event) -> DeterminationState:
    """Return the determination after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case DeterminationMade() if state is None:
            return DeterminationState(event.municipality, DeterminationDetails.carried_by(event))
        case DeterminationEnded() if state:
            return replace(state, ended_at=event.ended_at)
    raise LookupError(f"{event.TOPIC} has no place in this determination's history")


def evolve_emergency(state: EmergencyState | None, event: Event) -> EmergencyState:
    """Return the emergency after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case EmergencyAsserted() if state is None:
            details = EmergencyDetails.carried_by(event)
            return EmergencyState(event.municipality, details, event.worker, event.review_due)
        case EmergencyReviewed() if state:
            details = state.details if event.justified else _ended(state.details, event.reviewed_at)
            return replace(state, details=details, reviewed=True, justified=event.justified)
    raise LookupError(f"{event.TOPIC} has no place in this emergency's history")


def _ended(details: EmergencyDetails, at: datetime) -> EmergencyDetails:
    """The emergency, over at an instant if it was not over before."""
    end = at if details.end is None else min(at, details.end)
    return details.model_copy(update={"end": end})


DETERMINATION: Aggregate[DeterminationState] = Aggregate("determination", evolve_determination)
EMERGENCY: Aggregate[EmergencyState] = Aggregate("emergency", evolve_emergency)
