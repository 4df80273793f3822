"""相談受付 and what is done with a case after it, for the agency that has to do with it.

Each raises ``own-agency-not-registered`` and ``not-of-this-municipality`` for an agency that does
no work of its municipality, ``case-not-found`` for a case of others as for one that there is not,
and ``stale-version``.
"""

from __future__ import annotations

from uuid import UUID

from services.intake.application.cases.forms import (
    AssessCase,
    CloseCase,
    HandOverCase,
    ReceiveCase,
    RestCase,
    TakeCharge,
    TransferCase,
)
from services.intake.application.counter import COUNSELLORS, Counter
from services.intake.application.persons.telling import details_told
from services.intake.application.reception import Comer
from services.intake.domain.case import Opening, Worker
from shared.identity import Actor
from shared.use_case import use_case


class Cases:
    """What is done with a case.

    Args:
        counter: the acts, behind the agency's door.
    """

    def __init__(self, counter: Counter) -> None:
        self._counter = counter

    @use_case("cases.receive", "相談受付", roles=COUNSELLORS)
    def receive(self, actor: Actor, request: ReceiveCase) -> UUID:
        """Open a case with its first contact; return its id.

        Whoever of the household is not known yet is registered in the same act; ask
        ``persons.possible-duplicates`` before. Without a household the caller stays anonymous.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``person-not-found``, ``case-already-open``, ``case-exists``, ``person-exists``,
                ``id-taken``, ``person-erased``, ``transfer-to-itself``, ``joint-agency-twice``.
            InvalidInput: ``date-in-future``, ``contact-in-future``, ``contact-before-birth``,
                ``birth-in-future``, ``date-unreadable``, ``date-impossible``,
                ``date-outside-era``, ``date-too-vague``, ``unknown-code``.
        """
        counter = self._counter
        opening = Opening(
            municipality=request.municipality,
            on=request.contact.on,
            anonymous=not request.household,
            transferred_in_from=request.transferred_in_from,
        )
        household = [
            Comer(
                one.person_id,
                details_told(one.details, counter.today) if one.details else None,
                one.consent,
            )
            for one in request.household
        ]
        note = request.contact.note(actor, counter.worker_of(actor))
        return counter.receive_household(actor, opening, note, household, request.case_id)

    @use_case("cases.assess", "アセスメント", roles=COUNSELLORS)
    def assess(self, actor: Actor, request: AssessCase) -> None:
        """Record what the worker makes of the situation; only the own agency reads it.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-closed``, ``case-transferred``, ``case-linked``,
                ``person-erased``.
            InvalidInput: ``unknown-code``, ``date-in-future``.
        """
        self._counter.assess(
            actor,
            request.case_id,
            request.summary,
            factors=request.factors,
            needs_conference=request.needs_conference,
            on=request.on,
            expected=request.expected_version,
        )

    @use_case("cases.take-charge", "担当者の決定", roles=COUNSELLORS)
    def take_charge(self, actor: Actor, request: TakeCharge) -> None:
        """Put the first worker in charge.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-closed``, ``case-transferred``, ``case-linked``,
                ``agency-not-of-this-municipality``, ``worker-already-assigned``.
            InvalidInput: ``date-in-future``.
        """
        worker = self._worker(actor, request.worker, request.agency_id)
        self._counter.assign_worker(
            actor, request.case_id, worker, request.on, expected=request.expected_version
        )

    @use_case("cases.hand-over", "引継ぎ", roles=COUNSELLORS)
    def hand_over(self, actor: Actor, request: HandOverCase) -> None:
        """Let another worker take charge; their agency sees the case from then on.

        It reads the note, and of what was noted before as little as any other agency.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-closed``, ``case-transferred``, ``case-linked``,
                ``agency-not-of-this-municipality``, ``no-worker-assigned``, ``same-worker``,
                ``person-erased``.
            InvalidInput: ``date-in-future``.
        """
        to = self._worker(actor, request.worker, request.agency_id)
        self._counter.hand_over(
            actor, request.case_id, to, request.note, request.on, expected=request.expected_version
        )

    @use_case("cases.suspend", "中断", roles=COUNSELLORS)
    def suspend(self, actor: Actor, request: RestCase) -> None:
        """Let the case rest.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-closed``, ``case-transferred``, ``case-linked``,
                ``case-suspended``, ``person-erased``.
            InvalidInput: ``date-in-future``, ``date-before-last-change``.
        """
        self._counter.suspend(
            actor, request.case_id, request.note, request.on, expected=request.expected_version
        )

    @use_case("cases.reopen", "再開", roles=COUNSELLORS)
    def reopen(self, actor: Actor, request: RestCase) -> None:
        """Go on with the case under the same id.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-erased``, ``case-already-open``,
                ``case-not-resting``, ``case-linked``.
            InvalidInput: ``date-in-future``, ``date-before-last-change``.
        """
        self._counter.reopen(
            actor, request.case_id, request.note, request.on, expected=request.expected_version
        )

    @use_case("cases.close", "終結", roles=COUNSELLORS)
    def close(self, actor: Actor, request: CloseCase) -> None:
        """End the case, for a reason and with an evaluation.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-closed``, ``case-transferred``, ``case-linked``,
                ``closing-without-reason``, ``closing-without-evaluation``, ``person-erased``.
            InvalidInput: ``unknown-code``, ``date-in-future``, ``date-before-last-change``,
                ``end-before-last-contact``.
        """
        self._counter.close(
            actor,
            request.case_id,
            request.reason,
            (request.evaluation or "").strip() or None,
            request.on,
            expected=request.expected_version,
        )

    @use_case("cases.transfer-out", "移管", roles=COUNSELLORS)
    def transfer_out(self, actor: Actor, request: TransferCase) -> None:
        """Hand the case to another municipality, on a legal basis.

        Raises:
            Refusal: ``own-agency-not-registered``, ``not-of-this-municipality``,
                ``case-not-found``, ``case-closed``, ``case-transferred``, ``case-linked``,
                ``transfer-without-basis``, ``transfer-without-consent``, ``person-erased``.
            InvalidInput: ``transfer-to-itself``, ``date-in-future``,
                ``date-before-last-change``, ``end-before-last-contact``.
        """
        self._counter.transfer_out(
            actor,
            request.case_id,
            request.to_municipality,
            request.basis,
            request.reason,
            request.on,
            expected=request.expected_version,
        )

    def _worker(self, actor: Actor, account: str | None, agency_id: UUID | None) -> Worker:
        agency = agency_id or UUID(actor.agency)
        worker_id = self._counter.worker_id(str(agency), account or actor.person)
        return Worker(worker_id=worker_id, agency_id=agency)
