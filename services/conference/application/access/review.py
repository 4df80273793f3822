"""開示請求: gathering what is held about the person, and looking at it before the decision."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.conference.application.access.at_hand import at_hand, told
from services.conference.application.access.entries import Answering
from services.conference.application.access.everything import Everything
from services.conference.application.access.replies import ReviewedPart
from services.conference.application.access.shapes import CollectAccess, OfAccess
from services.conference.application.acting import Acting
from services.conference.application.desk import Desk
from services.conference.domain import access_request
from services.conference.domain.access_request import (
    ACCESS_REQUEST,
    AccessRequestState,
    CollectedPart,
)
from services.conference.domain.access_request.events import RECORD_LABEL
from services.conference.domain.access_request.guards import undecided
from shared.identity import Actor
from shared.personal_records import HOLDING_SERVICES, MARK_LABELS, HoldingService, PersonalRecord
from shared.refusal import InvalidInput
from shared.sealing import Erased, Sealed, seal_jointly
from shared.store import Stream, Transaction
from shared.telling import ERASED
from shared.use_case import use_case


class AccessReview:
    """What is done with what is held about the person, until it is decided on.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._own = Everything(desk.store, desk.sealer)

    @use_case("access.collect", "開示請求のための記録の受入れ", roles=("secretariat",))
    def collect(self, actor: Actor, request: CollectAccess) -> None:
        """Take in what another service holds about the person; it is sealed before it is recorded.

        Somebody had it written out for that, from a store that keeps no ledger: that they did is
        on the ledger here.

        Raises:
            Refusal: ``own-agency-not-registered``; ``access-request-not-found``, also for one to
                another municipality; ``not-a-department``, ``access-already-decided``,
                ``stale-version``.
            InvalidInput: ``wrong-person``, ``wrong-service``.
        """
        if request.service == "conference" or any(
            one.service != request.service for one in request.records
        ):
            raise InvalidInput(
                "サービス",
                "wrong-service",
                "書き出したサービスと、記録の中身が合いません。",
                "書き出したファイルを、そのまま指定してください。会議の記録は自動で集まります。",
            )
        with self._desk.transaction(actor) as tx:
            self._take_in(tx, actor, request, request.service, request.person_id, request.records)

    @use_case("access.collect-own", "開示請求のための会議の記録の収集", roles=("secretariat",))
    def collect_own(self, actor: Actor, request: OfAccess) -> None:
        """Gather what conference itself holds about the person.

        Raises:
            Refusal: as :meth:`collect`.
        """
        with self._desk.transaction(actor) as tx:
            _, state, _ = _in_hand(tx, actor, request)
        person_id = state.requesting.person_id
        # Read between two transactions: nobody else waits meanwhile.
        records = self._own.about(person_id, state.municipality, request.access_id)
        with self._desk.transaction(actor) as tx:
            self._take_in(tx, actor, request, "conference", person_id, records)

    @use_case("access.review", "開示請求の審査", roles=("secretariat",))
    def review(self, actor: Actor, request: OfAccess) -> tuple[ReviewedPart, ...]:
        """Everything that was gathered, with why it must be decided on; that it was read is told.

        Raises:
            Refusal: as :meth:`collect`.
        """
        with self._desk.transaction(actor) as tx:
            _, state, own = _in_hand(tx, actor, request)
            act = Answering(actor, own.agency_id, request.access_id, state, tx.at)
            self._desk.ledger.record(tx, tuple(act.reviewed()))
        person_id = state.requesting.person_id
        return tuple(
            self._reviewed(service, part, person_id)
            for service in HOLDING_SERVICES
            for part in state.collected.get(service, ())
        )

    def _reviewed(
        self, service: HoldingService, part: CollectedPart, person_id: UUID
    ) -> ReviewedPart:
        return ReviewedPart(
            record_id=part.record_id,
            service=service,
            kind=part.kind,
            text=text_of(self._desk, part, person_id),
            marks=part.marks,
            why=tuple(MARK_LABELS[mark] for mark in part.marks),
            parties=(*part.others, *((part.holder_id,) if part.holder_id else ())),
        )

    def _take_in(
        self,
        tx: Transaction,
        actor: Actor,
        request: OfAccess,
        service: HoldingService,
        person_id: UUID,
        records: Iterable[PersonalRecord],
    ) -> None:
        stream, state, own = _in_hand(tx, actor, request)
        if person_id != state.requesting.person_id:
            raise InvalidInput(
                "対象者",
                "wrong-person",
                "書き出された記録が、この請求の対象の人のものではありません。",
                "対象の人の記録を書き出し直してください。",
            )
        parts = tuple(self._part(one, person_id) for one in records)
        tx.append(ACCESS_REQUEST, stream, *access_request.collect(state, service, parts))
        act = Answering(actor, own.agency_id, request.access_id, state, tx.at)
        self._desk.ledger.record(tx, [act.gathered()])

    def _part(self, record: PersonalRecord, person_id: UUID) -> CollectedPart:
        """Seal a piece for everybody it speaks of; nothing of an erased person is kept."""
        text, marks = f"{record.title}\n{record.text}", record.marks
        try:
            sealed = self._sealed((person_id, *record.others), text)
        except Erased:
            sealed = self._sealed((person_id,), f"{record.title}\n{ERASED}")
            record = record.model_copy(update={"others": ()})
            marks = tuple(dict.fromkeys((*marks, "unreadable")))
        return CollectedPart.model_validate(
            {
                "record_id": record.record_id,
                "kind": record.kind,
                "recorded_at": record.recorded_at,
                "category": record.category,
                "marks": marks,
                "others": record.others,
                "holder_id": record.holder_id,
                "text": sealed,
            }
        )

    def _sealed(self, people: tuple[UUID, ...], text: str) -> Sealed:
        return seal_jointly(self._desk.sealer, map(str, people), text, RECORD_LABEL)


def _in_hand(
    tx: Transaction, actor: Actor, request: OfAccess
) -> tuple[Stream[AccessRequestState], AccessRequestState, Acting]:
    """An undecided request, and the department of its municipality that answers it."""
    stream, found, own = at_hand(tx, actor, request.access_id)
    state = undecided(found)
    stream.expect_version(request.expected_version)
    return stream, state, own


def text_of(desk: Desk, part: CollectedPart, person_id: UUID) -> str:
    """A piece in the clear, or that it was erased meanwhile."""
    return told(desk, (person_id, *part.others), part.text, RECORD_LABEL)
