"""What is done with a case after it was received; each use case is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

from services.intake.application.desk import Desk, append_to_case, seal_optional
from services.intake.domain import case
from services.intake.domain.case import CaseState, Role
from services.intake.views import refuse_erased_case
from shared.identity import Actor
from shared.sealing import Sealed


class Casework(Desk):
    """Going on with a case, handing it over, ending it."""

    def add_person(
        self, actor: Actor, case_id: UUID, person_id: UUID, on: date, *, expected: int | None = None
    ) -> None:
        """Take a further person of the household into a case."""
        with self.transaction(actor) as tx:
            stream = self.door.case(tx, case_id)
            stream.expect_version(expected)
            self.put_into_case(tx, stream, person_id, Role.HOUSEHOLD, on)

    def change_main_subject(
        self, actor: Actor, case_id: UUID, person_id: UUID, on: date, *, expected: int | None = None
    ) -> None:
        """Make the case mainly about another of its persons."""
        self.decide(
            actor,
            case_id,
            lambda state: case.change_main_subject(state, person_id, on=on, today=self.today),
            expected,
        )

    def note_consent(
        self,
        actor: Actor,
        case_id: UUID,
        person_id: UUID,
        consent: str,
        on: date,
        *,
        expected: int | None = None,
    ) -> None:
        """Note what a person said about sharing; each person's is their own."""
        self.decide(
            actor,
            case_id,
            lambda state: case.note_consent(state, person_id, consent, on=on, today=self.today),
            expected,
        )

    def assess(
        self,
        actor: Actor,
        case_id: UUID,
        summary: str,
        *,
        factors: tuple[str, ...],
        needs_conference: bool,
        on: date,
        expected: int | None = None,
    ) -> None:
        """アセスメント: record what the worker makes of the situation."""

        def assessed(state: CaseState | None) -> tuple[case.CaseEvent, ...]:
            assessment = case.Assessment(
                factors=factors,
                summary=self._sealed(case_id, summary, "intake.assessment.summary"),
                needs_conference=needs_conference,
            )
            return case.assess_case(state, assessment, on=on, today=self.today)

        self.decide(actor, case_id, assessed, expected)

    def assign_worker(
        self,
        actor: Actor,
        case_id: UUID,
        worker: case.Worker,
        on: date,
        *,
        expected: int | None = None,
    ) -> None:
        """Put the first worker in charge.

        Raises:
            Refusal: ``agency-not-of-this-municipality``, and what the rule says.
        """
        self._put_in_charge(
            actor,
            case_id,
            worker,
            lambda state: case.assign_worker(state, worker, on=on, today=self.today),
            expected,
        )

    def hand_over(
        self,
        actor: Actor,
        case_id: UUID,
        to: case.Worker,
        note: str | None,
        on: date,
        *,
        expected: int | None = None,
    ) -> None:
        """引継ぎ: another worker takes charge.

        Raises:
            Refusal: ``agency-not-of-this-municipality``, and what the rule says.
        """
        self._put_in_charge(
            actor,
            case_id,
            to,
            lambda state: case.hand_over(
                state,
                to,
                note=seal_optional(self.sealer, case_id, note, "intake.handover.note"),
                on=on,
                today=self.today,
            ),
            expected,
        )

    def suspend(
        self,
        actor: Actor,
        case_id: UUID,
        note: str | None,
        on: date,
        *,
        expected: int | None = None,
    ) -> None:
        """中断: let the case rest."""
        self.decide(
            actor,
            case_id,
            lambda state: case.suspend_case(
                state,
                on=on,
                today=self.today,
                note=seal_optional(self.sealer, case_id, note, "intake.suspension.note"),
            ),
            expected,
        )

    def close(
        self,
        actor: Actor,
        case_id: UUID,
        reason: str | None,
        evaluation: str | None,
        on: date,
        *,
        expected: int | None = None,
    ) -> None:
        """終結: end the case for a reason and with an evaluation."""

        def closed(state: CaseState | None) -> tuple[case.CaseEvent, ...]:
            sealed = seal_optional(self.sealer, case_id, evaluation, "intake.closing.evaluation")
            closing = case.Closing(reason=reason, evaluation=sealed)
            return case.close_case(state, closing, on=on, today=self.today)

        self.decide(actor, case_id, closed, expected)

    def reopen(
        self,
        actor: Actor,
        case_id: UUID,
        note: str | None,
        on: date,
        *,
        expected: int | None = None,
    ) -> None:
        """再開: go on under the same id.

        Raises:
            Refusal: ``case-already-open`` if a person of the case is in another open case by now;
                ``case-erased`` if its texts were erased.
        """
        with self.transaction(actor) as tx:
            stream = self.door.case(tx, case_id)
            stream.expect_version(expected)
            refuse_erased_case(tx, case_id)
            sealed = seal_optional(self.sealer, case_id, note, "intake.reopening.note")
            events = case.reopen_case(stream.state, on=on, today=self.today, note=sealed)
            append_to_case(tx, stream, *events)

    def transfer_out(
        self,
        actor: Actor,
        case_id: UUID,
        to_municipality: str,
        basis: case.TransferBasis | None,
        reason: str,
        on: date,
        *,
        expected: int | None = None,
    ) -> None:
        """移管: hand the case to another municipality, on a legal basis (rule 52)."""

        def transferred(state: CaseState | None) -> tuple[case.CaseEvent, ...]:
            transfer = case.Transfer(
                to_municipality=to_municipality,
                basis=basis,
                reason=self._sealed(case_id, reason, "intake.transfer.reason"),
            )
            return case.transfer_out(state, transfer, on=on, today=self.today)

        self.decide(actor, case_id, transferred, expected)

    def link_anonymous(
        self,
        actor: Actor,
        case_id: UUID,
        linked_case_id: UUID,
        person_id: UUID,
        worker_id: UUID,
        reason: str,
        on: date,
        *,
        expected: int | None = None,
    ) -> None:
        """名寄せ: tie an anonymous case to a person, as an explicit act (rule 40)."""
        with self.transaction(actor) as tx:
            target = self.door.case(tx, linked_case_id).state
            stream = self.door.case(tx, case_id)
            stream.expect_version(expected)
            link = case.Link(
                linked_case_id=linked_case_id,
                person_id=person_id,
                worker_id=worker_id,
                reason=self._sealed(case_id, reason, "intake.link.reason"),
            )
            events = case.link_anonymous(stream.state, link, target, on=on, today=self.today)
            append_to_case(tx, stream, *events)

    def _put_in_charge(
        self,
        actor: Actor,
        case_id: UUID,
        worker: case.Worker,
        rule: Callable[[CaseState | None], tuple[case.CaseEvent, ...]],
        expected: int | None,
    ) -> None:
        with self.transaction(actor) as tx:
            stream = self.door.case(tx, case_id)
            stream.expect_version(expected)
            self.door.charge(tx, worker.agency_id, case.existing(stream.state).municipality)
            append_to_case(tx, stream, *rule(stream.state))

    def _sealed(self, case_id: UUID, text: str, label: str) -> Sealed:
        """Seal a text about a case; only once it is known that whoever writes can reach the case.

        A key is made for what there is, and an erased case answers only those who could see it.
        """
        return self.sealer.seal(str(case_id), text, label)
