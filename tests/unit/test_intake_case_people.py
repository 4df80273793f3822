"""Opening a case, its persons, its main subject, their consent, and the anonymous case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.intake.domain.case import (
    CASE,
    AnonymousLinked,
    CaseOpened,
    CaseState,
    Consent,
    ConsentNoted,
    Contact,
    Link,
    MainSubjectChanged,
    Opening,
    PersonAdded,
    Role,
    Standing,
    add_person,
    change_main_subject,
    link_anonymous,
    note_consent,
    open_case,
    record_contact,
)
from shared.refusal import Refusal
from shared.store.event import Event

SOJA, SAKAI = "332089", "271403"
OPENED, LATER, TODAY = date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1)
TOMORROW = date(2024, 6, 2)
MOTHER, SON, STRANGER = UUID(int=1), UUID(int=2), UUID(int=3)
CASE_ID, WORKER = UUID(int=11), UUID(int=12)


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal with this code."""
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def case_of(*events: Event, anonymous: bool = False) -> CaseState:
    """Return a case after its opening and these events."""
    first = CaseOpened(municipality=SOJA, on=OPENED, anonymous=anonymous)
    case = CASE.fold(None, [first, *events])
    assert case is not None
    return case


def added(person_id: UUID, role: Role = Role.HOUSEHOLD) -> PersonAdded:
    """Return the event of a person coming into the case."""
    return PersonAdded(municipality=SOJA, on=OPENED, person_id=person_id, role=role)


def link_to(person_id: UUID) -> Link:
    """Return a link to a person of another case."""
    return Link(linked_case_id=CASE_ID, person_id=person_id, worker_id=WORKER, reason=SEALED)


def contact_on(day: date) -> Contact:
    """Return an anonymous contact of that day."""
    return Contact(
        contact_id=UUID(int=day.toordinal()),
        on=day,
        gender="unknown",
        method="phone",
        consulter="anonymous",
        consent="not-asked",
    )


def test_a_case_opens_with_how_it_came() -> None:
    """The opening says where, when, and from which municipality the case came."""
    opening = Opening(municipality=SOJA, on=OPENED, number=SEALED, transferred_in_from=SAKAI)

    events = open_case(None, opening, today=TODAY)

    assert events == (CaseOpened(**dict(opening)),)
    assert CASE.fold(None, events) == case_of()


def test_a_case_opens_once() -> None:
    """An id belongs to one case."""
    with refused("case-exists"):
        open_case(case_of(), Opening(municipality=SOJA, on=OPENED), today=TODAY)


def test_a_case_does_not_open_in_the_future() -> None:
    """The day of reception has come."""
    with refused("date-in-future"):
        open_case(None, Opening(municipality=SOJA, on=TOMORROW), today=TODAY)


def test_an_anonymous_case_has_no_number() -> None:
    """Whoever has a case number is not anonymous."""
    opening = Opening(municipality=SOJA, on=OPENED, anonymous=True, number=SEALED)
    with refused("anonymous-with-number"):
        open_case(None, opening, today=TODAY)


def test_a_case_does_not_come_from_its_own_municipality() -> None:
    """A transfer comes from somewhere else."""
    opening = Opening(municipality=SOJA, on=OPENED, transferred_in_from=SOJA)
    with refused("transfer-to-itself"):
        open_case(None, opening, today=TODAY)


def test_several_persons_of_a_household_are_in_one_case() -> None:
    """The main subject comes first, others of the household join."""
    events = add_person(case_of(), MOTHER, Role.MAIN, on=OPENED, today=TODAY)
    case = case_of(*events)
    events += add_person(case, SON, Role.HOUSEHOLD, on=LATER, today=TODAY)

    case = case_of(*events)
    assert case.persons == {MOTHER, SON}
    assert case.main_subject == MOTHER


def test_a_person_is_added_once() -> None:
    """Adding a person of the case again changes nothing."""
    assert add_person(case_of(added(SON)), SON, Role.MAIN, on=LATER, today=TODAY) == ()


def test_a_second_main_subject_is_refused() -> None:
    """A case is mainly about one person."""
    with refused("main-subject-exists"):
        add_person(case_of(added(MOTHER, Role.MAIN)), SON, Role.MAIN, on=LATER, today=TODAY)


def test_nobody_is_added_to_an_anonymous_case() -> None:
    """An anonymous case gets a person by linking only."""
    with refused("case-anonymous"):
        add_person(case_of(anonymous=True), SON, Role.MAIN, on=LATER, today=TODAY)


def test_nobody_is_added_on_a_day_to_come() -> None:
    """A person comes into the case today or came before."""
    with refused("date-in-future"):
        add_person(case_of(), SON, Role.MAIN, on=TOMORROW, today=TODAY)


