"""What can be done at the counter; each use case is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from services.intake.application.profiles import PersonDetails, open_birth, seal_profile
from services.intake.domain import case, person
from services.intake.domain.case import CASE, CaseState, Role
from services.intake.domain.person import PERSON, PersonState
from shared.calendar import Clock, FuzzyDate, estimated_age, jst_date
from shared.identity import Actor
from shared.refusal import Refusal
from shared.sealing import Sealed, Sealer
from shared.store import EventStore, Stream, Transaction


@dataclass(frozen=True, slots=True)
class ContactNote:
    """A contact as the worker tells it; the content is in the clear until it is sealed here.

    Attributes:
        on: the day of the contact.
        method: code list ``contact_methods``.
        consulter: code list ``consulters``.
        content: 内容.
        contact_id: given by the caller, so that sending it twice records it once.
        age: whole years on that day, where no date of birth is known.
        source: code list ``source_kinds`` (rule 34).
        told_in_confidence: the informant asked that the person not be told (rule 35).
    """

    on: date
    method: str
    consulter: str
    content: str | None = field(default=None, repr=False)
    contact_id: UUID = field(default_factory=uuid4)
    age: int | None = None
    consent: str = "not_asked"
    place: str | None = None
    route: str | None = None
    outcome: str | None = None
    factors: tuple[str, ...] = ()
    agency_id: UUID | None = None
    joint_agency_ids: tuple[UUID, ...] = ()
    worker_id: UUID | None = None
    duration_minutes: int | None = None
    source: str | None = None
    told_in_confidence: bool = False


CONTENT = "intake.contact.content"
ENDS = (case.CaseClosed, case.CaseTransferredOut, case.AnonymousLinked)


def seal_optional(sealer: Sealer, key_id: UUID, text: str | None, label: str) -> Sealed | None:
    """Seal a text that may be absent; an empty one counts as absent."""
    return sealer.seal(str(key_id), text, label) if text else None


def birth_of(sealer: Sealer, state: PersonState) -> FuzzyDate | None:
    """A person's date of birth as far as it is known."""
    return open_birth(sealer, state.profile)


