"""Determinations and emergencies: bases other than consent, decided and recorded by an official."""

from services.conference.domain.determination.emergencies import (
    REVIEWED_WITHIN,
    assert_emergency,
    existing_emergency,
    review_emergency,
)
from services.conference.domain.determination.ending import (
    end_determination,
    existing_determination,
)
from services.conference.domain.determination.events import (
    DANGER_LABELS,
    DETERMINATION_LABELS,
    REASON_LABEL,
    REVIEW_LABEL,
    Danger,
    DeterminationDetails,
    DeterminationEnded,
    DeterminationMade,
    EmergencyAsserted,
    EmergencyDetails,
    EmergencyReviewed,
    OfficeHolder,
    VictimKind,
)
from services.conference.domain.determination.making import Parties, make_determination
from services.conference.domain.determination.state import (
    DETERMINATION,
    EMERGENCY,
    DeterminationState,
    EmergencyState,
    evolve_determination,
    evolve_emergency,
)

__all__ = [
    "DANGER_LABELS",
    "DETERMINATION",
    "DETERMINATION_LABELS",
    "EMERGENCY",
    "REASON_LABEL",
    "REVIEWED_WITHIN",
    "REVIEW_LABEL",
    "Danger",
    "DeterminationDetails",
    "DeterminationEnded",
    "DeterminationMade",
    "DeterminationState",
    "EmergencyAsserted",
    "EmergencyDetails",
    "EmergencyReviewed",
    "EmergencyState",
    "OfficeHolder",
    "Parties",
    "VictimKind",
    "assert_emergency",
    "end_determination",
    "evolve_determination",
    "evolve_emergency",
    "existing_determination",
    "existing_emergency",
    "make_determination",
    "review_emergency",
]
