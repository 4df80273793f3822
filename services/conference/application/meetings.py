"""Conferences as they are held: what the secretariat records of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.desk import Desk
from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItem,
    Meeting,
    Surroundings,
    hold_conference,
)
from services.conference.law.statutes.legal_modes import Body
from shared.identity import Actor


@dataclass(frozen=True, slots=True)
class MunicipalityDuties:
    """What a municipality runs; its own decision, and a condition of some legal modes.

    Attributes:
        runs_juso: 重層的支援体制整備事業 (社会福祉法106条の4).
        welfare_office: it has a 福祉事務所 of its own (生活困窮者自立支援法9条).
    """

    runs_juso: bool
    welfare_office: bool


@dataclass(frozen=True, slots=True)
class ConferenceNote:
    """A conference as the secretariat tells it; the title is in the clear until sealed here."""

    municipality: str
    convened_by: Body
    held_on: date
    agenda: tuple[AgendaItem, ...]
    agencies: tuple[UUID, ...] = ()
    title: str | None = field(default=None, repr=False)


class Meetings:
    """What the secretariat records of meetings.

    Args:
        desk: store, keys, clock.
        duties: what the municipality runs.
    """

    def __init__(self, desk: Desk, duties: MunicipalityDuties) -> None:
        self._desk = desk
        self._duties = duties

    def hold_conference(self, actor: Actor, note: ConferenceNote) -> UUID:
        """支援会議開催: record that a conference was held; return its id.

        Raises:
            Refusal: see :func:`services.conference.domain.conference.hold_conference`.
        """
        conference_id = uuid4()
        title = note.title and self._desk.sealer.seal(
            str(conference_id), note.title, "conference.meeting.title"
        )
        meeting = Meeting(
            convened_by=note.convened_by,
            held_on=note.held_on,
            title=title or None,
            agenda=note.agenda,
            agencies=note.agencies,
        )
        with self._desk.store.transaction(actor, self._desk.clock()) as tx:
            here = Surroundings(
                municipality=note.municipality,
                runs_juso=self._duties.runs_juso,
                welfare_office=self._duties.welfare_office,
                known_cases=views.known_cases(
                    tx, note.municipality, [item.case_id for item in note.agenda]
                ),
            )
            stream = tx.load(CONFERENCE, conference_id)
            events = hold_conference(stream.state, meeting, here, today=self._desk.today)
            tx.append(CONFERENCE, stream, *events)
        return conference_id
