"""開示請求: the decision, and handing over what it grants; each is entered in the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from services.conference.application.access.at_hand import at_hand, told
from services.conference.application.access.entries import Answering
from services.conference.application.access.replies import AccessAnswer, HandedPart
from services.conference.application.access.review import text_of
from services.conference.application.access.shapes import DecideAccess, DeliverAccess, PartVerdict
from services.conference.application.desk import Desk
from services.conference.domain import access_request
from services.conference.domain.access_request import (
    ACCESS_REQUEST,
    AccessDelivered,
    AccessRequestState,
    Circumstances,
    CollectedPart,
    Notice,
    PartDecision,
    Verdict,
)
from services.conference.domain.access_request.events import (
    BIRTH_LABEL,
    REASON_LABEL,
    WORDING_LABEL,
)
from services.conference.domain.person import BIRTH_LABEL as RECORDED_BIRTH_LABEL
from services.conference.domain.person import PERSON, PersonState
from services.conference.law.age import AGE_OF_MAJORITY, ages_on
from shared.identity import Actor
from shared.personal_records import in_order
from shared.refusal import Refusal
from shared.sealing import Sealed, open_jointly, seal_jointly
from shared.store import Transaction
from shared.use_case import use_case


class AccessAnswers:
    """Deciding on requests for access and answering them.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("access.decide", "開示決定等", roles=("secretariat",))
    def decide(self, actor: Actor, request: DecideAccess) -> Notice:
        """Decide; what is kept back goes on record in the ledger. Return the notice.

        Raises:
            Refusal: see :func:`services.conference.domain.access_request.decide`;
                ``stale-version``, ``own-agency-not-registered``, ``not-a-department``.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            stream, state, own = at_hand(tx, actor, request.access_id)
            stream.expect_version(request.expected_version)
            verdict = self._verdict(state, request)
            here = self._circumstances(tx, state)
            events = access_request.decide(state, verdict, here)
            decided = tx.append(ACCESS_REQUEST, stream, *events).state
            after = access_request.existing(decided)
            act = Answering(actor, own.agency_id, request.access_id, after, now)
            self._desk.ledger.record(tx, tuple(act.refused()))
        return _notice(after)

    @use_case("access.deliver", "開示の実施", roles=("secretariat",))
    def deliver(self, actor: Actor, request: DeliverAccess) -> AccessAnswer:
        """Hand over the notice and what the decision grants; each piece goes on record.

        Raises:
            Refusal: see :func:`services.conference.domain.access_request.may_be_delivered`;
                ``stale-version``, ``own-agency-not-registered``, ``not-a-department``.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            stream, found, own = at_hand(tx, actor, request.access_id)
            state = access_request.may_be_delivered(found, today=self._desk.today)
            stream.expect_version(request.expected_version)
            parts = access_request.handed_out(state)
            act = Answering(actor, own.agency_id, request.access_id, state, now)
            entries = tuple(act.handed_out(parts))
            delivered = AccessDelivered(
                municipality=state.municipality,
                delivered_on=self._desk.today,
                how=request.how,
                record_ids=tuple(one.record_id for one in parts),
                entries=tuple(one.entry_id for one in entries),
            )
            events = access_request.deliver(state, delivered, today=self._desk.today)
            tx.append(ACCESS_REQUEST, stream, *events)
            self._desk.ledger.record(tx, entries)
            return AccessAnswer(notice=_notice(state), records=tuple(self._handed(state, parts)))

    def _handed(
        self, state: AccessRequestState, parts: tuple[CollectedPart, ...]
    ) -> Iterator[HandedPart]:
        person_id = state.requesting.person_id
        for part in in_order(parts):
            decision = state.decision_on(part.record_id)
            if decision is not None and decision.wording is not None:
                people = (person_id, *part.others)
                text = told(self._desk, people, decision.wording, WORDING_LABEL)
                yield HandedPart(record_id=part.record_id, text=text, whole=False)
            else:
                text = text_of(self._desk, part, person_id)
                yield HandedPart(record_id=part.record_id, text=text, whole=True)

    def _verdict(self, state: AccessRequestState, request: DecideAccess) -> Verdict:
        """The decision with its texts sealed.

        What is handed out instead of a piece (79条) is sealed like the piece itself.
        """
        person_id = state.requesting.person_id
        others = {one.record_id: one.others for one in state.parts}

        def part(told: PartVerdict) -> PartDecision:
            people = (person_id, *others.get(told.record_id, ()))
            return PartDecision(
                record_id=told.record_id,
                disclosed=told.disclosed,
                exemptions=told.exemptions,
                footing=told.footing,
                wording=self._sealed(people, told.wording, WORDING_LABEL) if told.wording else None,
            )

        return Verdict(
            outcome=request.outcome,
            reason=self._sealed((person_id,), request.reason, REASON_LABEL),
            grounds=request.grounds,
            parts=tuple(map(part, request.parts)),
        )

    def _circumstances(self, tx: Transaction, state: AccessRequestState) -> Circumstances:
        """What the rules must know of the person and the requester; the same is read of anybody."""
        asked = state.requesting
        person, requester = tx.load(PERSON, asked.person_id), tx.load(PERSON, asked.requester_id)
        return Circumstances(
            today=self._desk.today,
            certainly_minor=self._certainly_minor(state, person.state),
            deceased=person.state is not None and person.state.details.died_on is not None,
            suspected_abuser=_suspected(asked.person_id, asked.requester_id, person.state)
            or _suspects(requester.state, asked.person_id),
        )

    def _certainly_minor(self, state: AccessRequestState, person: PersonState | None) -> bool:
        """Whether the papers, and the record if it knows, show somebody under 18 beyond doubt."""
        asked, sealer = state.requesting, self._desk.sealer
        births = []
        if asked.subject_birth is not None:
            people = {str(asked.person_id), str(asked.requester_id)}
            births.append(open_jointly(sealer, people, asked.subject_birth, BIRTH_LABEL))
        if person is not None and person.details.birth is not None:
            births.append(sealer.open(person.details.birth, RECORDED_BIRTH_LABEL))
        return bool(births) and all(
            ages_on(birth, self._desk.today, AGE_OF_MAJORITY).certainly_minor for birth in births
        )

    def _sealed(self, people: tuple[UUID, ...], text: str, label: str) -> Sealed:
        return seal_jointly(self._desk.sealer, map(str, people), text, label)


def _suspected(person_id: UUID, requester_id: UUID, person: PersonState | None) -> bool:
    """Whether the person's own record says so of a representative (law rule 10)."""
    if person is None or person_id == requester_id:
        return False
    return any(
        one.by == requester_id and one.suspected_abuser for one in person.details.representatives
    )


def _suspects(requester: PersonState | None, person_id: UUID) -> bool:
    """Whether the requester's own record says so."""
    return requester is not None and person_id in requester.details.suspected_abuser_of


def _notice(state: AccessRequestState) -> Notice:
    if state.decided is None:
        raise Refusal(
            "access-undecided",
            "まだ決定していない開示請求です。",
            "決定してから通知してください。",
        )
    return access_request.notice(state.decided, state.requesting.received_on)
