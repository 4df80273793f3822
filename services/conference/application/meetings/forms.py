"""What is asked for about conferences."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import AwareDatetime, Field

from services.conference.domain.conference import AgendaItem
from services.conference.law.statutes.legal_modes import Body
from services.conference.law.vocabulary import Mode
from shared.codes.municipality import MunicipalityCode
from shared.paging import Paged
from shared.use_case import Request


class Convene(Request):
    """A sitting that is to be; the own agency convenes it.

    Attributes:
        roster_id: of which standing meeting.
        planned_for: when.
        title: its subject; sealed here.
        conference_id: may be chosen.
    """

    roster_id: UUID
    planned_for: AwareDatetime
    title: str | None = Field(default=None, min_length=1, repr=False)
    conference_id: UUID | None = None


class LinkConference(Request):
    """Another conference that deals with the case of an agenda item.

    Attributes:
        legal_mode: what the other one is.
    """

    conference_id: UUID
    agenda_id: UUID
    legal_mode: Mode


class HoldConference(Request):
    """A called conference took place.

    Attributes:
        held_on: the day (JST).
        agencies: those that attended; ``None`` for all that had registered somebody.
        expected_version: as the user saw it.
    """

    conference_id: UUID
    held_on: date
    agencies: tuple[UUID, ...] | None = None
    expected_version: int | None = None


class ConferenceNote(Request):
    """A conference that is told only after it was held.

    Attributes:
        convened_by: the body that convened it.
        held_on: the day (JST).
        agenda: the cases, in order, each with its law and whether its persons consented.
        agencies: those that attended.
        title: its subject; sealed here.
        conference_id: may be chosen.
    """

    municipality: MunicipalityCode
    convened_by: Body
    held_on: date
    agenda: tuple[AgendaItem, ...]
    agencies: tuple[UUID, ...] = ()
    title: str | None = Field(default=None, min_length=1, repr=False)
    conference_id: UUID | None = None


class WhichConference(Request):
    """One conference."""

    conference_id: UUID


class WhichConferences(Paged):
    """Conferences of the own agency: those that it convenes, and those it was chosen for.

    Attributes:
        planned_from: not before this day (JST).
        planned_to: not after this day.
    """

    planned_from: date | None = None
    planned_to: date | None = None
