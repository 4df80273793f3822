"""Questions about how things are shared: from whom, in which emergencies, who reads how much."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from services.conference import views
from services.conference.application.audit.answers import (
    Emergencies,
    Holding,
    Holdings,
    QuestionsTold,
    QuestionTold,
    UnreviewedEmergency,
    UnusualReadings,
    told,
)
from services.conference.application.audit.asking import AUDITORS, Inquiry, expect_own_ledger
from services.conference.application.audit.noticing import notice
from services.conference.application.audit.requests import (
    AboutAgency,
    Between,
    QuestionsAbout,
    Unreviewed,
    WorkerDescription,
)
from services.conference.domain.worker import (
    SURNAME_LABEL,
    WORKER,
    WorkerDescribed,
    worker_id,
)
from services.conference.ledger.reading import at_position
from services.conference.ledger.tallies import holdings_of, unreviewed_emergencies
from shared.identity import Actor
from shared.paging import listed
from shared.refusal import InvalidInput, Refusal
from shared.store import Transaction
from shared.store.database import Row
from shared.use_case import use_case

LONGEST_PERIOD = timedelta(days=31)


class PatternQuestions(Inquiry):
    """What no single entry tells."""

    @use_case("audit.held-by", "機関が誰から得ているか", roles=AUDITORS, kind="query")
    def held_by(self, actor: Actor, request: AboutAgency) -> Holdings:
        """From whom an agency holds something, how often and since when."""
        with self._asked(actor, request, "audit.held-by", request.agency_id) as tx:
            found = [
                Holding(
                    holder_id=UUID(row["holder_id"]),
                    entries=row["entries"],
                    first_at=row["first_at"],
                    last_at=row["last_at"],
                )
                for row in holdings_of(tx, request.municipality, request.agency_id)
            ]
        return Holdings(holdings=tuple(found))

    @use_case(
        "audit.emergencies-without-review",
        "見直しの済んでいない緊急の提供",
        roles=("auditor", "secretariat"),
        kind="query",
    )
    @listed("review_due", "emergency_id", of="emergencies")
    def emergencies_without_review(self, actor: Actor, request: Unreviewed) -> Emergencies:
        """Emergencies at which nobody has looked since (law rule 42), the first due first."""
        with self._asked(actor, request, "audit.emergencies-without-review") as tx:
            rows = unreviewed_emergencies(tx, request.municipality)
            found = [_unreviewed(tx, row) for row in rows]
        own = (one for one in found if _is_of(request.municipality, one))
        return Emergencies(emergencies=tuple(own))

    @use_case("audit.unusual-reading", "いつもと違う閲覧", roles=AUDITORS, kind="query")
    def unusual_reading(self, actor: Actor, request: Between) -> UnusualReadings:
        """Reading at which somebody should look (law rule 54).

        Raises:
            InvalidInput: ``audit-period-wrong``.
        """
        if not timedelta(0) <= request.last - request.first <= LONGEST_PERIOD:
            raise InvalidInput(
                "期間",
                "audit-period-wrong",
                "調べる期間の指定が正しくありません。",
                "初日から末日まで、31日以内で指定してください。",
            )
        with self._asked(actor, request, "audit.unusual-reading") as tx:
            return notice(self._desk, tx, request)

    @use_case("audit.asked", "監査の問いの記録", roles=AUDITORS, kind="query")
    @listed("-asked_at", "worker", "question", "about", of="questions")
    def asked(self, actor: Actor, request: QuestionsAbout) -> QuestionsTold:
        """Who asked the ledger what."""
        with self._asked(actor, request, "audit.asked", request.about) as tx:
            rows = views.questions_about(tx, request.municipality, request.about)
        return QuestionsTold(
            questions=tuple(
                QuestionTold(**{name: row[name] for name in QuestionTold.model_fields})
                for row in rows
            )
        )

    @use_case("workers.describe", "職員の姓の登録", roles=("auditor", "operator"))
    def describe_worker(self, actor: Actor, request: WorkerDescription) -> None:
        """Record a worker's family name, so that reading about the own family is noticed."""
        stream_id = worker_id(request.worker)
        surname = self._desk.sealer.seal(str(stream_id), request.surname, SURNAME_LABEL)
        with self._desk.transaction(actor) as tx:
            expect_own_ledger(tx, actor, request.municipality)
            stream = tx.load(WORKER, stream_id)
            if stream.state is not None and stream.state.municipality != request.municipality:
                raise Refusal(
                    "worker-of-another-municipality",
                    "この職員の番号は、ほかの市町村で使われています。",
                    "職員の番号を確かめてください。",
                )
            event = WorkerDescribed(
                municipality=request.municipality, worker=request.worker, surname=surname
            )
            tx.append(WORKER, stream, event)


def _unreviewed(tx: Transaction, row: Row) -> UnreviewedEmergency:
    first = row["first_position"]
    return UnreviewedEmergency(
        emergency_id=row["emergency_id"],
        review_due=row["review_due"],
        disclosures=row["entries"] or 0,
        first=None if first is None else told(at_position(tx, first)),
    )


def _is_of(municipality: str, one: UnreviewedEmergency) -> bool:
    return one.first is None or one.first.entry.municipality == municipality
