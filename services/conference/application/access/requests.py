"""開示請求: receiving a request, keeping its clock, asking third parties.

Nothing here looks at what is held about the person (law rule 61). To whoever does not work for the
municipality that a request is addressed to, it is not there.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

from services.conference.application.access.shapes import (
    AnswerThirdParty,
    AskCorrection,
    AskThirdParty,
    CorrectAccess,
    ExtendAccess,
    OfAccess,
    ReceiveAccess,
)
from services.conference.application.acting import acting_for, found_by
from services.conference.application.desk import Desk
from services.conference.domain import access_request
from services.conference.domain.access_request import (
    ACCESS_REQUEST,
    AccessRequestState,
    Extension,
    Papers,
    Requesting,
)
from services.conference.domain.access_request.events import (
    BIRTH_LABEL,
    CORRECTION_LABEL,
    DESCRIBED_LABEL,
    EXTENSION_LABEL,
    IDENTITY_LABEL,
    OPINION_LABEL,
    POWER_LABEL,
)
from shared.calendar import FuzzyDate
from shared.identity import Actor, Role
from shared.sealing import Sealed, seal_jointly
from shared.store.event import Event
from shared.use_case import use_case

COUNTER: tuple[Role, ...] = ("counsellor", "secretariat")
SECRETARIAT: tuple[Role, ...] = ("secretariat",)


class AccessRequests:
    """What happens to a request for access before anything is decided.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("access.receive", "開示請求の受付", roles=COUNTER)
    def receive(self, actor: Actor, request: ReceiveAccess) -> UUID:
        """Take a request in; return its id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``; ``id-taken``, of a
                request to another municipality; and see
                :func:`services.conference.domain.access_request.receive`.
        """
        access_id = request.access_id or uuid4()
        people = (request.person_id, request.requester_id)
        requesting = Requesting(
            person_id=request.person_id,
            requester=request.requester,
            requester_id=request.requester_id,
            described=self._sealed(people, request.described, DESCRIBED_LABEL),
            received_on=request.received_on,
            **dict(self._papers(people, request)),
        )
        with self._desk.transaction(actor) as tx:
            now = tx.at
            acting_for(tx, actor, request.municipality, now)
            stream = tx.load(ACCESS_REQUEST, access_id)
            access_request.refuse_elsewhere(stream.state, request.municipality)
            events = access_request.receive(
                stream.state, request.municipality, requesting, today=self._desk.today
            )
            tx.append(ACCESS_REQUEST, stream, *events)
        return access_id

    @use_case("access.ask-correction", "開示請求の補正の求め", roles=SECRETARIAT)
    def ask_correction(self, actor: Actor, request: AskCorrection) -> None:
        """Ask for what is missing; the clock stands still."""

        def rule(state: AccessRequestState) -> tuple[Event, ...]:
            people = _people(state)
            missing = self._sealed(people, request.missing, CORRECTION_LABEL)
            return access_request.ask_correction(
                state, missing, on=request.asked_on, today=self._desk.today
            )

        self._apply(actor, request, rule)

    @use_case("access.correct", "開示請求の補正", roles=SECRETARIAT)
    def correct(self, actor: Actor, request: CorrectAccess) -> None:
        """Record what came in; the days it took do not count."""

        def rule(state: AccessRequestState) -> tuple[Event, ...]:
            papers = self._papers(_people(state), request)
            return access_request.correct(
                state, papers, on=request.corrected_on, today=self._desk.today
            )

        self._apply(actor, request, rule)

    @use_case("access.extend", "開示決定等の期限の延長", roles=SECRETARIAT)
    def extend(self, actor: Actor, request: ExtendAccess) -> None:
        """Extend the term once, with a reason that the requester was told."""

        def rule(state: AccessRequestState) -> tuple[Event, ...]:
            people = _people(state)
            extension = Extension(
                days=request.days,
                reason=self._sealed(people, request.reason, EXTENSION_LABEL),
                noticed_on=request.noticed_on,
                rest_by=request.rest_by,
            )
            return access_request.extend(state, extension, today=self._desk.today)

        self._apply(actor, request, rule)

    @use_case("access.ask-third-party", "第三者に対する意見書提出の機会", roles=SECRETARIAT)
    def ask_third_party(self, actor: Actor, request: AskThirdParty) -> UUID:
        """Give a third party the opportunity to answer; return the asking's id."""
        opinion_id = request.opinion_id or uuid4()
        asked = {
            "opinion_id": opinion_id,
            "party_id": request.party_id,
            "record_ids": request.record_ids,
            "answer_by": request.answer_by,
        }
        today = self._desk.today
        self._apply(
            actor,
            request,
            lambda state: access_request.ask_third_party(state, asked, today=today),
        )
        return opinion_id

    @use_case("access.third-party-answered", "第三者の意見書", roles=SECRETARIAT)
    def answer_third_party(self, actor: Actor, request: AnswerThirdParty) -> None:
        """Record what the third party answered."""

        def rule(state: AccessRequestState) -> tuple[Event, ...]:
            asked = state.opinions.get(request.opinion_id)
            opinion = None
            if asked is not None and request.opinion:
                people = (state.requesting.person_id, asked.party_id)
                opinion = self._sealed(people, request.opinion, OPINION_LABEL)
            return access_request.answer_third_party(
                state,
                request.opinion_id,
                opposes=request.opposes,
                opinion=opinion,
                on=request.answered_on,
                today=self._desk.today,
            )

        self._apply(actor, request, rule)

    def _apply(
        self,
        actor: Actor,
        request: OfAccess,
        rule: Callable[[AccessRequestState], tuple[Event, ...]],
    ) -> None:
        with self._desk.transaction(actor) as tx:
            stream = tx.load(ACCESS_REQUEST, request.access_id)
            state = access_request.existing(found_by(tx, actor, stream.state))
            stream.expect_version(request.expected_version)
            tx.append(ACCESS_REQUEST, stream, *rule(state))

    def _papers(self, people: tuple[UUID, ...], told: ReceiveAccess | CorrectAccess) -> Papers:
        if told.subject_birth:
            FuzzyDate.from_edtf(told.subject_birth)
        texts = (
            ("identity", told.identity, IDENTITY_LABEL),
            ("power", told.power, POWER_LABEL),
            ("subject_birth", told.subject_birth, BIRTH_LABEL),
        )
        return Papers(
            **{name: self._sealed(people, text, label) for name, text, label in texts if text}
        )

    def _sealed(self, people: tuple[UUID, ...], text: str, label: str) -> Sealed:
        return seal_jointly(self._desk.sealer, map(str, people), text, label)


def _people(state: AccessRequestState) -> tuple[UUID, ...]:
    """Under whose keys what a requester told lies."""
    return (state.requesting.person_id, state.requesting.requester_id)
