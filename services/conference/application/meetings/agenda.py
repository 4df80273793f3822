"""The agenda 議事日程: cases placed under one law each, and the members chosen for each."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.desk import Desk
from services.conference.application.meetings.consented import consented
from services.conference.application.meetings.convener import convened_by_own
from services.conference.domain.conference import (
    CONFERENCE,
    Agreement,
    ConferenceState,
    Matter,
    counterparts,
    link,
    place_item,
    remove_item,
    select_members,
    surroundings_on,
    underway,
)
from services.conference.domain.municipality import MUNICIPALITY, municipality_id
from services.conference.domain.sharing import SHARING
from services.conference.law.statutes.legal_modes import Purpose
from services.conference.law.vocabulary import Mode
from shared.calendar import jst_date
from shared.identity import Actor
from shared.refusal import InvalidInput
from shared.store import Stream, Transaction
from shared.use_case import Request, use_case


class PlaceItem(Request):
    """A case that is to be discussed.

    Attributes:
        conference_id: where.
        case_id: the case, as intake knows it.
        legal_mode: under which law; must be one of the roster's.
        purpose: why.
        subjects: the persons it is about.
        agreement: with mode ``agreement``.
        agenda_id: may be chosen.
        expected_version: of the conference as the user saw it.
    """

    conference_id: UUID
    case_id: UUID
    legal_mode: Mode
    purpose: Purpose
    subjects: tuple[UUID, ...] = ()
    agreement: Agreement | None = None
    agenda_id: UUID | None = None
    expected_version: int | None = None


class RemoveItem(Request):
    """An agenda item that is to be taken off."""

    conference_id: UUID
    agenda_id: UUID
    expected_version: int | None = None


class SelectMembers(Request):
    """The members for one agenda item, wholly: who is not named is not chosen."""

    conference_id: UUID
    agenda_id: UUID
    agencies: tuple[UUID, ...]
    expected_version: int | None = None


class Agenda:
    """What is recorded of agendas.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("agenda.place", "議題の追加", roles=("secretariat",))
    def place(self, actor: Actor, request: PlaceItem) -> UUID:
        """Place a case on the agenda; return the agenda item's id.

        Whether the persons consented is found out from their answers, and is not told.

        Raises:
            Refusal: ``stale-version``; ``convener-no-longer-entitled``; and see
                :func:`services.conference.domain.conference.agenda.place_item`.
            InvalidInput: ``agenda-about-nobody``.
        """
        if not request.subjects:
            raise InvalidInput(
                "対象者",
                "agenda-about-nobody",
                "誰についての議題かが書かれていません。",
                "対象者を一人以上選んでください。",
            )
        agenda_id = request.agenda_id or uuid4()
        matter = Matter.carried_by(request)
        with self._desk.transaction(actor) as tx:
            now = tx.at
            convened = convened_by_own(
                tx, actor, request.conference_id, now, request.expected_version
            )
            meeting = convened.meeting
            events = place_item(
                meeting.state,
                agenda_id,
                matter,
                convened.roster,
                surroundings_on(
                    jst_date(meeting.call.planned_for),
                    meeting.municipality,
                    tx.load(MUNICIPALITY, municipality_id(meeting.municipality)).state,
                    views.known_cases(tx, meeting.municipality, [matter.case_id]),
                ),
                taken=views.is_agenda_item(tx, agenda_id)
                or tx.load(SHARING, agenda_id).state is not None,
                with_consent=consented(tx, self._desk.sealer, convened, agenda_id, matter, now),
            )
            stream = tx.append(CONFERENCE, convened.stream, *events)
            _link_others(tx, stream, agenda_id)
        return agenda_id

    @use_case("agenda.remove", "議題の取下げ", roles=("secretariat",))
    def remove(self, actor: Actor, request: RemoveItem) -> None:
        """Take a case off the agenda.

        Raises:
            Refusal: ``stale-version``; ``convener-no-longer-entitled``; and see
                :func:`services.conference.domain.conference.agenda.remove_item`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            convened = convened_by_own(
                tx, actor, request.conference_id, now, request.expected_version
            )
            events = remove_item(convened.meeting.state, request.agenda_id)
            tx.append(CONFERENCE, convened.stream, *events)

    @use_case("members.select", "議題ごとの構成員の選定", roles=("secretariat",))
    def select(self, actor: Actor, request: SelectMembers) -> None:
        """Choose the members for one agenda item; nobody is chosen by default (law rule 20).

        Raises:
            Refusal: ``stale-version``; ``convener-no-longer-entitled``; and see
                :func:`services.conference.domain.conference.membership.select_members`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            convened = convened_by_own(
                tx, actor, request.conference_id, now, request.expected_version
            )
            events = select_members(
                convened.meeting.state,
                request.agenda_id,
                request.agencies,
                convened.roster,
                now=now,
            )
            tx.append(CONFERENCE, convened.stream, *events)


def _link_others(tx: Transaction, stream: Stream[ConferenceState], agenda_id: UUID) -> None:
    """Tell both coordinators where a case is before two conferences that link (law rule 28)."""
    meeting = underway(stream.state)
    matter, day = meeting.matter(agenda_id).matter, jst_date(meeting.call.planned_for)
    for other_id in views.conferences_about(tx, matter.case_id):
        if other_id == stream.id:
            continue
        other = tx.load(CONFERENCE, other_id)
        for other_agenda_id, mode in counterparts(other.state, matter, day).items():
            stream = tx.append(CONFERENCE, stream, *link(stream.state, agenda_id, mode, other_id))
            if other.state is not None and other.state.held_on is None:
                events = link(other.state, other_agenda_id, matter.legal_mode, stream.id)
                other = tx.append(CONFERENCE, other, *events)
