"""Questions about how things are shared: from whom, in which emergencies, who reads how much."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
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
from services.conference.application.audit.asking import AUDITORS, Inquiry
from services.conference.application.audit.noticing import notice
from services.conference.application.audit.requests import (
    AboutAgency,
    Between,
    Everything,
    QuestionsAbout,
    WorkerDescription,
)
from services.conference.domain.determination import EMERGENCY
from services.conference.domain.worker import (
    SURNAME_LABEL,
    WORKER,
    WorkerDescribed,
    worker_id,
)
from services.conference.ledger.reading import at_position
from services.conference.ledger.tallies import holdings_of, unreviewed_in_ledger
from shared.identity import Actor
from shared.refusal import InvalidInput
from shared.store import Transaction
from shared.use_case import use_case

LONGEST_PERIOD = timedelta(days=31)
_NEVER = datetime.max.replace(tzinfo=UTC)


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
                for row in holdings_of(tx, request.agency_id)
            ]
        return Holdings(holdings=tuple(found))

    @use_case(
        "audit.emergencies-without-review",
        "見直しの済んでいない緊急の提供",
        roles=("auditor", "secretariat"),
        kind="query",
    )
    def emergencies_without_review(self, actor: Actor, request: Everything) -> Emergencies:
        """Emergencies at which nobody has looked since (law rule 42), the first due first."""
        with self._asked(actor, request, "audit.emergencies-without-review") as tx:
            found = self._unreviewed(tx, request.municipality)
        found.sort(key=lambda one: (one.review_due or _NEVER, str(one.emergency_id)))
        return Emergencies(emergencies=tuple(found))

    def _unreviewed(self, tx: Transaction, municipality: str) -> list[UnreviewedEmergency]:
        """Asserted and not reviewed, and whatever else the ledger knows of without a review."""
        asserted = set(views.unreviewed_emergencies(tx, municipality))
        used = {UUID(row["emergency_id"]): row for row in unreviewed_in_ledger(tx)}
        found = []
        for emergency_id in asserted | set(used):
            state, row = tx.load(EMERGENCY, emergency_id).state, used.get(emergency_id)
            first = at_position(tx, row["first_position"]) if row else None
            is_own = first is None or first.entry.municipality == municipality
            if not is_own or (state is not None and state.reviewed):
                continue
            found.append(
                UnreviewedEmergency(
                    emergency_id=emergency_id,
                    review_due=state.review_due if state else None,
                    disclosures=row["entries"] if row else 0,
                    first=told(first) if first else None,
                )
            )
        return found

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
    def asked(self, actor: Actor, request: QuestionsAbout) -> QuestionsTold:
        """Who asked the ledger what."""
        with self._asked(actor, request, "audit.asked", request.about) as tx:
            rows = views.questions_about(tx, request.about, request.limit)
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
        with self._desk.store.transaction(actor, self._desk.clock()) as tx:
            event = WorkerDescribed(
                municipality=request.municipality, worker=request.worker, surname=surname
            )
            tx.append(WORKER, tx.load(WORKER, stream_id), event)
