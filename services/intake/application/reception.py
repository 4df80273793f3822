"""相談受付: who comes, for whom, and what is said; each use case is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from services.intake.application.desk import Desk, seal_optional
from services.intake.application.profiles import (
    PersonDetails,
    open_birth,
    open_profile,
    seal_profile,
)
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


@dataclass(frozen=True, slots=True)
class Comer:
    """Somebody of the household that is received.

    Attributes:
        person_id: who they are; with ``details`` the id they are to have.
        details: of somebody who is not known yet.
        consent: what they said that day about sharing; ``None`` if it was not spoken of.
    """

    person_id: UUID | None = None
    details: PersonDetails | None = None
    consent: str | None = None


class Reception(Desk):
    """Receiving people and recording what they say."""

    def register_person(
        self,
        actor: Actor,
        municipality: str,
        details: PersonDetails,
        person_id: UUID | None = None,
    ) -> UUID:
        """Register a person who is not known yet; return the opaque id.

        Args:
            actor: who registers.
            municipality: where.
            details: who the person is.
            person_id: the id they are to have; ``None`` for a new one.

        Raises:
            Refusal: ``person-exists``, ``id-taken``.
        """
        with self.transaction(actor) as tx:
            self.door.admit(tx, municipality)
            return self._register(tx, municipality, Comer(person_id, details))

    def _register(self, tx: Transaction, municipality: str, comer: Comer) -> UUID:
        person_id = comer.person_id or uuid4()
        stream = self.door.new_person(tx, person_id)
        profile = seal_profile(self.sealer, str(person_id), comer.details or PersonDetails())
        tx.append(PERSON, stream, *person.register_person(stream.state, municipality, profile))
        return person_id

    def amend_person(
        self, actor: Actor, person_id: UUID, details: PersonDetails, *, expected: int | None = None
    ) -> None:
        """Replace a person's profile.

        Raises:
            Refusal: ``stale-version``, ``person-not-found``.
        """
        self.change_person(actor, person_id, lambda _tx, _known: details, expected=expected)

    def change_person(
        self,
        actor: Actor,
        person_id: UUID,
        change: Callable[[Transaction, PersonDetails], PersonDetails],
        *,
        expected: int | None = None,
    ) -> None:
        """Make a person's profile another one, on what is known of them.

        Raises:
            Refusal: ``stale-version``, ``person-not-found``, ``person-erased``.
        """
        with self.transaction(actor) as tx:
            stream = self.door.person(tx, person_id)
            stream.expect_version(expected)
            known = open_profile(self.sealer, person.existing(stream.state).profile)
            profile = seal_profile(self.sealer, str(person_id), change(tx, known))
            tx.append(PERSON, stream, *person.amend_person(stream.state, profile))

    def receive(
        self,
        actor: Actor,
        municipality: str,
        note: ContactNote,
        persons: tuple[UUID, ...] = (),
        transferred_in_from: str | None = None,
    ) -> UUID:
        """相談受付 of persons who are known already; see :meth:`receive_household`."""
        opening = case.Opening(
            municipality=municipality,
            on=note.on,
            anonymous=not persons,
            transferred_in_from=transferred_in_from,
        )
        return self.receive_household(actor, opening, note, [Comer(one) for one in persons])

    def receive_household(
        self,
        actor: Actor,
        opening: case.Opening,
        note: ContactNote,
        household: Sequence[Comer],
        case_id: UUID | None = None,
    ) -> UUID:
        """相談受付: open a case with its first contact; return the case's id.

        Args:
            actor: who receives.
            opening: how the case begins.
            note: the first contact; it concerns the first of the household.
            household: who comes, the main subject first; nobody for an anonymous caller. Whoever
                is not known yet is registered in the same act.
            case_id: the id the case is to have; ``None`` for a new one.

        Raises:
            Refusal: ``case-already-open`` for a person of another open case, ``case-exists``,
                ``id-taken``, and what :func:`record_contact` says.
        """
        case_id = case_id or uuid4()
        with self.transaction(actor) as tx:
            self.door.admit(tx, opening.municipality)
            stream = self.door.new_case(tx, case_id)
            opened = case.open_case(stream.state, opening, today=self.today)
            stream = tx.append(CASE, stream, *opened)
            persons = [
                one.person_id
                if one.details is None and one.person_id is not None
                else self._register(tx, opening.municipality, one)
                for one in household
            ]
            for index, person_id in enumerate(persons):
                role = Role.HOUSEHOLD if index else Role.MAIN
                stream = self.put_into_case(tx, stream, person_id, role, note.on)
                if (consent := household[index].consent) is not None:
                    noted = case.note_consent(
                        stream.state, person_id, consent, on=note.on, today=self.today
                    )
                    stream = tx.append(CASE, stream, *noted)
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
        with self.transaction(actor) as tx:
            stream = self.door.case(tx, case_id)
            stream.expect_version(expected)
            self._record(tx, stream, note, person_id)
        return note.contact_id

    def _record(
        self, tx: Transaction, stream: Stream[CaseState], note: ContactNote, person_id: UUID | None
    ) -> None:
        member = self.door.person(tx, person_id).state if person_id else None
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
        raise contact_not_found()


def birth_of(sealer: Sealer, state: PersonState) -> FuzzyDate | None:
    """A person's date of birth as far as it is known."""
    return open_birth(sealer, state.profile)


def contact_not_found() -> Refusal:
    """The answer to whoever asks for a contact that there is not, as far as they can know."""
    return Refusal(
        "contact-not-found",
        "その相談対応の記録はありません。",
        "ケースと相談対応の番号を確かめてください。",
    )
