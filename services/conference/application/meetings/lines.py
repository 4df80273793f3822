"""What is shown of a meeting: ids, codes and states, the same in a list as by itself.

The convener sees all of its meeting. A member sees the agenda items it was chosen for, and nothing
of the others: that a case is on an agenda says something about somebody.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.conference.domain.conference import (
    ConferenceState,
    MatterState,
    attends_for,
    sat_at,
)
from services.conference.domain.roster import RosterState
from shared.paging import InPages


class Line(BaseModel):
    """A part of what is shown."""

    model_config = ConfigDict(frozen=True)


class AttendeeLine(Line):
    """A worker who may attend, and for whom."""

    attendee: str
    agency_id: UUID


class AcknowledgementLine(Line):
    """Somebody who acknowledged the secrecy duty for an agenda item."""

    attendee: str
    agency_id: UUID
    at: datetime


class MatterLine(Line):
    """One agenda item.

    Attributes:
        selected: the agencies chosen for it; a member sees only itself.
        links: what other conferences deal with the case; for the convener (law rule 28).
    """

    agenda_id: UUID
    case_id: UUID
    legal_mode: str
    purpose: str
    subjects: tuple[UUID, ...]
    selected: tuple[UUID, ...]
    acknowledged: tuple[AcknowledgementLine, ...]
    links: tuple[str, ...]


class ConferenceLine(Line):
    """One conference as one agency may see it.

    Attributes:
        version: to be given back with what is decided on it.
        local_name: what its standing meeting is called here.
        state: called or held.
    """

    conference_id: UUID
    version: int
    local_name: str
    state: Literal["convened", "held"]
    roster_id: UUID | None
    convened_by: str | None
    convener_id: UUID | None
    planned_for: datetime | None
    held_on: date | None
    agenda: tuple[MatterLine, ...]
    attendees: tuple[AttendeeLine, ...]


class ConferenceList(InPages, Line):
    """Conferences, the latest first."""

    conferences: tuple[ConferenceLine, ...]


def line_of(
    conference_id: UUID,
    version: int,
    conference: ConferenceState,
    roster: RosterState | None,
    reader: UUID,
    now: datetime,
) -> ConferenceLine | None:
    """What an agency may see of a conference; ``None`` if it may not know that there is one.

    Args:
        conference_id: which.
        version: number of its events.
        conference: as it stands.
        roster: of which standing meeting it is a sitting.
        reader: the agency that looks.
        now: the instant.
    """
    call = conference.call
    if call is None or roster is None:
        return None
    all_of_it = reader == call.convener_id
    agenda = tuple(
        _matter(agenda_id, one, None if all_of_it else reader)
        for agenda_id, one in conference.agenda.items()
        if not one.removed and (all_of_it or reader in one.selected)
    )
    if not all_of_it and not (agenda and roster.is_member(reader, now)):
        return None
    at = sat_at(call.planned_for, conference.held_on, now) if conference.held_on else now
    attendees = (
        (one, attends_for(conference, roster, one, at)) for one in sorted(conference.attendees)
    )
    return ConferenceLine(
        conference_id=conference_id,
        version=version,
        local_name=roster.details.local_name,
        state="held" if conference.held_on else "convened",
        roster_id=call.roster_id,
        convened_by=call.convened_by,
        convener_id=call.convener_id,
        planned_for=call.planned_for,
        held_on=conference.held_on,
        agenda=agenda,
        attendees=tuple(
            AttendeeLine(attendee=one, agency_id=agency_id)
            for one, agency_id in attendees
            if agency_id is not None and (all_of_it or agency_id == reader)
        ),
    )


def _matter(agenda_id: UUID, one: MatterState, only: UUID | None) -> MatterLine:
    """An agenda item, wholly or as far as it concerns one agency."""
    return MatterLine(
        agenda_id=agenda_id,
        case_id=one.matter.case_id,
        legal_mode=one.matter.legal_mode,
        purpose=one.matter.purpose,
        subjects=one.matter.subjects,
        selected=tuple(sorted(agency for agency in one.selected if only in (None, agency))),
        acknowledged=tuple(
            AcknowledgementLine(attendee=attendee, agency_id=agency, at=at)
            for attendee, (agency, at) in sorted(one.acknowledged.items())
            if only in (None, agency)
        ),
        links=one.links if only is None else (),
    )
