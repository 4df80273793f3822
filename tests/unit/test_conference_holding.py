"""支援会議開催: given a town, when a meeting is told, then it is recorded or refused."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from services.conference.domain.conference import (
    CONFERENCE,
    AgendaItem,
    ConferenceHeld,
    Meeting,
    Surroundings,
    hold_conference,
)
from shared.refusal import Refusal

TODAY = date(2026, 11, 2)
CASE, OTHER_CASE, STRANGE_CASE, AGENCY = (UUID(int=n) for n in range(1, 5))
TOWN = Surroundings(
    municipality="392081",
    runs_juso=True,
    welfare_office=True,
    known_cases=frozenset({CASE, OTHER_CASE}),
)


def about(
    case_id: UUID,
    mode: str = "shien_kaigi_106_6",
    *,
    with_consent: bool = False,
    purpose: str = "information_exchange",
) -> AgendaItem:
    """One agenda item."""
    return AgendaItem(case_id=case_id, legal_mode=mode, with_consent=with_consent, purpose=purpose)


def meeting(*agenda: AgendaItem, **told: object) -> Meeting:
    """A meeting of the municipality today."""
    facts = {"convened_by": "municipality", "held_on": TODAY, **told}
    return Meeting(agenda=agenda, **facts)


def refusal_code(told: Meeting, here: Surroundings = TOWN) -> str:
    """Try to record it and expect a no."""
    with pytest.raises(Refusal) as no:
        hold_conference(None, told, here, today=TODAY)
    return no.value.code


def test_a_conference_is_recorded_as_it_was_told() -> None:
    """Given known cases, when the municipality held a 支援会議, then one event carries it."""
    told = meeting(about(CASE), about(OTHER_CASE, with_consent=True), agencies=(AGENCY,))

    (event,) = hold_conference(None, told, TOWN, today=TODAY)

    assert isinstance(event, ConferenceHeld)
    assert event.municipality == TOWN.municipality
    assert (event.agenda, event.agencies, event.held_on) == (told.agenda, (AGENCY,), TODAY)


def test_a_conference_is_recorded_once() -> None:
    """Given a recorded conference, when it is told again, then it is refused."""
    told = meeting(about(CASE))
    state = CONFERENCE.fold(None, hold_conference(None, told, TOWN, today=TODAY))

    with pytest.raises(Refusal) as no:
        hold_conference(state, told, TOWN, today=TODAY)
    assert no.value.code == "conference-exists"


def test_a_conference_that_lies_ahead_is_refused() -> None:
    """When the day has not come, then nothing is recorded."""
    assert refusal_code(meeting(about(CASE), held_on=date(2026, 11, 3))) == "date-in-future"


def test_an_agenda_names_known_cases_once_each() -> None:
    """When the agenda is empty, repeats a case or names a strange one, then it is refused."""
    assert refusal_code(meeting()) == "agenda-empty"
    assert refusal_code(meeting(about(CASE), about(CASE))) == "case-twice"
    assert refusal_code(meeting(about(STRANGE_CASE))) == "case-not-found"


def test_an_agency_attends_once() -> None:
    """When an agency is listed twice, then it is refused."""
    assert refusal_code(meeting(about(CASE), agencies=(AGENCY, AGENCY))) == "agency-twice"


@pytest.mark.rule(16, 17)
def test_the_law_of_the_meeting_is_asked() -> None:
    """When its law does not allow the meeting, then it is refused."""
    assert refusal_code(meeting(about(CASE), convened_by="entrusted")) == "convener-not-entitled"
    assert refusal_code(meeting(about(CASE)), replace(TOWN, runs_juso=False)) == "juso-not-run"


@pytest.mark.rule(3, 18)
def test_each_item_is_discussed_under_its_own_law() -> None:
    """One sitting may go through a case with consent and, under 106条の6, one without."""
    consented = about(CASE, "juso_kaigi", with_consent=True, purpose="plan_formation")

    assert hold_conference(None, meeting(consented, about(OTHER_CASE)), TOWN, today=TODAY)
    unconsented = about(OTHER_CASE, "juso_kaigi")
    assert refusal_code(meeting(consented, unconsented)) == "consent-required"
    no_statute = about(OTHER_CASE, purpose="plan_formation")
    assert refusal_code(meeting(consented, no_statute)) == "purpose-not-covered"
    without_juso = replace(TOWN, runs_juso=False)
    assert refusal_code(meeting(consented, about(OTHER_CASE)), without_juso) == "juso-not-run"


def test_the_state_knows_its_cases() -> None:
    """After the event the conference knows what it discussed, and is not held twice."""
    events = hold_conference(None, meeting(about(CASE)), TOWN, today=TODAY)
    state = CONFERENCE.fold(None, events)

    assert state is not None
    assert (state.cases, state.held_on) == (frozenset({CASE}), TODAY)
    with pytest.raises(LookupError):
        CONFERENCE.fold(state, events)
