"""Emergencies 緊急: asserted at once, reviewed by somebody else, listed until they are."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.acting import acting, acting_for, found_by
from services.conference.application.desk import Desk
from services.conference.application.determinations.answers import EmergencyLine, EmergencyList
from services.conference.application.determinations.requests import (
    EmergencyRequest,
    EmergencyReview,
    WhoseEmergencies,
)
from services.conference.application.determinations.sealing import opened_reason, sealed_reason
from services.conference.application.holders import expect_described
from services.conference.domain.agency import AGENCY, existing
from services.conference.domain.determination import (
    EMERGENCY,
    REASON_LABEL,
    REVIEW_LABEL,
    REVIEWED_WITHIN,
    EmergencyDetails,
    EmergencyState,
    assert_emergency,
    existing_emergency,
    review_emergency,
)
from services.conference.law.statutes.citations import basis_cited_on
from services.conference.ledger.entry import Entry, ItemShared
from shared.acting import AGENCY_ROLES
from shared.calendar import jst_date
from shared.identity import Actor, Role
from shared.paging import listed
from shared.sealing import Sealed
from shared.use_case import use_case

SUPERVISORS: tuple[Role, ...] = ("secretariat",)


class Emergencies:
    """What is asserted in an emergency, and what became of it.

    Args:
        desk: store, keys, clock, ledger.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("emergencies.assert", "緊急の申し立て", roles=AGENCY_ROLES)
    def assert_emergency(self, actor: Actor, request: EmergencyRequest) -> UUID:
        """Record an emergency for one's own agency; a supervisor finds it waiting for review.

        Raises:
            Refusal: ``own-agency-not-registered``, ``agency-not-found``;
                ``person-not-described``, also for a person of another municipality;
                ``person-erased``; and see
                :func:`services.conference.domain.determination.assert_emergency`.
        """
        emergency_id = request.emergency_id or uuid4()
        with self._desk.transaction(actor) as tx:
            now = tx.at
            review_due = request.review_due or now + REVIEWED_WITHIN
            own = acting(tx, actor)
            expect_described(tx, request.subjects, own.municipality)
            for responder in request.responders:
                existing(tx.load(AGENCY, responder).state)
            stream = tx.load(EMERGENCY, emergency_id)
            events = assert_emergency(
                stream.state,
                own.municipality,
                self._sealed(request, own.agency_id, now, review_due),
                worker=actor.person,
                holder_class=own.agency.details.holder_class,
                review_due=review_due,
                now=now,
            )
            tx.append(EMERGENCY, stream, *events)
        return emergency_id

    @use_case("emergencies.review", "緊急の申し立ての見直し", roles=SUPERVISORS)
    def review(self, actor: Actor, request: EmergencyReview) -> None:
        """Record what a second person found; the ledger keeps it beside what was shared.

        Raises:
            Refusal: ``own-agency-not-registered``; ``emergency-not-found``, also for another
                municipality's; and see
                :func:`services.conference.domain.determination.review_emergency`.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            stream = tx.load(EMERGENCY, request.emergency_id)
            state = existing_emergency(found_by(tx, actor, stream.state))
            own = acting(tx, actor)
            note = sealed_reason(
                self._desk.sealer, state.details.subjects, request.note, REVIEW_LABEL
            )
            events = review_emergency(
                state, reviewer=actor.person, justified=request.justified, note=note, now=now
            )
            tx.append(EMERGENCY, stream, *events)
            entry = _entry(actor, own.agency_id, request, state, note, now)
            self._desk.ledger.record(tx, [entry])

    @use_case(
        "emergencies.unreviewed", "見直されていない緊急の申し立て", roles=SUPERVISORS, kind="query"
    )
    @listed("review_due", "emergency_id", of="emergencies")
    def unreviewed(self, actor: Actor, request: WhoseEmergencies) -> EmergencyList:
        """The emergencies that nobody has looked at afterwards, the most urgent first.

        Raises:
            Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``.
        """
        with self._desk.transaction(actor) as tx:
            now = tx.at
            acting_for(tx, actor, request.municipality, now)
            found = [
                (one, state)
                for one in views.unreviewed_emergencies(tx, request.municipality)
                if (state := tx.load(EMERGENCY, one).state) is not None
            ]
        lines = [self._line(actor, one, state, now) for one, state in found]
        return EmergencyList(emergencies=tuple(sorted(lines, key=lambda one: one.review_due)))

    def _sealed(
        self, request: EmergencyRequest, own_agency: UUID, now: datetime, review_due: datetime
    ) -> EmergencyDetails:
        return EmergencyDetails(
            danger=request.danger,
            consent_hard_to_obtain=request.consent_hard_to_obtain,
            reason=sealed_reason(self._desk.sealer, request.subjects, request.reason, REASON_LABEL),
            asserted_by=own_agency,
            responders=tuple(dict.fromkeys(request.responders)),
            subjects=tuple(dict.fromkeys(request.subjects)),
            categories=tuple(dict.fromkeys(request.categories)),
            start=request.start or now,
            end=request.end or review_due,
        )

    def _line(
        self, actor: Actor, own_id: UUID, state: EmergencyState, now: datetime
    ) -> EmergencyLine:
        details = state.details
        return EmergencyLine(
            emergency_id=own_id,
            **details.model_dump(exclude={"reason"}),
            reason=opened_reason(self._desk.sealer, details.subjects, details.reason, REASON_LABEL),
            review_due=state.review_due,
            overdue=state.review_due <= now,
            own=state.worker == actor.person,
        )


def _entry(
    actor: Actor,
    reviewing: UUID,
    request: EmergencyReview,
    state: EmergencyState,
    note: Sealed | None,
    now: datetime,
) -> Entry:
    """The review in the ledger: the emergency upheld, or refused afterwards."""
    details = state.details
    return Entry(
        entry_id=uuid4(),
        municipality=state.municipality,
        at=now,
        recorded_at=now,
        act="emergency_reviewed",
        actor=actor,
        holder_id=details.asserted_by or reviewing,
        recipient_id=reviewing,
        subjects=details.subjects,
        items=tuple(ItemShared(category=one) for one in details.categories),
        effect="full" if request.justified else "withheld",
        basis=("emergency",) if request.justified else (),
        citations=(basis_cited_on("emergency", jst_date(now)),) if request.justified else (),
        rules=(42,),
        obligations=(),
        legal_mode="casework",
        purpose="emergency_response",
        emergency_id=request.emergency_id,
        note=note,
    )
