"""The anonymous case, and its explicit linking to a person's case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.intake.domain.case import (
    AnonymousLinked,
    Contact,
    Link,
    Standing,
    link_anonymous,
    record_contact,
    reopen_case,
)
from tests.refusals import refused
from tests.sealed_words import SEALED
from tests.unit.intake_cases import LATER, MOTHER, OPENED, SOJA, SON, TODAY, added, case_of

CASE_ID, WORKER = UUID(int=11), UUID(int=12)


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
        consent="not_asked",
    )


@pytest.mark.rule(40)
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


@pytest.mark.rule(40)
def test_linking_does_not_back_date_consent_nor_take_the_anonymous_mark_away() -> None:
    """What was said anonymously keeps its mark, also when it is recorded after the linking."""
    link = AnonymousLinked(municipality=SOJA, on=LATER, **dict(link_to(MOTHER)))
    case = case_of(link, anonymous=True)

    (late,) = record_contact(case, contact_on(OPENED), today=TODAY, born=None)

    assert late.while_anonymous
    assert late.person_id is None
    assert case.consents == {}


@pytest.mark.rule(40)
def test_a_named_case_cannot_be_linked() -> None:
    """Only anonymous cases are linked."""
    with refused("case-not-anonymous"):
        link_anonymous(case_of(), link_to(MOTHER), case_of(added(MOTHER)), on=LATER, today=TODAY)


@pytest.mark.rule(40)
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


def test_a_linked_case_is_not_re_opened() -> None:
    """The work goes on in the person's case."""
    link = AnonymousLinked(municipality=SOJA, on=LATER, **dict(link_to(MOTHER)))
    with refused("case-linked"):
        reopen_case(case_of(link, anonymous=True), on=TODAY, today=TODAY)
