"""Contacts: what counts, when they may be recorded, and how often."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from pydantic import ValidationError

from services.intake.domain.case import (
    CaseClosed,
    CaseReopened,
    CaseSuspended,
    CaseTransferredOut,
    Contact,
    ContactRecorded,
    TransferBasis,
    record_contact,
)
from shared.calendar import FuzzyDate
from tests.refusals import refused
from tests.sealed_words import SEALED
from tests.unit.intake_cases import (
    OPENED,
    SAKAI,
    SOJA,
    SON,
    STRANGER,
    TODAY,
    case_of,
    sons_case,
)

HEALTH_CENTRE, WELFARE_OFFICE = UUID(int=21), UUID(int=22)


def contact(on: date = OPENED, **details: object) -> Contact:
    """Return a telephone call of the mother about the son."""
    call = {
        "contact_id": UUID(int=100),
        "person_id": SON,
        "gender": "male",
        "method": "phone",
        "consulter": "mother",
        "consent": "not_asked",
    }
    return Contact.model_validate({**call, "on": on, **details})


def closed_on(day: date) -> CaseClosed:
    """Return the event of closing on that day."""
    return CaseClosed(municipality=SOJA, on=day, reason="goal_achieved", evaluation=SEALED)


@pytest.mark.rule(34, 35)
def test_a_contact_is_recorded_with_everything_that_was_noted() -> None:
    """The event carries each field of the contact."""
    noted = contact(
        age=52,
        place="home",
        route="家族",
        outcome="met",
        factors=("poverty", "isolation"),
        agency_id=HEALTH_CENTRE,
        joint_agency_ids=(WELFARE_OFFICE,),
        worker_id=UUID(int=31),
        worker_name=SEALED,
        duration_minutes=45,
        content=SEALED,
        source="family_statement",
        told_in_confidence=True,
    )

    (event,) = record_contact(sons_case(), noted, today=TODAY, born=None)

    assert dict(noted).items() <= dict(event).items()
    assert event.municipality == SOJA


@pytest.mark.parametrize("outcome", ["not_met", "through_door", "family_only"])
def test_an_attempt_without_meeting_the_person_is_a_contact(outcome: str) -> None:
    """A visit counts although nobody opened, or only a voice went through the door."""
    visit = contact(method="home_visit", outcome=outcome)

    (event,) = record_contact(sons_case(), visit, today=TODAY, born=None)

    assert event.outcome == outcome


def test_factors_are_kept_sorted_and_once() -> None:
    """The order in which factors were ticked does not matter."""
    assert contact(factors=("poverty", "isolation", "poverty")).factors == ("isolation", "poverty")


def test_the_same_contact_is_recorded_once() -> None:
    """A contact that is on record does not become a second one."""
    events = record_contact(sons_case(), contact(), today=TODAY, born=None)

    assert record_contact(sons_case(*events), contact(), today=TODAY, born=None) == ()


def test_a_contact_in_the_future_is_refused() -> None:
    """A contact has taken place."""
    with refused("contact-in-future"):
        record_contact(sons_case(), contact(date(2024, 6, 2)), today=TODAY, born=None)


@pytest.mark.parametrize("born", ["2024-04-02", "2025"])
def test_a_contact_before_birth_is_refused(born: str) -> None:
    """Nobody has a contact before the earliest day on which they can have been born."""
    with refused("contact-before-birth"):
        record_contact(sons_case(), contact(), today=TODAY, born=FuzzyDate.from_edtf(born))


def test_a_contact_in_an_uncertain_year_of_birth_is_taken() -> None:
    """What may be true is not refused."""
    born = FuzzyDate.from_edtf("2024")

    assert len(record_contact(sons_case(), contact(), today=TODAY, born=born)) == 1


def test_a_contact_about_a_stranger_is_refused() -> None:
    """The person concerned is a person of the case."""
    with refused("person-not-in-case"):
        record_contact(sons_case(), contact(person_id=STRANGER), today=TODAY, born=None)


def test_a_contact_may_concern_nobody_in_particular() -> None:
    """A ledger's row may name the household's case and no person."""
    (event,) = record_contact(sons_case(), contact(person_id=None), today=TODAY, born=None)

    assert not event.while_anonymous


def test_a_contact_in_an_anonymous_case_carries_the_mark() -> None:
    """What was said anonymously is marked so for good."""
    anonymous = case_of(anonymous=True)

    (event,) = record_contact(anonymous, contact(person_id=None), today=TODAY, born=None)

    assert event.while_anonymous


def test_an_agency_takes_part_once() -> None:
    """The receiving agency is not its own companion, nor is any other named twice."""
    with refused("joint-agency-twice"):
        record_contact(
            sons_case(),
            contact(agency_id=HEALTH_CENTRE, joint_agency_ids=(HEALTH_CENTRE,)),
            today=TODAY,
            born=None,
        )
    with refused("joint-agency-twice"):
        record_contact(
            sons_case(),
            contact(joint_agency_ids=(WELFARE_OFFICE, WELFARE_OFFICE)),
            today=TODAY,
            born=None,
        )


@pytest.mark.parametrize(
    "details",
    [
        {"gender": "nowhere"},
        {"method": "nowhere"},
        {"consulter": "nowhere"},
        {"place": "nowhere"},
        {"outcome": "nowhere"},
        {"consent": "nowhere"},
        {"factors": ("poverty", "nowhere")},
        {"source": "nowhere"},
    ],
    ids=lambda details: next(iter(details)),
)
def test_a_code_that_no_list_has_is_refused(details: dict[str, object]) -> None:
    """Everything that is coded comes from its list."""
    with refused("unknown-code"):
        record_contact(sons_case(), contact(OPENED, **details), today=TODAY, born=None)


def test_a_contact_after_the_closing_is_refused() -> None:
    """A closed case has to be re-opened before work goes on."""
    with refused("case-closed"):
        record_contact(
            sons_case(closed_on(date(2024, 5, 1))),
            contact(date(2024, 5, 2)),
            today=TODAY,
            born=None,
        )


@pytest.mark.parametrize("day", [OPENED, date(2024, 5, 1)])
def test_a_late_record_of_a_contact_until_the_closing_day_is_taken(day: date) -> None:
    """What took place on or before the closing day may be recorded afterwards."""
    closed = sons_case(closed_on(date(2024, 5, 1)))

    assert len(record_contact(closed, contact(day), today=TODAY, born=None)) == 1


def test_a_contact_after_the_re_opening_is_taken() -> None:
    """Work goes on in a case that was re-opened."""
    reopened = CaseReopened(municipality=SOJA, on=date(2024, 5, 20))
    case = sons_case(closed_on(date(2024, 5, 1)), reopened)

    assert len(record_contact(case, contact(date(2024, 5, 21)), today=TODAY, born=None)) == 1


def test_a_contact_in_a_suspended_case_is_taken() -> None:
    """While a case rests, attempts to reach the person go on."""
    case = sons_case(CaseSuspended(municipality=SOJA, on=date(2024, 5, 1)))

    assert len(record_contact(case, contact(date(2024, 5, 2)), today=TODAY, born=None)) == 1


def test_a_contact_after_the_transfer_is_refused() -> None:
    """After the transfer the other municipality does the work."""
    transferred = CaseTransferredOut(
        municipality=SOJA,
        on=date(2024, 5, 1),
        to_municipality=SAKAI,
        basis=TransferBasis.APPI_69_2_3,
        reason=SEALED,
    )
    with refused("case-transferred"):
        record_contact(sons_case(transferred), contact(date(2024, 5, 2)), today=TODAY, born=None)


def test_ten_years_between_contacts_do_not_close_a_case() -> None:
    """Inactivity ends nothing: the case stays open and its history whole."""
    first = ContactRecorded(
        municipality=SOJA, while_anonymous=False, **dict(contact(date(2013, 4, 1)))
    )
    case = sons_case(first)

    later = contact(date(2024, 5, 1), contact_id=UUID(int=101))
    events = record_contact(case, later, today=TODAY, born=None)

    case = sons_case(first, *events)
    assert case.standing == "open"
    assert case.contact_ids == {UUID(int=100), UUID(int=101)}


@pytest.mark.parametrize(("field", "value"), [("age", 131), ("duration_minutes", 1441)])
def test_an_impossible_number_is_not_a_contact(field: str, value: int) -> None:
    """A contact with an impossible number cannot be made, and the error does not repeat it."""
    with pytest.raises(ValidationError) as error:
        contact(**{field: value})
    assert str(value) not in str(error.value)
