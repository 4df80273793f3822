"""What is done with a case after it was received; each use case is one transaction."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.intake.application.desk import Desk, append_to_case, seal_optional
from services.intake.domain import case
from services.intake.domain.case import CASE, Role
from services.intake.views import refuse_erased_case
from shared.identity import Actor


class Casework(Desk):
    """Going on with a case, handing it over, ending it."""

    def add_person(self, actor: Actor, case_id: UUID, person_id: UUID, on: date) -> None:
        """Take a further person of the household into a case."""
        with self.store.transaction(actor, self.clock()) as tx:
            self.put_into_case(tx, tx.load(CASE, case_id), person_id, Role.HOUSEHOLD, on)

    def change_main_subject(self, actor: Actor, case_id: UUID, person_id: UUID, on: date) -> None:
        """Make the case mainly about another of its persons."""
        self.decide(
            actor,
            case_id,
            lambda state: case.change_main_subject(state, person_id, on=on, today=self.today),
        )

    def note_consent(
        self, actor: Actor, case_id: UUID, person_id: UUID, consent: str, on: date
    ) -> None:
        """Note what a person said about sharing; each person's is their own."""
        self.decide(
            actor,
            case_id,
            lambda state: case.note_consent(state, person_id, consent, on=on, today=self.today),
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
    ) -> None:
        """アセスメント: record what the worker makes of the situation."""
        assessment = case.Assessment(
            factors=factors,
            summary=self.sealer.seal(str(case_id), summary, "intake.assessment.summary"),
            needs_conference=needs_conference,
        )
        self.decide(
            actor,
            case_id,
            lambda state: case.assess_case(state, assessment, on=on, today=self.today),
        )

    def assign_worker(self, actor: Actor, case_id: UUID, worker: case.Worker, on: date) -> None:
        """Put the first worker in charge."""
        self.decide(
            actor,
            case_id,
            lambda state: case.assign_worker(state, worker, on=on, today=self.today),
        )

    def hand_over(
        self, actor: Actor, case_id: UUID, to: case.Worker, note: str | None, on: date
    ) -> None:
        """引継ぎ: another worker takes charge."""
        sealed = seal_optional(self.sealer, case_id, note, "intake.handover.note")
        self.decide(
            actor,
            case_id,
            lambda state: case.hand_over(state, to, note=sealed, on=on, today=self.today),
        )

    def suspend(self, actor: Actor, case_id: UUID, note: str | None, on: date) -> None:
        """中断: let the case rest."""
        sealed = seal_optional(self.sealer, case_id, note, "intake.suspension.note")
        self.decide(
            actor,
            case_id,
            lambda state: case.suspend_case(state, on=on, today=self.today, note=sealed),
        )

    def close(
        self, actor: Actor, case_id: UUID, reason: str | None, evaluation: str | None, on: date
    ) -> None:
        """終結: end the case for a reason and with an evaluation."""
        closing = case.Closing(
            reason=reason,
            evaluation=seal_optional(self.sealer, case_id, evaluation, "intake.closing.evaluation"),
        )
        self.decide(
            actor,
            case_id,
            lambda state: case.close_case(state, closing, on=on, today=self.today),
        )

    def reopen(self, actor: Actor, case_id: UUID, note: str | None, on: date) -> None:
        """再開: go on under the same id.

        Raises:
            Refusal: ``case-already-open`` if a person of the case is in another open case by now;
                ``case-erased`` if its texts were erased.
        """
        refuse_erased_case(self.store, case_id)
        sealed = seal_optional(self.sealer, case_id, note, "intake.reopening.note")
        with self.store.transaction(actor, self.clock()) as tx:
            refuse_erased_case(tx, case_id)
            stream = tx.load(CASE, case_id)
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
    ) -> None:
        """移管: hand the case to another municipality, on a legal basis (rule 52)."""
        transfer = case.Transfer(
            to_municipality=to_municipality,
            basis=basis,
            reason=self.sealer.seal(str(case_id), reason, "intake.transfer.reason"),
        )
        self.decide(
            actor,
            case_id,
            lambda state: case.transfer_out(state, transfer, on=on, today=self.today),
        )

    def link_anonymous(
        self,
        actor: Actor,
        case_id: UUID,
        linked_case_id: UUID,
        person_id: UUID,
        worker_id: UUID,
        reason: str,
        on: date,
    ) -> None:
        """名寄せ: tie an anonymous case to a person, as an explicit act (rule 40)."""
        link = case.Link(
            linked_case_id=linked_case_id,
            person_id=person_id,
            worker_id=worker_id,
            reason=self.sealer.seal(str(case_id), reason, "intake.link.reason"),
        )
        with self.store.transaction(actor, self.clock()) as tx:
            target = tx.load(CASE, linked_case_id).state
            stream = tx.load(CASE, case_id)
            events = case.link_anonymous(stream.state, link, target, on=on, today=self.today)
            append_to_case(tx, stream, *events)
