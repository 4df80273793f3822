"""Bases other than consent: what officials decide, and what is asserted in an emergency."""

from services.conference.application.determinations.answers import (
    DeterminationLine,
    DeterminationList,
    EmergencyLine,
    EmergencyList,
)
from services.conference.application.determinations.determinations import Determinations
from services.conference.application.determinations.emergencies import Emergencies
from services.conference.application.determinations.requests import (
    DeterminationEnding,
    DeterminationRequest,
    EmergencyRequest,
    EmergencyReview,
    WhoIsConcerned,
    WhoseEmergencies,
)

__all__ = [
    "DeterminationEnding",
    "DeterminationLine",
    "DeterminationList",
    "DeterminationRequest",
    "Determinations",
    "Emergencies",
    "EmergencyLine",
    "EmergencyList",
    "EmergencyRequest",
    "EmergencyReview",
    "WhoIsConcerned",
    "WhoseEmergencies",
]
