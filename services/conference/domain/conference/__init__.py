"""A conference 支援会議: who sits together, under which law, about which cases."""

from services.conference.domain.conference.agenda import place_item, remove_item
from services.conference.domain.conference.convening import (
    body_of,
    convene,
    open_modes,
    refuse_unless_keeper,
    refuse_unless_told_by,
)
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
from services.conference.domain.conference.holding import hold_called, hold_conference, sat_at
from services.conference.domain.conference.linking import counterparts, link
from services.conference.domain.conference.membership import (
    attends_for,
    register_attendee,
    select_members,
)
from services.conference.domain.conference.secrecy import acknowledge, notice_of
from services.conference.domain.conference.state import (
    CONFERENCE,
    ConferenceState,
    MatterState,
    RequestState,
)
from services.conference.domain.conference.surroundings import Surroundings, surroundings_on
from services.conference.domain.conference.underway import (
    Underway,
    conference_not_found,
    underway,
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
    "Underway",
    "acknowledge",
    "attends_for",
    "body_of",
    "conference_not_found",
    "convene",
    "counterparts",
    "hold_called",
    "hold_conference",
    "link",
    "notice_of",
    "open_modes",
    "place_item",
    "refuse_unless_keeper",
    "refuse_unless_told_by",
    "register_attendee",
    "remove_item",
    "sat_at",
    "select_members",
    "surroundings_on",
    "underway",
]
