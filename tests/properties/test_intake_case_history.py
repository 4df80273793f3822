"""Whatever is asked of a case, in whatever order, what it accepts never contradicts itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from services.intake.domain import case as intake
from shared.refusal import Refusal
from shared.store.event import Event
from tests.sealed_words import SEALED

SOJA, SAKAI = "332089", "271403"
FIRST_DAY = date(2024, 1, 1)
PERSONS = [UUID(int=number) for number in range(1, 4)]
WORKERS = [UUID(int=number) for number in range(11, 14)]
CONTACTS = [UUID(int=number) for number in range(21, 33)]
TODAY = FIRST_DAY + timedelta(days=30)

days = st.integers(0, 32).map(lambda offset: FIRST_DAY + timedelta(days=offset))
persons = st.sampled_from(PERSONS)
workers = st.sampled_from(WORKERS)


class CaseHistory(RuleBasedStateMachine):
    """One case to which counter and ledger say anything at all."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.case: intake.CaseState | None = None

    def accept(self, decide: Callable[[], tuple[Event, ...]]) -> None:
        """Append what the rule decides; a refusal leaves everything as it was."""
        try:
            events = decide()
        except Refusal:
            return
        self.events += events
        self.case = intake.CASE.fold(self.case, events)

    @initialize(on=days, anonymous=st.booleans())
    def open(self, on: date, anonymous: bool) -> None:  # noqa: FBT001 - drawn by name
        """Receive the case on a day that has come."""
        opening = intake.Opening(municipality=SOJA, on=min(on, TODAY), anonymous=anonymous)
        self.accept(lambda: intake.open_case(self.case, opening, today=TODAY))

    @rule(person=persons, role=st.sampled_from(intake.Role), on=days)
    def add_person(self, person: UUID, role: intake.Role, on: date) -> None:
        """Add a person of the household."""
        self.accept(lambda: intake.add_person(self.case, person, role, on=on, today=TODAY))

    @rule(person=persons, on=days)
    def change_main_subject(self, person: UUID, on: date) -> None:
        """Make the case about somebody else."""
        self.accept(lambda: intake.change_main_subject(self.case, person, on=on, today=TODAY))

    @rule(person=persons, consent=st.sampled_from(["given", "refused"]), on=days)
    def note_consent(self, person: UUID, consent: str, on: date) -> None:
        """Note somebody's consent."""
        self.accept(lambda: intake.note_consent(self.case, person, consent, on=on, today=TODAY))

    @rule(contact_id=st.sampled_from(CONTACTS), person=st.none() | persons, on=days)
    def record_contact(self, contact_id: UUID, person: UUID | None, on: date) -> None:
        """Record a contact, perhaps once more."""
        contact = intake.Contact(
            contact_id=contact_id,
            on=on,
            person_id=person,
            gender="unknown",
            method="phone",
            consulter="mother",
            consent="not_asked",
        )
        self.accept(lambda: intake.record_contact(self.case, contact, today=TODAY, born=None))

    @rule(worker=workers, on=days)
    def take_charge(self, worker: UUID, on: date) -> None:
        """Assign a worker, or hand over to one."""
        to = intake.Worker(worker_id=worker)
        self.accept(lambda: intake.assign_worker(self.case, to, on=on, today=TODAY))
        self.accept(lambda: intake.hand_over(self.case, to, note=None, on=on, today=TODAY))

    @rule(on=days)
    def suspend(self, on: date) -> None:
        """Let the case rest."""
        self.accept(lambda: intake.suspend_case(self.case, on=on, today=TODAY))

    @rule(on=days)
    def close(self, on: date) -> None:
        """Close the case."""
        closing = intake.Closing(reason="other", evaluation=SEALED)
        self.accept(lambda: intake.close_case(self.case, closing, on=on, today=TODAY))

    @rule(on=days)
    def reopen(self, on: date) -> None:
        """Re-open the case."""
        self.accept(lambda: intake.reopen_case(self.case, on=on, today=TODAY))

    @rule(on=days, basis=st.none() | st.sampled_from(intake.TransferBasis))
    def transfer(self, on: date, basis: intake.TransferBasis | None) -> None:
        """Hand the case to another municipality."""
        to_sakai = intake.Transfer(to_municipality=SAKAI, basis=basis, reason=SEALED)
        self.accept(lambda: intake.transfer_out(self.case, to_sakai, on=on, today=TODAY))

    @rule(person=persons, on=days)
    def link(self, person: UUID, on: date) -> None:
        """Link the case to another one in which everybody is."""
        target = intake.CASE.fold(None, [intake.CaseOpened(municipality=SOJA, on=FIRST_DAY)])
        for member in PERSONS:
            events = intake.add_person(
                target, member, intake.Role.HOUSEHOLD, on=FIRST_DAY, today=TODAY
            )
            target = intake.CASE.fold(target, events)
        link = intake.Link(
            linked_case_id=UUID(int=99), person_id=person, worker_id=WORKERS[0], reason=SEALED
        )
        self.accept(lambda: intake.link_anonymous(self.case, link, target, on=on, today=TODAY))

    @rule(
        standing=st.sampled_from(
            [intake.Standing.OPEN, intake.Standing.SUSPENDED, intake.Standing.CLOSED]
        ),
        on=days,
    )
    def read_ledger(self, standing: intake.LedgerStanding, on: date) -> None:
        """Read a ledger's row of a day that has come; reading it again adds nothing."""
        if on > TODAY:
            return
        self.accept(lambda: intake.note_standing(self.case, standing, on=on))
        assert intake.note_standing(self.case, standing, on=on) == ()

    @invariant()
    def the_main_subject_is_a_person_of_the_case(self) -> None:
        """At most one main subject, and it is in the case."""
        if self.case is not None and self.case.main_subject is not None:
            assert self.case.main_subject in self.case.persons

    @invariant()
    def nobody_stands_behind_an_anonymous_case(self) -> None:
        """An anonymous case has no persons and no consents, linked or not."""
        if self.case is not None and self.case.anonymous:
            assert not self.case.persons
            assert not self.case.consents

    @invariant()
    def nothing_takes_place_after_the_end(self) -> None:
        """No contact of an ended case is later than its end."""
        if self.case is not None and self.case.ended:
            assert all(contact.on <= self.case.standing_since for contact in self.contacts())

    @invariant()
    def a_contact_is_recorded_once(self) -> None:
        """延件数 counts each contact once."""
        counted = Counter(contact.contact_id for contact in self.contacts())
        assert all(count == 1 for count in counted.values())
        assert self.case is None or self.case.contact_ids == set(counted)

    @invariant()
    def changes_of_standing_are_in_order(self) -> None:
        """The history of standing goes forward in time and never beyond today."""
        changes = [
            event.on
            for event in self.events
            if isinstance(event, intake.CaseEvent) and self.changes_standing(event)
        ]
        assert changes == sorted(changes)
        assert all(on <= TODAY for on in changes)

    @invariant()
    def the_history_alone_tells_how_the_case_stands(self) -> None:
        """Folding everything again gives the same case."""
        assert intake.CASE.fold(None, self.events) == self.case

    def contacts(self) -> list[intake.ContactRecorded]:
        """Every contact on record."""
        return [event for event in self.events if isinstance(event, intake.ContactRecorded)]

    @staticmethod
    def changes_standing(event: Event) -> bool:
        """Whether an event begins, rests, ends or re-opens the case."""
        return isinstance(
            event,
            intake.CaseOpened
            | intake.CaseSuspended
            | intake.CaseClosed
            | intake.CaseReopened
            | intake.CaseTransferredOut
            | intake.AnonymousLinked,
        )


CaseHistory.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestCaseHistory = CaseHistory.TestCase
