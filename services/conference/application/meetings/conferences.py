"""Conferences: called, linked, held; or told after they were held."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.acting import acting, acting_for
from services.conference.application.desk import Desk
from services.conference.application.meetings.consented import consented
from services.conference.application.meetings.convener import body, convened_by_own
from services.conference.application.meetings.forms import (
    ConferenceNote,
    Convene,
    HoldConference,
    LinkConference,
    WhichConference,
    WhichConferences,
)
from services.conference.application.meetings.lines import ConferenceLine, ConferenceList, line_of
from services.conference.domain.conference import (
    CONFERENCE,
    Call,
    Meeting,
    Surroundings,
    conference_not_found,
    convene,
    hold_called,
    hold_conference,
    link,
    refuse_unless_told_by,
    sat_at,
    surroundings_on,
)
from services.conference.domain.conference.events import TITLE_LABEL
from services.conference.domain.municipality import MUNICIPALITY, municipality_id
from services.conference.domain.roster import ROSTER
from shared.calendar import jst_date
from shared.codes.municipality import MunicipalityCode
from shared.identity import Actor
from shared.paging import listed
from shared.sealing import Sealed
from shared.store import Transaction
from shared.use_case import use_case


class Meetings:
    """What the secretariat records of meetings.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("conferences.convene", "会議の招集", roles=("secretariat",))
    def convene(self, actor: Actor, request: Convene) -> UUID:
        """Call a sitting of a standing meeting; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``; and see
                :func:`services.conference.domain.conference.convening.convene`.
        """
        conference_id = request.conference_id or uuid4()
        with self._desk.transaction(actor) as tx:
            now = tx.at
            own = acting(tx, actor)
            roster = tx.load(ROSTER, request.roster_id).state
            if roster is not None and roster.municipality != own.municipality:
                roster = None
            call = Call(
                roster_id=request.roster_id,
                convened_by=body(own, now),
                convener_id=own.agency_id,
                planned_for=request.planned_for,
                title=self._title(conference_id, request.title),
            )
            here = _here(tx, own.municipality, jst_date(request.planned_for))
            stream = tx.load(CONFERENCE, conference_id)
            events = convene(stream.state, call, roster, here, today=jst_date(now))
            tx.append(CONFERENCE, stream, *events)
        return conference_id

    @use_case("conferences.link", "ほかの会議との連携", roles=("secretariat",))
    def link(self, actor: Actor, request: LinkConference) -> None:
        """Note that a conference which is not run here deals with the case: that it exists.

        Those that are run here are found by themselves when a case is placed.

        Raises:
            Refusal: ``convener-no-longer-entitled``; and see
                :func:`services.conference.domain.conference.linking.link`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            convened = convened_by_own(tx, actor, request.conference_id, now)
            events = link(convened.meeting.state, request.agenda_id, request.legal_mode)
            tx.append(CONFERENCE, convened.stream, *events)

    @use_case("conferences.hold", "会議の開催の記録", roles=("secretariat",))
    def hold(self, actor: Actor, request: HoldConference) -> None:
        """支援会議開催: record that a called conference took place with its agenda as it stands.

        Raises:
            Refusal: ``stale-version``; ``convener-no-longer-entitled``; and see
                :func:`services.conference.domain.conference.holding.hold_called`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            convened = convened_by_own(
                tx, actor, request.conference_id, now, request.expected_version
            )
            meeting = convened.meeting
            at = sat_at(meeting.call.planned_for, request.held_on, now)
            sealer = self._desk.sealer
            cases = [one.matter.case_id for one in meeting.matters.values()]
            events = hold_called(
                meeting.state,
                request.held_on,
                convened.roster,
                {
                    agenda_id: consented(tx, sealer, convened, agenda_id, one.matter, at)
                    for agenda_id, one in meeting.matters.items()
                },
                _here(tx, meeting.municipality, request.held_on, cases),
                agencies=request.agencies,
                now=now,
            )
            tx.append(CONFERENCE, convened.stream, *events)

    @use_case("conferences.record", "開催済みの会議の記録", roles=("secretariat",))
    def hold_conference(self, actor: Actor, request: ConferenceNote) -> UUID:
        """支援会議開催: record a conference that was not called here; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``;
                ``not-your-meeting``; and see
                :func:`services.conference.domain.conference.holding.hold_conference`.
        """
        conference_id = request.conference_id or uuid4()
        meeting = Meeting(
            convened_by=request.convened_by,
            held_on=request.held_on,
            title=self._title(conference_id, request.title),
            agenda=request.agenda,
            agencies=request.agencies,
        )
        with self._desk.transaction(actor) as tx:
            now = tx.at
            own = acting_for(tx, actor, request.municipality, now)
            refuse_unless_told_by(body(own, now), request.convened_by)
            cases = [item.case_id for item in request.agenda]
            here = _here(tx, request.municipality, request.held_on, cases)
            stream = tx.load(CONFERENCE, conference_id)
            events = hold_conference(stream.state, meeting, here, today=jst_date(now))
            tx.append(CONFERENCE, stream, *events)
        return conference_id

    @use_case("conferences.show", "会議の表示", roles=("secretariat", "member"), kind="query")
    def show(self, actor: Actor, request: WhichConference) -> ConferenceLine:
        """A conference, as the own agency may see it.

        Raises:
            Refusal: ``own-agency-not-registered``; ``conference-not-found``, also where the own
                agency may not know of it.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            reader = acting(tx, actor).agency_id
            line = _line(tx, request.conference_id, reader, now)
        if line is None:
            raise conference_not_found()
        return line

    @use_case("conferences.list", "会議の一覧", roles=("secretariat", "member"), kind="query")
    @listed("-planned_for|held_on", "conference_id", of="conferences")
    def list_conferences(self, actor: Actor, request: WhichConferences) -> ConferenceList:
        """The conferences that the own agency may see, each as it is shown by itself.

        Raises:
            Refusal: ``own-agency-not-registered``.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            reader = acting(tx, actor).agency_id
            found = views.sittings_seen_by(tx, reader, request.planned_from, request.planned_to)
            lines = [_line(tx, conference_id, reader, now) for conference_id in found]
        return ConferenceList(conferences=tuple(line for line in lines if line is not None))

    def _title(self, conference_id: UUID, title: str | None) -> Sealed | None:
        if title is None:
            return None
        return self._desk.sealer.seal(str(conference_id), title, TITLE_LABEL)


def _here(
    tx: Transaction, municipality: MunicipalityCode, day: date, cases: list[UUID] | None = None
) -> Surroundings:
    """The municipality on a day, and which of the cases it knows."""
    described = tx.load(MUNICIPALITY, municipality_id(municipality)).state
    known = views.known_cases(tx, municipality, cases or [])
    return surroundings_on(day, municipality, described, known)


def _line(
    tx: Transaction, conference_id: UUID, reader: UUID, now: datetime
) -> ConferenceLine | None:
    stream = tx.load(CONFERENCE, conference_id)
    if stream.state is None or stream.state.call is None:
        return None
    roster = tx.load(ROSTER, stream.state.call.roster_id).state
    return line_of(stream.id, stream.version, stream.state, roster, reader, now)
