"""求めと回答: what a conference asks, and what the agency answers (law rules 21, 22)."""

from __future__ import annotations

from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.acting import Acting, acting
from services.conference.application.desk import Desk
from services.conference.application.holders import convened, households_of
from services.conference.application.requests.forms import (
    AnswerRequest,
    ListRequests,
    MakeRequest,
    RequestLine,
    RequestNamed,
    RequestShown,
)
from services.conference.domain.agency import AGENCY
from services.conference.domain.conference import CONFERENCE, ConferenceState, RequestState
from services.conference.domain.conference.answering import (
    answer_request,
    request_not_found,
    request_to,
)
from services.conference.domain.conference.events import NECESSITY_LABEL
from services.conference.domain.conference.requesting import (
    Acquaintance,
    Wanted,
    check_request,
    make_request,
    placed_matter,
    refuse_blank_necessity,
    spoken_of,
)
from services.conference.law.asking import answering_notice, asking_cited
from shared.acting import AGENCY_ROLES
from shared.identity import Actor
from shared.paging import listed
from shared.sealing import open_jointly, seal_jointly
from shared.use_case import use_case


class Requests:
    """Asking and answering.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("requests.make", "情報提供の求め", roles=("secretariat",))
    def make(self, actor: Actor, request: MakeRequest) -> UUID:
        """Ask an agency for information; return the request's id.

        Raises:
            Refusal: ``not-the-convener``; and see
                :func:`services.conference.domain.conference.requesting.make_request`.
        """
        refuse_blank_necessity(request.necessity)
        desk = self._desk
        agenda_id, request_id = request.agenda_id, request.request_id or uuid4()
        wanted = _wanted(request)
        with desk.transaction(actor) as tx:
            now = tx.at
            stream = tx.load(CONFERENCE, request.conference_id)
            conference = convened(stream.state, actor)
            stream.expect_version(request.expected_version)
            agenda = placed_matter(conference, agenda_id).matter.subjects
            known = Acquaintance(
                agency=tx.load(AGENCY, request.to_agency).state,
                households=households_of(tx, {*agenda, *wanted.subjects}),
            )
            _, matter = check_request(
                conference, agenda_id, request_id, wanted, known, today=desk.today
            )
            keys = map(str, spoken_of(wanted, matter))
            necessity = seal_jointly(desk.sealer, keys, request.necessity, NECESSITY_LABEL)
            events = make_request(
                conference, agenda_id, request_id, wanted, known, necessity, made_at=now
            )
            tx.append(CONFERENCE, stream, *events)
        return request_id

    @use_case("requests.answer", "求めへの回答", roles=AGENCY_ROLES)
    def answer(self, actor: Actor, request: AnswerRequest) -> None:
        """Answer a request: for the own agency, or as it told the secretariat.

        Raises:
            Refusal: ``not-the-convener`` for an answer on behalf of an agency; and see
                :func:`services.conference.domain.conference.answering.answer_request`.
        """
        with self._desk.transaction(actor) as tx:
            stream = tx.load(CONFERENCE, request.conference_id)
            agency_id = acting(tx, actor).agency_id
            if request.on_behalf_of not in (None, agency_id):
                convened(stream.state, actor)
                agency_id = request.on_behalf_of
            stream.expect_version(request.expected_version)
            events = answer_request(
                stream.state,
                request.request_id,
                request.answer,
                tuple(dict.fromkeys(request.provided)),
                agency_id=agency_id,
            )
            tx.append(CONFERENCE, stream, *events)

    @use_case("requests.list", "求めの一覧", roles=AGENCY_ROLES, kind="query")
    @listed("due_on", "request_id")
    def list(self, actor: Actor, request: ListRequests) -> list[RequestLine]:
        """The requests made to the own agency, or those of a conference it convened.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-the-convener``.
        """
        desk, today = self._desk, self._desk.today
        with desk.transaction(actor) as tx:
            if request.conference_id is not None:
                convened(tx.load(CONFERENCE, request.conference_id).state, actor)
                rows = views.requests_of(tx, request.conference_id)
            else:
                rows = views.requests_to(tx, acting(tx, actor).agency_id)
        return [
            RequestLine(
                request_id=row.request_id,
                conference_id=row.conference_id,
                agenda_id=row.agenda_id,
                to_agency=row.to_agency,
                subjects=row.subjects,
                household_id=row.household_id,
                categories=row.categories,
                due_on=row.due_on,
                answer=row.answer,
                provided=row.provided,
                overdue=row.answer is None and not row.over and row.due_on < today,
                over=row.over,
            )
            for row in rows
            if request.agenda_id in (None, row.agenda_id)
            and request.to_agency in (None, row.to_agency)
        ]

    @use_case("requests.show", "求めの内容", roles=AGENCY_ROLES, kind="query")
    def show(self, actor: Actor, request: RequestNamed) -> RequestShown:
        """Read a request that was made to the own agency, or by a conference it convened.

        Raises:
            Refusal: ``request-not-found``, ``person-erased``.
        """
        desk, today = self._desk, self._desk.today
        with desk.transaction(actor) as tx:
            stream = tx.load(CONFERENCE, request.conference_id)
            found = _readable(stream.state, request.request_id, acting(tx, actor))
            matter = placed_matter(stream.state, found.agenda_id)
        asking, mode = found.asking, matter.matter.legal_mode
        keys = map(str, spoken_of(asking, matter))
        return RequestShown(
            request_id=request.request_id,
            agenda_id=found.agenda_id,
            to_agency=asking.to_agency,
            subjects=asking.subjects,
            household_id=asking.household_id,
            categories=asking.categories,
            due_on=asking.due_on,
            answer=found.answer,
            provided=found.provided,
            cited=asking_cited(mode, today),
            necessity=open_jointly(desk.sealer, keys, asking.necessity, NECESSITY_LABEL),
            notice=answering_notice(mode, today),
            version=stream.version,
        )


def _wanted(request: MakeRequest) -> Wanted:
    """What is asked for; the same person or kind named twice is named once."""
    return Wanted(
        to_agency=request.to_agency,
        subjects=tuple(dict.fromkeys(request.subjects)),
        household_id=request.household_id,
        categories=tuple(dict.fromkeys(request.categories)),
        due_on=request.due_on,
    )


def _readable(conference: ConferenceState | None, request_id: UUID, own: Acting) -> RequestState:
    """A request as the agency that convened the conference and the one it asked may read it."""
    call = conference.call if conference else None
    if conference is None or call is None or call.convener_id != own.agency_id:
        return request_to(conference, request_id, own.agency_id)
    if request_id not in conference.requests:
        raise request_not_found()
    return conference.requests[request_id]