class IntakeApplication:
    """Intake's use cases.

    Args:
        store: events and views.
        sealer: the service's keys.
        clock: the instant of recording.
    """

    def __init__(self, store: EventStore, sealer: Sealer, clock: Clock) -> None:
        self.store = store
        self.sealer = sealer
        self.clock = clock

    @property
    def today(self) -> date:
        """The day of recording in Japan."""
        return jst_date(self.clock())

    def register_person(self, actor: Actor, municipality: str, details: PersonDetails) -> UUID:
        """Register a person who is not known yet; return the opaque id."""
        person_id = uuid4()
        profile = seal_profile(self.sealer, str(person_id), details)
        with self.store.transaction(actor, self.clock()) as tx:
            stream = tx.load(PERSON, person_id)
            tx.append(PERSON, stream, *person.register_person(None, municipality, profile))
        return person_id

    def amend_person(
        self, actor: Actor, person_id: UUID, details: PersonDetails, *, expected: int | None = None
    ) -> None:
        """Correct or complete a person's profile.

        Raises:
            Refusal: ``stale-version``, ``person-not-found``.
        """
        with self.store.transaction(actor, self.clock()) as tx:
            stream = tx.load(PERSON, person_id)
            stream.expect_version(expected)
            profile = seal_profile(self.sealer, str(person_id), details)
            tx.append(PERSON, stream, *person.amend_person(stream.state, profile))

    def receive(
        self,
        actor: Actor,
        municipality: str,
        note: ContactNote,
        persons: tuple[UUID, ...] = (),
        transferred_in_from: str | None = None,
    ) -> UUID:
        """相談受付: open a case with its first contact; return the case's id.

        Args:
            actor: who receives.
            municipality: where.
            note: the first contact; it concerns the first of the persons.
            persons: the household's persons, the main subject first; none for an anonymous caller.
            transferred_in_from: the municipality that handed the case over, if one did.

        Raises:
            Refusal: ``case-already-open`` for a person of another open case, and what
                :func:`record_contact` says.
        """
        case_id = uuid4()
        opening = case.Opening(
            municipality=municipality,
            on=note.on,
            anonymous=not persons,
            transferred_in_from=transferred_in_from,
        )
        with self.store.transaction(actor, self.clock()) as tx:
            stream = tx.load(CASE, case_id)
            stream = tx.append(CASE, stream, *case.open_case(None, opening, today=self.today))
            for index, person_id in enumerate(persons):
                role = Role.HOUSEHOLD if index else Role.MAIN
                stream = self.put_into_case(tx, stream, person_id, role, note.on)
            self._record(tx, stream, note, persons[0] if persons else None)
        return case_id

    def put_into_case(
        self,
        tx: Transaction,
        stream: Stream[CaseState],
        person_id: UUID,
        role: Role,
        on: date,
    ) -> Stream[CaseState]:
        """Take a person of the household into a case, in an open transaction.

        A case that is over is not opened for them: a late note leaves them free for another.
        """
        member = tx.load(PERSON, person_id)
        if not case.existing(stream.state).ended:
            tx.append(PERSON, member, *person.join_case(member.state, stream.id, on=on))
        events = case.add_person(stream.state, person_id, role, on=on, today=self.today)
        return tx.append(CASE, stream, *events)

    def record_contact(
        self,
        actor: Actor,
        case_id: UUID,
        note: ContactNote,
        person_id: UUID | None = None,
        *,
        expected: int | None = None,
    ) -> UUID:
        """相談対応: record a contact; return its id.

        Raises:
            Refusal: see :func:`services.intake.domain.case.record_contact`.
        """
        with self.store.transaction(actor, self.clock()) as tx:
            stream = tx.load(CASE, case_id)
            stream.expect_version(expected)
            self._record(tx, stream, note, person_id)
        return note.contact_id

    def _record(
        self, tx: Transaction, stream: Stream[CaseState], note: ContactNote, person_id: UUID | None
    ) -> None:
        member = tx.load(PERSON, person_id).state if person_id else None
        born = birth_of(self.sealer, member) if member else None
        age = estimated_age(born, note.on) if born and note.on >= born.earliest else note.age
        contact = case.Contact(
            contact_id=note.contact_id,
            on=note.on,
            person_id=person_id,
            age=age,
            gender=member.profile.gender if member else "unknown",
            method=note.method,
            consulter=note.consulter,
            place=note.place,
            route=note.route,
            outcome=note.outcome,
            consent=note.consent,
            factors=note.factors,
            agency_id=note.agency_id,
            joint_agency_ids=note.joint_agency_ids,
            worker_id=note.worker_id,
            duration_minutes=note.duration_minutes,
            content=seal_optional(self.sealer, person_id or stream.id, note.content, CONTENT),
            source=note.source,
            told_in_confidence=note.told_in_confidence,
        )
        events = case.record_contact(stream.state, contact, today=self.today, born=born)
        tx.append(CASE, stream, *events)

    def add_person(self, actor: Actor, case_id: UUID, person_id: UUID, on: date) -> None:
        """Take a further person of the household into a case."""
        with self.store.transaction(actor, self.clock()) as tx:
            self.put_into_case(tx, tx.load(CASE, case_id), person_id, Role.HOUSEHOLD, on)

    def change_main_subject(self, actor: Actor, case_id: UUID, person_id: UUID, on: date) -> None:
        """Make the case mainly about another of its persons."""
        self._decide(
            actor,
            case_id,
            lambda state: case.change_main_subject(state, person_id, on=on, today=self.today),
        )

    def note_consent(
        self, actor: Actor, case_id: UUID, person_id: UUID, consent: str, on: date
    ) -> None:
        """Note what a person said about sharing; each person's is their own."""
        self._decide(
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
        self._decide(
            actor,
            case_id,
            lambda state: case.assess_case(state, assessment, on=on, today=self.today),
        )

    def assign_worker(self, actor: Actor, case_id: UUID, worker: case.Worker, on: date) -> None:
        """Put the first worker in charge."""
        self._decide(
            actor,
            case_id,
            lambda state: case.assign_worker(state, worker, on=on, today=self.today),
        )

    def hand_over(
        self, actor: Actor, case_id: UUID, to: case.Worker, note: str | None, on: date
    ) -> None:
        """引継ぎ: another worker takes charge."""
        sealed = seal_optional(self.sealer, case_id, note, "intake.handover.note")
        self._decide(
            actor,
            case_id,
            lambda state: case.hand_over(state, to, note=sealed, on=on, today=self.today),
        )

    def suspend(self, actor: Actor, case_id: UUID, note: str | None, on: date) -> None:
        """中断: let the case rest."""
        sealed = seal_optional(self.sealer, case_id, note, "intake.suspension.note")
        self._decide(
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
        self._decide(
            actor,
            case_id,
            lambda state: case.close_case(state, closing, on=on, today=self.today),
        )

    def reopen(self, actor: Actor, case_id: UUID, note: str | None, on: date) -> None:
        """再開: go on under the same id.

        Raises:
            Refusal: ``case-already-open`` if a person of the case is in another open case by now.
        """
        sealed = seal_optional(self.sealer, case_id, note, "intake.reopening.note")
        self._decide(
            actor,
            case_id,
            lambda state: case.reopen_case(state, on=on, today=self.today, note=sealed),
        )

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
        self._decide(
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

    def read_content(self, actor: Actor, case_id: UUID, contact_id: UUID) -> str:
        """Read what was noted about one contact, inside the agency that noted it.

        Raises:
            Refusal: ``contact-not-found`` or ``person-erased``.
        """
        _ = actor
        for recorded in self.store.history(case_id):
            event = recorded.event
            if isinstance(event, case.ContactRecorded) and event.contact_id == contact_id:
                return self.sealer.open(event.content, CONTENT) if event.content else ""
        raise Refusal(
            "contact-not-found",
            "その相談対応の記録はありません。",
            "ケースと相談対応の番号を確かめてください。",
        )

    def _decide(
        self,
        actor: Actor,
        case_id: UUID,
        rule: Callable[[CaseState | None], tuple[case.CaseEvent, ...]],
    ) -> None:
        with self.store.transaction(actor, self.clock()) as tx:
            stream = tx.load(CASE, case_id)
            append_to_case(tx, stream, *rule(stream.state))


def append_to_case(
    tx: Transaction, stream: Stream[CaseState], *events: case.CaseEvent
) -> Stream[CaseState]:
    """Append to a case, and let its persons leave or join it when its work ends or goes on."""
    for event in events:
        stream = tx.append(CASE, stream, event)
        for person_id in sorted(stream.state.persons) if stream.state else ():
            member = tx.load(PERSON, person_id)
            if isinstance(event, ENDS):
                changes = person.leave_case(member.state, stream.id, on=event.on)
            elif isinstance(event, case.CaseReopened):
                changes = person.join_case(member.state, stream.id, on=event.on)
            else:
                continue
            tx.append(PERSON, member, *changes)
    return stream
