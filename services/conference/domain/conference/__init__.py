"""A conference 支援会議: who sits together, under which law, about which cases."""

from services.conference.domain.conference.events import (
    AgendaItem,
    AgendaItemPlaced,
    AgendaItemRemoved,
    Agreement,
    Asking,
    AttendeeRegistered,
    Call,
    ConferenceConvened,
    ConferenceHeld,
    ConferenceLinked,
    InformationRequested,
    Matter,
    Meeting,
    MembersSelected,
    RequestAnswered,
    SecrecyAcknowledged,
)
from services.conference.domain.conference.holding import Surroundings, hold_conference
from services.conference.domain.conference.state import (
    CONFERENCE,
    ConferenceState,
    MatterState,
    RequestState,
)

__all__ = [
    "CONFERENCE",
    "AgendaItem",
    "AgendaItemPlaced",
    "AgendaItemRemoved",
    "Agreement",
    "Asking",
    "AttendeeRegistered",
    "Call",
    "ConferenceConvened",
    "ConferenceHeld",
    "ConferenceLinked",
    "ConferenceState",
    "InformationRequested",
    "Matter",
    "MatterState",
    "Meeting",
    "MembersSelected",
    "RequestAnswered",
    "RequestState",
    "SecrecyAcknowledged",
    "Surroundings",
    "hold_conference",
]
