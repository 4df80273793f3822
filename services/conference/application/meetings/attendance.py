"""Attendance 出席: workers are registered before they come and acknowledge before they see.

Who registers or acknowledges for an agency acts for it: the agency is the actor's own. Only the
secretariat of the convener records for others: a list sent in, a notice signed on paper.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.conference.application.acting import acting
from services.conference.application.desk import Desk
from services.conference.application.meetings.convener import convened_by_own
from services.conference.domain.conference import (
    CONFERENCE,
    ConferenceState,
    acknowledge,
    attends_for,
    conference_not_found,
    notice_of,
    register_attendee,
    underway,
)
from services.conference.domain.roster import ROSTER, RosterState
from shared.acting import AGENCY_ROLES
from shared.calendar import jst_date
from shared.identity import Actor, Opaque
from shared.refusal import Refusal
from shared.store import Stream, Transaction
from shared.use_case import Request, use_case


class RegisterAttendee(Request):
    """A worker who is to attend.

    Attributes:
        conference_id: which conference.
        attendee: opaque id of the worker, as they sign in.
        substitute: 代理出席.
        on_behalf_of: the agency, when the convener's secretariat records for it; else the own one.
    """

    conference_id: UUID
    attendee: Opaque
    substitute: bool = False
    on_behalf_of: UUID | None = None


class AgendaItemOfDay(Request):
    """Which agenda item of which conference."""

    conference_id: UUID
    agenda_id: UUID


class Acknowledge(AgendaItemOfDay):
    """The notice was read and the duty acknowledged.

    Attributes:
        on_behalf_of: the attendee who signed on paper, when the convener's secretariat records
            it; else the actor.
    """

    on_behalf_of: Opaque | None = None


class Notice(BaseModel):
    """The secrecy notice of an agenda item, in the words in force today."""

    model_config = ConfigDict(frozen=True)

    text: str


class Attendance:
    """What is recorded of those who attend.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("attendees.register", "出席者の登録", roles=("secretariat", "member"))
    def register(self, actor: Actor, request: RegisterAttendee) -> None:
        """Register a worker for the own agency, or, as the convener's secretariat, for another.

        Raises:
            Refusal: ``own-agency-not-registered``; and see
                :func:`services.conference.domain.conference.membership.register_attendee`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            if request.on_behalf_of is None:
                agency_id = acting(tx, actor).agency_id
                stream, roster = _known_to(tx, agency_id, request.conference_id, now)
            else:
                agency_id = request.on_behalf_of
                stream, roster = _as_convener(tx, actor, request.conference_id, now)
            events = register_attendee(
                stream.state,
                agency_id,
                request.attendee,
                roster,
                substitute=request.substitute,
                now=now,
            )
            tx.append(CONFERENCE, stream, *events)

    @use_case("secrecy.notice", "守秘の告知文", roles=AGENCY_ROLES, kind="query")
    def notice(self, actor: Actor, request: AgendaItemOfDay) -> Notice:
        """The text that is acknowledged today.

        Raises:
            Refusal: ``conference-not-found``, also for agencies that do not sit there;
                ``agenda-item-not-found``; ``no-secrecy-duty``.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            agency_id = acting(tx, actor).agency_id
            stream, _ = _known_to(tx, agency_id, request.conference_id, now)
            matter = underway(stream.state).matter(request.agenda_id)
        return Notice(text=notice_of(matter.matter.legal_mode, jst_date(now)))

    @use_case("secrecy.acknowledge", "守秘の確認", roles=AGENCY_ROLES)
    def acknowledge(self, actor: Actor, request: Acknowledge) -> None:
        """Acknowledge the duty for one agenda item, with the text in force today.

        Raises:
            Refusal: ``own-agency-not-registered``; and see
                :func:`services.conference.domain.conference.secrecy.acknowledge`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            if request.on_behalf_of is None:
                attendee, agency_id = actor.person, acting(tx, actor).agency_id
                stream, roster = _known_to(tx, agency_id, request.conference_id, now)
            else:
                attendee = request.on_behalf_of
                stream, roster = _as_convener(tx, actor, request.conference_id, now)
                agency_id = _agency_of(stream.state, roster, attendee, now)
            events = acknowledge(
                stream.state, request.agenda_id, agency_id, attendee, roster, now=now
            )
            tx.append(CONFERENCE, stream, *events)


_Seated = tuple[Stream[ConferenceState], RosterState]


def _as_convener(tx: Transaction, actor: Actor, conference_id: UUID, now: datetime) -> _Seated:
    """A conference that the actor's agency convenes."""
    if actor.role != "secretariat":
        raise Refusal(
            "not-on-behalf",
            "ほかの人や機関に代わって記録できるのは、招集した機関の事務局だけです。",
            "自分の機関の分だけを記録してください。",
        )
    convened = convened_by_own(tx, actor, conference_id, now)
    return convened.stream, convened.roster


def _known_to(tx: Transaction, agency_id: UUID, conference_id: UUID, now: datetime) -> _Seated:
    """A conference of which an agency may know: it convenes it, or is a member.

    Raises:
        Refusal: ``conference-not-found``; that there is one is not told to others.
    """
    stream = tx.load(CONFERENCE, conference_id)
    call = stream.state.call if stream.state else None
    roster = tx.load(ROSTER, call.roster_id).state if call else None
    if call is None or roster is None:
        raise conference_not_found()
    if agency_id != call.convener_id and not roster.is_member(agency_id, now):
        raise conference_not_found()
    return stream, roster


def _agency_of(
    conference: ConferenceState | None, roster: RosterState, attendee: str, now: datetime
) -> UUID:
    """For whom somebody attends; whoever is not registered attends for nobody."""
    agency_id = attends_for(underway(conference).state, roster, attendee, now)
    if agency_id is None:
        raise Refusal(
            "attendee-not-registered",
            "この会議の出席者として登録されていません。",
            "代理の方も、先に出席者として登録してください。",
        )
    return agency_id
