"""相談受付: who comes, for whom, and what is said; each use case is one transaction."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from services.intake.application.desk import Desk, seal_optional
from services.intake.application.profiles import PersonDetails, open_birth, seal_profile
from services.intake.domain import case, person
from services.intake.domain.case import CASE, CaseState, Role
from services.intake.domain.person import PERSON, PersonState
from shared.calendar import FuzzyDate, estimated_age
from shared.identity import Actor
from shared.refusal import Refusal
from shared.sealing import Sealer
from shared.store import Stream, Transaction

CONTENT = "intake.contact.content"
"""What a contact's sealed content is bound to."""


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


class Reception(Desk):
    """Receiving people and recording what they say."""

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


def birth_of(sealer: Sealer, state: PersonState) -> FuzzyDate | None:
    """A person's date of birth as far as it is known."""
    return open_birth(sealer, state.profile)
