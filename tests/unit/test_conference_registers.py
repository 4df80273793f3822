"""The registers: given what is known, when it is described, then it is recorded or refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.conference.domain.agency import (
    AGENCY,
    AgencyAmended,
    AgencyDetails,
    AgencyRegistered,
    AgencyState,
    amend_agency,
    register_agency,
    works_for,
)
from services.conference.domain.municipality import (
    MUNICIPALITY,
    MunicipalityDescribed,
    MunicipalityDetails,
    Period,
    describe_municipality,
)
from services.conference.domain.person import (
    PERSON,
    PersonDescribed,
    PersonDetails,
    Representative,
    Wish,
    check_life,
    describe_person,
)
from tests.refusals import refused

TOWN, ELSEWHERE = "990019", "392081"
NOW = datetime(2026, 11, 1, 3, tzinfo=UTC)
DAY = timedelta(days=1)
PERSON_ID, OTHER = UUID(int=1), UUID(int=2)
OFFICE: dict[str, Any] = {
    "name": "架空の福祉課",
    "kind": "municipal_department",
    "holder_class": "public",
    "internal": True,
}
NPO: dict[str, Any] = {
    "name": "架空のNPO",
    "kind": "npo",
    "holder_class": "private",
    "internal": False,
}
READER: dict[str, Any] = {
    "name": None,
    "kind": "person_self",
    "holder_class": "individual",
    "internal": False,
    "person_id": PERSON_ID,
}


def registered(**told: Any) -> AgencyState:
    """An agency on the register."""
    events = register_agency(None, TOWN, AgencyDetails(**told), now=NOW)
    state = AGENCY.fold(None, events)
    assert state is not None
    return state


@pytest.mark.parametrize("told", [OFFICE, NPO, READER], ids=lambda told: told["kind"])
def test_an_agency_is_registered_as_it_was_told(told: dict[str, Any]) -> None:
    """One event carries everything, for departments, others and a person who reads."""
    details = AgencyDetails(**told)

    assert register_agency(None, TOWN, details, now=NOW) == (
        AgencyRegistered(municipality=TOWN, **dict(details)),
    )


def test_an_agency_is_registered_once() -> None:
    """What changed later is an amendment."""
    with refused("agency-exists"):
        register_agency(registered(**NPO), TOWN, AgencyDetails(**NPO), now=NOW)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({**READER, "person_id": None}, "reader-person-missing"),
        ({**READER, "name": "架空 花子"}, "reader-has-no-name"),
        ({**READER, "holder_class": "private"}, "reader-is-no-agency"),
        ({**READER, "entrusted": Period(start=NOW)}, "reader-is-no-agency"),
        ({**NPO, "name": None}, "agency-name-missing"),
        ({**NPO, "person_id": PERSON_ID}, "person-not-for-agency"),
        ({**NPO, "internal": True}, "internal-is-public"),
        ({**OFFICE, "entrusted": Period(start=NOW)}, "internal-not-entrusted"),
        ({**NPO, "entrusted": Period(start=NOW, end=NOW)}, "period-empty"),
        ({**NPO, "secrecy_undertaking_at": NOW + DAY}, "undertaking-in-future"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_an_agency_that_contradicts_itself_is_refused(told: dict[str, Any], code: str) -> None:
    """On registration and on amendment alike."""
    with refused(code):
        register_agency(None, TOWN, AgencyDetails(**told), now=NOW)
    before = registered(**(READER if told["kind"] == "person_self" else NPO))
    with refused(code):
        amend_agency(before, AgencyDetails(**told), now=NOW)


def test_an_amendment_replaces_what_was_known() -> None:
    """The same again changes nothing; an unknown agency cannot be amended."""
    after = AgencyDetails(**{**NPO, "yotaikyo_member": True})
    before = registered(**NPO)

    assert amend_agency(before, after, now=NOW) == (
        AgencyAmended(municipality=TOWN, **dict(after)),
    )
    assert amend_agency(before, before.details, now=NOW) == ()
    with refused("agency-not-found"):
        amend_agency(None, after, now=NOW)


def test_a_reader_stays_the_same_person() -> None:
    """A registration cannot be turned to somebody else, nor an agency into a person."""
    somebody_else = AgencyDetails(**{**READER, "person_id": OTHER})

    with refused("reader-fixed"):
        amend_agency(registered(**READER), somebody_else, now=NOW)
    with refused("reader-fixed"):
        amend_agency(registered(**NPO), AgencyDetails(**READER), now=NOW)


@pytest.mark.rule(55)
def test_with_the_contract_ends_what_rests_on_it() -> None:
    """An entrusted body works for the municipality up to, not including, the end; others never."""
    contract = Period(start=NOW - DAY, end=NOW)
    entrusted = registered(**{**NPO, "entrusted": contract})

    assert works_for(entrusted, TOWN, NOW - timedelta(microseconds=1))
    assert not works_for(entrusted, TOWN, NOW)
    assert not works_for(entrusted, TOWN, NOW - 2 * DAY)
    assert not works_for(entrusted, ELSEWHERE, NOW - timedelta(seconds=1))
    assert works_for(registered(**OFFICE), TOWN, NOW)
    assert not works_for(registered(**OFFICE), ELSEWHERE, NOW)
    assert not works_for(registered(**NPO), TOWN, NOW)


def test_a_municipality_is_described_and_described_again() -> None:
    """One event for each change, none for the same again."""
    details = MunicipalityDetails(runs_juso=(Period(start=NOW),), welfare_office=True)

    (event,) = describe_municipality(None, TOWN, details)
    assert event == MunicipalityDescribed(municipality=TOWN, **dict(details))
    assert describe_municipality(MUNICIPALITY.fold(None, [event]), TOWN, details) == ()


@pytest.mark.parametrize(
    ("periods", "code"),
    [
        ([(0, 0)], "period-empty"),
        ([(0, None), (5, 9)], "periods-overlap"),
        ([(4, 6), (0, 5)], "periods-overlap"),
    ],
)
def test_periods_of_juso_are_in_order(periods: list[tuple[int, int | None]], code: str) -> None:
    """Each ends after it begins, and no two hold at once, however they were written."""
    told = tuple(
        Period(start=NOW + one * DAY, end=NOW + other * DAY if other is not None else None)
        for one, other in periods
    )

    with refused(code):
        describe_municipality(None, TOWN, MunicipalityDetails(runs_juso=told))


def person(**told: Any) -> PersonDetails:
    """A person as they are described."""
    return PersonDetails(role="person_concerned", **told)


def test_a_person_is_described_wholly() -> None:
    """What was known before is replaced, and one event carries it."""
    details = person(household_id=OTHER, wishes=(Wish(purpose="referral", confirmed_at=NOW),))

    (event,) = describe_person(None, TOWN, PERSON_ID, details, now=NOW)
    assert event == PersonDescribed(municipality=TOWN, **dict(details))
    state = PERSON.fold(None, [event])
    assert state is not None
    assert state.details == details


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (
            {"representatives": (Representative(by=PERSON_ID, kind="curator", start=NOW),)},
            "represents-themself",
        ),
        (
            {"representatives": (Representative(by=OTHER, kind="curator", start=NOW, end=NOW),)},
            "period-empty",
        ),
        ({"suspected_abuser_of": (PERSON_ID,)}, "abuses-themself"),
        ({"wishes": (Wish(purpose="referral", confirmed_at=NOW + DAY),)}, "wish-in-future"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_what_cannot_be_of_a_person_is_refused(told: dict[str, Any], code: str) -> None:
    """Nothing is recorded of it."""
    with refused(code):
        describe_person(None, TOWN, PERSON_ID, person(**told), now=NOW)


@pytest.mark.rule(52)
def test_a_person_of_another_municipality_is_not_taken_over() -> None:
    """They would have to be transferred, on a basis."""
    before = PERSON.fold(None, describe_person(None, ELSEWHERE, PERSON_ID, person(), now=NOW))

    with refused("id-taken"):
        describe_person(before, TOWN, PERSON_ID, person(), now=NOW)


@pytest.mark.parametrize(
    ("birth", "died_on", "code"),
    [
        ("1990-02-30", None, "date-impossible"),
        ("2026-12", None, "birth-in-future"),
        (None, date(2026, 11, 2), "death-in-future"),
        ("1990-05", date(1990, 4, 30), "died-before-birth"),
    ],
)
def test_dates_of_a_life_that_cannot_be_are_refused_without_repeating_them(
    birth: str | None, died_on: date | None, code: str
) -> None:
    """A refusal shows no date."""
    with refused(code) as no:
        check_life(birth, died_on, today=date(2026, 11, 1))

    assert "1990" not in str(no.value)
    assert "2026" not in str(no.value)


def test_dates_may_be_known_in_part() -> None:
    """A year, a month, nothing at all, and a death on the last day."""
    for birth in ("1990", "1990-05", "1990-05-03", None):
        check_life(birth, date(2026, 11, 1), today=date(2026, 11, 1))
