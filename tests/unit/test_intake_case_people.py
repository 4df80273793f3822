"""Opening a case, its persons, its main subject, and their consent."""

from __future__ import annotations

import pytest

from services.intake.domain.case import (
    CASE,
    CaseClosed,
    CaseOpened,
    Consent,
    ConsentNoted,
    MainSubjectChanged,
    Opening,
    Role,
    add_person,
    change_main_subject,
    note_consent,
    open_case,
)
from tests.refusals import refused
from tests.sealed_words import SEALED
from tests.unit.intake_cases import (
    LATER,
    MOTHER,
    OPENED,
    SAKAI,
    SOJA,
    SON,
    STRANGER,
    TODAY,
    TOMORROW,
    added,
    case_of,
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


@pytest.mark.rule(39)
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


@pytest.mark.rule(40)
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


@pytest.mark.rule(9)
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


def test_a_consent_that_no_list_has_is_refused() -> None:
    """What is coded comes from its list."""
    with refused("unknown-code"):
        note_consent(case_of(added(SON)), SON, "nowhere", on=OPENED, today=TODAY)


def test_consent_of_a_stranger_is_refused() -> None:
    """Consent is noted for persons of the case."""
    with refused("person-not-in-case"):
        note_consent(case_of(), STRANGER, "given", on=OPENED, today=TODAY)


def test_after_the_end_nobody_comes_in_and_nothing_changes() -> None:
    """Persons, main subject and consent follow the closing day as contacts do."""
    closed = CaseClosed(municipality=SOJA, on=LATER, reason="other", evaluation=SEALED)
    case = case_of(added(MOTHER, Role.MAIN), closed)

    with refused("case-closed"):
        add_person(case, SON, Role.HOUSEHOLD, on=TODAY, today=TODAY)
    with refused("case-closed"):
        note_consent(case, MOTHER, "given", on=TODAY, today=TODAY)
    with refused("case-closed"):
        change_main_subject(case_of(added(MOTHER), closed), MOTHER, on=TODAY, today=TODAY)
    assert len(add_person(case, SON, Role.HOUSEHOLD, on=LATER, today=TODAY)) == 1


def test_an_unknown_case_is_refused() -> None:
    """Nothing can be done in a case that does not exist."""
    with refused("case-not-found"):
        add_person(None, SON, Role.MAIN, on=OPENED, today=TODAY)
