"""Erasures 消去: proposed, approved by a second person, and proven by every service (rule 58)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from services.conference import views
from services.conference.application.acting import found_by
from services.conference.application.desk import Desk
from services.conference.application.erasure.disposal import (
    decision_of,
    disposal_of,
    persons_here,
    rule_of,
)
from services.conference.application.erasure.shapes import (
    ErasureApproval,
    ErasureList,
    ErasureProposal,
    ErasureRejection,
    ErasureShown,
    ProofShown,
    Proposed,
    WhichErasure,
    WhoseErasures,
)
from services.conference.domain.erasure import (
    ERASURE,
    ErasureState,
    approve_erasure,
    existing_erasure,
    propose_erasure,
    reject_erasure,
)
from services.conference.domain.erasure.events import REASON_LABEL
from shared.identity import Actor, Role
from shared.paging import listed
from shared.refusal import Refusal
from shared.store import Stream, Transaction
from shared.use_case import use_case

DECIDERS: tuple[Role, ...] = ("secretariat", "auditor")


class Erasures:
    """Disposal of what has been kept long enough.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @use_case("erasures.propose", "廃棄の提案", roles=DECIDERS)
    def propose(self, actor: Actor, request: ErasureProposal) -> Proposed:
        """Propose that a person, or everybody in a case, be erased.

        Raises:
            Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``;
                ``person-without-case``, ``case-unknown``, also for another municipality's; see
                :func:`services.conference.domain.erasure.propose_erasure`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            decision = decision_of(tx, actor, request.municipality)
            rule = rule_of(tx, request.municipality)
            proposed = []
            for person_id in _persons(tx, request):
                stream = tx.load(ERASURE, request.erasure_id or uuid4())
                found = disposal_of(tx, desk, rule, request.municipality, person_id)
                reason = request.reason and desk.sealer.seal(
                    str(person_id), request.reason, REASON_LABEL
                )
                events = propose_erasure(
                    stream.state,
                    request.municipality,
                    person_id,
                    request.ground,
                    found.standing,
                    decision,
                    reason=reason or None,
                )
                tx.append(ERASURE, stream, *events)
                proposed.append(stream.id)
        return Proposed(erasure_ids=tuple(proposed))

    @use_case("erasures.approve", "廃棄の承認", roles=DECIDERS)
    def approve(self, actor: Actor, request: ErasureApproval) -> None:
        """Approve, as a second person; the services destroy their keys when they hear of it.

        Raises:
            Refusal: ``own-agency-not-registered``; ``erasure-not-found``, also for another
                municipality's; ``stale-version``; see
                :func:`services.conference.domain.erasure.approve_erasure`.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            stream, erasure = _in_hand(tx, actor, request.erasure_id)
            stream.expect_version(request.expected_version)
            decision = decision_of(tx, actor, erasure.municipality)
            rule = rule_of(tx, erasure.municipality)
            found = disposal_of(tx, desk, rule, erasure.municipality, erasure.person_id)
            tx.append(ERASURE, stream, *approve_erasure(erasure, found.standing, decision))

    @use_case("erasures.reject", "廃棄の不承認", roles=DECIDERS)
    def reject(self, actor: Actor, request: ErasureRejection) -> None:
        """Keep the records; they may be proposed again.

        Raises:
            Refusal: ``own-agency-not-registered``; ``erasure-not-found``, also for another
                municipality's; ``stale-version``; ``erasure-decided``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            stream, erasure = _in_hand(tx, actor, request.erasure_id)
            stream.expect_version(request.expected_version)
            decision = decision_of(tx, actor, erasure.municipality)
            tx.append(ERASURE, stream, *reject_erasure(erasure, request.reason, decision))

    @use_case("erasures.show", "消去の記録", roles=DECIDERS, kind="query")
    def show(self, actor: Actor, request: WhichErasure) -> ErasureShown:
        """An erasure with the proofs that are there and those that are missing.

        Raises:
            Refusal: ``own-agency-not-registered``; ``erasure-not-found``, also for another
                municipality's.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            stream, erasure = _in_hand(tx, actor, request.erasure_id)
            return _shown(stream, erasure, tx.at)

    @use_case("erasures.list", "消去の一覧", roles=DECIDERS, kind="query")
    @listed("erasure_id", of="lines")
    def list(self, actor: Actor, request: WhoseErasures) -> ErasureList:
        """The erasures of a municipality; those that wait for a service's proof among them.

        Raises:
            Refusal: ``own-agency-not-registered``; ``not-of-this-municipality``.
        """
        desk = self._desk
        with desk.transaction(actor) as tx:
            decision_of(tx, actor, request.municipality)
            found = views.list_erasures(tx, request.municipality, request.status)
            streams = [tx.load(ERASURE, one) for one, _ in found]
            shown = [_shown(one, existing_erasure(one.state), tx.at) for one in streams]
        lines = (one for one in shown if one.overdue or not request.overdue_only)
        return ErasureList(lines=tuple(lines))


def _persons(tx: Transaction, request: ErasureProposal) -> list[UUID]:
    """The person, or everybody in the case who is not erased or proposed yet."""
    persons = persons_here(tx, request.municipality, request.person_id, request.case_id)
    if request.case_id is None:
        return persons
    left = [
        one
        for one in persons
        if not views.erasures_of(tx, one, "proposed", "approved", "completed")
    ]
    if not left:
        raise Refusal(
            "nobody-to-erase",
            "このケースには、消去を提案できる方がいません。",
            "すでに提案・消去されていないかを、消去の一覧で確かめてください。",
        )
    return left


def _in_hand(
    tx: Transaction, actor: Actor, erasure_id: UUID
) -> tuple[Stream[ErasureState], ErasureState]:
    """An erasure of the municipality that the actor's own agency works for."""
    stream = tx.load(ERASURE, erasure_id)
    return stream, existing_erasure(found_by(tx, actor, stream.state))


def _shown(stream: Stream[ErasureState], erasure: ErasureState, now: datetime) -> ErasureShown:
    due = erasure.answers_due
    return ErasureShown(
        erasure_id=stream.id,
        version=stream.version,
        person_id=erasure.person_id,
        ground=erasure.ground,
        kept_until=erasure.kept_until,
        status=erasure.status,
        proposed_by=erasure.proposed_by,
        approved_by=erasure.approved_by,
        answers_due=due,
        proofs=tuple(
            ProofShown(service=service, key_ids=one.key_ids, destroyed_at=one.destroyed_at)
            for service, one in sorted(erasure.proofs.items())
        ),
        missing=erasure.missing,
        overdue=bool(erasure.missing) and due is not None and due < now,
    )