def test_the_main_subject_changes_from_the_mother_to_the_son() -> None:
    """The case goes on about another person of the household."""
    given = (added(MOTHER, Role.MAIN), added(SON))

    events = change_main_subject(case_of(*given), SON, on=LATER, today=TODAY)

    assert events == (MainSubjectChanged(municipality=SOJA, on=LATER, person_id=SON),)
    case = case_of(*given, *events)
    assert case.main_subject == SON
    assert case.persons == {MOTHER, SON}
    assert change_main_subject(case, SON, on=LATER, today=TODAY) == ()


def test_the_main_subject_is_a_person_of_the_case() -> None:
    """A stranger cannot become the main subject."""
    with refused("person-not-in-case"):
        change_main_subject(case_of(added(MOTHER)), STRANGER, on=LATER, today=TODAY)


def test_the_mothers_consent_is_not_the_sons() -> None:
    """Consent stays with the person who gave it when the main subject changes."""
    given = (added(MOTHER, Role.MAIN), added(SON))
    given += note_consent(case_of(*given), MOTHER, "given", on=OPENED, today=TODAY)
    given += change_main_subject(case_of(*given), SON, on=LATER, today=TODAY)

    assert case_of(*given).consents == {MOTHER: Consent("given", OPENED)}


def test_the_same_consent_is_not_noted_twice() -> None:
    """Only a change of consent is noted, and only a newer one."""
    refusal = ConsentNoted(municipality=SOJA, on=LATER, person_id=SON, consent="refused")
    case = case_of(added(SON), refusal)

    assert note_consent(case, SON, "refused", on=TODAY, today=TODAY) == ()
    assert note_consent(case, SON, "given", on=OPENED, today=TODAY) == ()
    (noted,) = note_consent(case, SON, "given", on=TODAY, today=TODAY)
    assert noted.consent == "given"


def test_consent_of_a_stranger_is_refused() -> None:
    """Consent is noted for persons of the case."""
    with refused("person-not-in-case"):
        note_consent(case_of(), STRANGER, "given", on=OPENED, today=TODAY)


def test_an_anonymous_case_is_linked_by_somebody_for_a_reason() -> None:
    """Linking records who decided, why and when, and ends the work in the anonymous case."""
    target = case_of(added(MOTHER))

    events = link_anonymous(case_of(anonymous=True), link_to(MOTHER), target, on=LATER, today=TODAY)

    assert events == (
        AnonymousLinked(
            municipality=SOJA,
            on=LATER,
            linked_case_id=CASE_ID,
            person_id=MOTHER,
            worker_id=WORKER,
            reason=SEALED,
        ),
    )
    case = case_of(*events, anonymous=True)
    assert case.standing is Standing.LINKED
    with refused("case-linked"):
        record_contact(case, contact_on(TODAY), today=TODAY, born=None)


def test_linking_does_not_back_date_consent_nor_take_the_anonymous_mark_away() -> None:
    """What was said anonymously keeps its mark, also when it is recorded after the linking."""
    link = AnonymousLinked(municipality=SOJA, on=LATER, **dict(link_to(MOTHER)))
    case = case_of(link, anonymous=True)

    (late,) = record_contact(case, contact_on(OPENED), today=TODAY, born=None)

    assert late.while_anonymous
    assert late.person_id is None
    assert case.consents == {}


def test_a_named_case_cannot_be_linked() -> None:
    """Only anonymous cases are linked."""
    with refused("case-not-anonymous"):
        link_anonymous(case_of(), link_to(MOTHER), case_of(added(MOTHER)), on=LATER, today=TODAY)


def test_an_anonymous_case_is_linked_once() -> None:
    """A second linking is refused, also to the same person."""
    target = case_of(added(MOTHER))
    link = link_to(MOTHER)
    linked = link_anonymous(case_of(anonymous=True), link, target, on=LATER, today=TODAY)
    with refused("already-linked"):
        link_anonymous(case_of(*linked, anonymous=True), link, target, on=LATER, today=TODAY)


def test_an_anonymous_case_is_linked_to_a_person_of_the_other_case() -> None:
    """The person has to be in the case that the anonymous one goes on in."""
    with refused("person-not-in-case"):
        link_anonymous(
            case_of(anonymous=True), link_to(SON), case_of(added(MOTHER)), on=LATER, today=TODAY
        )


def test_linking_does_not_leave_contacts_after_it() -> None:
    """An anonymous case is linked on or after the day of its last contact."""
    contacts = record_contact(case_of(anonymous=True), contact_on(TODAY), today=TODAY, born=None)
    with refused("end-before-last-contact"):
        link_anonymous(
            case_of(*contacts, anonymous=True),
            link_to(MOTHER),
            case_of(added(MOTHER)),
            on=LATER,
            today=TODAY,
        )


def test_an_unknown_case_is_refused() -> None:
    """Nothing can be done in a case that does not exist."""
    with refused("case-not-found"):
        add_person(None, SON, Role.MAIN, on=OPENED, today=TODAY)
