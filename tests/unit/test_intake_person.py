"""A resident's registration, profile and the one open case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.intake.domain.person import (
    PERSON,
    CaseJoined,
    CaseLeft,
    PersonAmended,
    PersonRegistered,
    PersonState,
    Profile,
    amend_person,
    join_case,
    leave_case,
    register_person,
)
from shared.store.event import Event
from tests.refusals import refused

SOJA = "332089"
CASE_ID = UUID(int=1)
OTHER_CASE_ID = UUID(int=2)
DAY = date(2024, 4, 1)
PROFILE = Profile(gender="female", profile_fingerprint="f1")


def registered(*events: Event) -> PersonState | None:
    """Return a registered person after these events."""
    first = PersonRegistered(municipality=SOJA, **dict(PROFILE))
    return PERSON.fold(None, [first, *events])


def joined(case_id: UUID = CASE_ID) -> CaseJoined:
    """Return the event of coming into a case."""
    return CaseJoined(municipality=SOJA, case_id=case_id, on=DAY)


def test_registering_records_the_profile() -> None:
    """A new person is registered with the whole profile."""
    assert register_person(None, SOJA, PROFILE) == (
        PersonRegistered(municipality=SOJA, gender="female", profile_fingerprint="f1"),
    )


def test_an_unknown_gender_code_is_refused() -> None:
    """What is coded comes from its list."""
    nowhere = Profile(gender="nowhere", profile_fingerprint="f3")
    with refused("unknown-code"):
        register_person(None, SOJA, nowhere)
    with refused("unknown-code"):
        amend_person(registered(), nowhere)


def test_registering_twice_is_refused() -> None:
    """An id belongs to one person."""
    with refused("person-exists"):
        register_person(registered(), SOJA, PROFILE)


def test_an_unchanged_profile_is_not_recorded_again() -> None:
    """The same fingerprint means that nothing has to be recorded."""
    assert amend_person(registered(), PROFILE) == ()


def test_amending_replaces_the_profile() -> None:
    """A changed profile replaces the former one in the state."""
    changed = Profile(gender="unknown", profile_fingerprint="f2")

    events = amend_person(registered(), changed)

    assert [type(event) for event in events] == [PersonAmended]
    person = registered(*events)
    assert person is not None
    assert person.profile == changed


def test_joining_puts_the_person_into_the_open_case() -> None:
    """A person without an open case joins one."""
    assert join_case(registered(), CASE_ID, on=DAY) == (joined(),)


def test_joining_the_same_case_twice_changes_nothing() -> None:
    """A person who is in the case already does not join it again."""
    assert join_case(registered(joined()), CASE_ID, on=DAY) == ()


def test_a_second_open_case_for_the_same_person_is_refused() -> None:
    """One person stands in one open case at a time."""
    with refused("case-already-open"):
        join_case(registered(joined()), OTHER_CASE_ID, on=DAY)


def test_after_leaving_another_case_may_be_opened() -> None:
    """Whoever left a case may join another one."""
    person = registered(joined(), CaseLeft(municipality=SOJA, case_id=CASE_ID, on=DAY))

    assert join_case(person, OTHER_CASE_ID, on=DAY) == (joined(OTHER_CASE_ID),)


def test_leaving_a_case_one_is_not_in_changes_nothing() -> None:
    """The end of an old case does not take the person out of the present one."""
    assert leave_case(registered(joined()), OTHER_CASE_ID, on=DAY) == ()
    assert leave_case(registered(joined()), CASE_ID, on=DAY) == (
        CaseLeft(municipality=SOJA, case_id=CASE_ID, on=DAY),
    )


def test_an_unknown_person_is_refused() -> None:
    """Nothing can be done with a person who is not registered."""
    with refused("person-not-found"):
        amend_person(None, PROFILE)
    with refused("person-not-found"):
        join_case(None, CASE_ID, on=DAY)


def test_a_damaged_history_is_not_read() -> None:
    """A history that does not begin with the registration is not taken for a person."""
    with pytest.raises(LookupError):
        PERSON.fold(None, [joined()])
