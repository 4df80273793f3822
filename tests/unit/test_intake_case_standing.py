"""Suspending, closing and re-opening a case."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.intake.domain.case import (
    CASE,
    Assessment,
    CaseClosed,
    CaseReopened,
    CaseSuspended,
    Closing,
    Standing,
    assess_case,
    close_case,
    reopen_case,
    suspend_case,
)
from shared.store.event import Event
from tests.refusals import refused
from tests.sealed_words import SEALED
from tests.unit.intake_cases import (
    ASSIGNED,
    CLOSED,
    CONTACT,
    LATER,
    REOPENED,
    SOJA,
    TODAY,
    TOMORROW,
    YESTERDAY,
    household_case,
)

EVALUATED = Closing(reason="goal_achieved", evaluation=SEALED)

SUSPENDED = CaseSuspended(municipality=SOJA, on=LATER)


@pytest.mark.rule(50)
def test_suspending_is_not_closing() -> None:
    """A suspended case rests and has not ended."""
    events = suspend_case(household_case(), on=LATER, today=TODAY, note=SEALED)

    assert events == (CaseSuspended(municipality=SOJA, on=LATER, note=SEALED),)
    case = household_case(*events)
    assert case.standing is Standing.SUSPENDED
    assert not case.ended


def test_a_suspended_case_is_not_suspended_again() -> None:
    """A rest begins once."""
    with refused("case-suspended"):
        suspend_case(household_case(SUSPENDED), on=TODAY, today=TODAY)


def test_a_closed_case_is_not_suspended() -> None:
    """What has ended does not rest."""
    with refused("case-closed"):
        suspend_case(household_case(CLOSED), on=TODAY, today=TODAY)


@pytest.mark.rule(50)
@pytest.mark.parametrize("given", [(), (SUSPENDED,)])
def test_closing_records_reason_and_evaluation(given: tuple[Event, ...]) -> None:
    """An open or resting case ends with a reason, an evaluation and the conference's id."""
    closing = Closing(reason="moved_away", evaluation=SEALED, conference_id=UUID(int=9))

    events = close_case(household_case(*given), closing, on=TODAY, today=TODAY)

    assert events == (
        CaseClosed(
            municipality=SOJA,
            on=TODAY,
            reason="moved_away",
            evaluation=SEALED,
            conference_id=UUID(int=9),
        ),
    )
    case = household_case(*given, *events)
    assert case.ended
    assert case.closing_reason == "moved_away"


@pytest.mark.rule(50)
def test_closing_needs_a_reason() -> None:
    """A case is not closed for nothing."""
    with refused("closing-without-reason"):
        close_case(household_case(), Closing(reason=None, evaluation=SEALED), on=TODAY, today=TODAY)


@pytest.mark.rule(50)
def test_closing_needs_an_evaluation() -> None:
    """A case is not closed without saying what came of it."""
    closing = Closing(reason="goal_achieved", evaluation=None)
    with refused("closing-without-evaluation"):
        close_case(household_case(), closing, on=TODAY, today=TODAY)


def test_a_reason_or_factor_that_no_list_has_is_refused() -> None:
    """What is coded comes from its list."""
    with refused("unknown-code"):
        closing = Closing(reason="nowhere", evaluation=SEALED)
        close_case(household_case(), closing, on=TODAY, today=TODAY)
    with refused("unknown-code"):
        assessment = Assessment(factors=("nowhere",), summary=SEALED, needs_conference=False)
        assess_case(household_case(), assessment, on=TODAY, today=TODAY)


def test_a_closed_case_is_not_closed_again() -> None:
    """A decision to close is taken once."""
    with refused("case-closed"):
        close_case(household_case(CLOSED), EVALUATED, on=TODAY, today=TODAY)


def test_closing_does_not_leave_contacts_after_it() -> None:
    """A case is closed on or after the day of its last contact."""
    with refused("end-before-last-contact"):
        close_case(household_case(CONTACT), EVALUATED, on=LATER, today=TODAY)
    assert len(close_case(household_case(CONTACT), EVALUATED, on=YESTERDAY, today=TODAY)) == 1


@pytest.mark.parametrize(
    ("day", "code"),
    [(TOMORROW, "date-in-future"), (date(2024, 4, 30), "date-before-last-change")],
)
def test_changes_of_standing_go_forward_until_today(day: date, code: str) -> None:
    """No change of standing is dated before the last one or after today."""
    with refused(code):
        close_case(household_case(SUSPENDED), EVALUATED, on=day, today=TODAY)
    with refused(code):
        reopen_case(household_case(CLOSED), on=day, today=TODAY)
    with refused(code):
        suspend_case(
            household_case(CLOSED, CaseReopened(municipality=SOJA, on=LATER)), on=day, today=TODAY
        )


@pytest.mark.rule(50)
@pytest.mark.parametrize("rest", [SUSPENDED, CLOSED])
def test_re_opening_goes_on_with_the_same_case(rest: Event) -> None:
    """Persons, contacts and worker of the case are still there after the re-opening."""
    before = household_case(ASSIGNED, rest)

    events = reopen_case(before, on=TODAY, today=TODAY)

    assert events == (REOPENED,)
    case = household_case(ASSIGNED, rest, *events)
    assert case.standing is Standing.OPEN
    assert case.closing_reason is None
    assert (case.persons, case.worker_id) == (before.persons, before.worker_id)


def test_an_open_case_is_not_re_opened() -> None:
    """What goes on need not be re-opened."""
    with refused("case-not-resting"):
        reopen_case(household_case(), on=TODAY, today=TODAY)


def test_a_damaged_history_is_not_read() -> None:
    """A history that does not begin with the opening is not taken for a case."""
    with pytest.raises(LookupError):
        CASE.fold(None, [SUSPENDED])
