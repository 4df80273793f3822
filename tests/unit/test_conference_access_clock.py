"""開示請求: given a request for access, when days pass, then its clock runs as the law says."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.conference.domain.access_request import (
    ACCESS_REQUEST,
    AccessRequestState,
    Extension,
    Papers,
    Requesting,
    ask_correction,
    correct,
    extend,
    receive,
)
from shared.refusal import Refusal
from shared.sealing.sealed import Sealed
from shared.store.event import Event

SEALED = Sealed("person-1", bytes(12), bytes(20))
PERSON, MOTHER = UUID(int=1), UUID(int=2)
TOWN = "990019"


def received(on: date, **but: Any) -> AccessRequestState:
    """A request of the person, received on a day."""
    told = {
        "person_id": PERSON,
        "requester": "self",
        "requester_id": PERSON,
        "described": SEALED,
        "identity": SEALED,
        "received_on": on,
    }
    return after(None, *receive(None, TOWN, Requesting(**{**told, **but}), today=on))


def after(request: AccessRequestState | None, *events: Event) -> AccessRequestState:
    """The request after events."""
    state = ACCESS_REQUEST.fold(request, events)
    assert state is not None
    return state


def refusal_code(call: Any, *args: Any, **told: Any) -> str:
    """Expect a no, and tell its code."""
    with pytest.raises(Refusal) as no:
        call(*args, **told)
    return no.value.code


@pytest.mark.rule(60)
@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2026, 1, 31), date(2026, 3, 2)),
        (date(2028, 1, 31), date(2028, 3, 1)),
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 12, 31), date(2027, 1, 30)),
    ],
)
def test_the_term_is_thirty_days_over_the_end_of_any_month(received_on: date, due_on: date) -> None:
    """The day of the request is not counted (民法140条), a month's length makes no difference."""
    assert received(received_on).due_on == due_on


@pytest.mark.rule(60)
def test_the_days_of_a_correction_do_not_count() -> None:
    """Asked for on the 10th day, in after 12 days: the term ends 12 days later (83条1項)."""
    start = date(2026, 1, 20)
    request = received(start)
    asked = start + timedelta(days=10)
    request = after(request, *ask_correction(request, SEALED, on=asked, today=asked))
    assert request.correction_asked_on == asked

    back = asked + timedelta(days=12)
    request = after(request, *correct(request, Papers(power=SEALED), on=back, today=back))

    assert request.due_on == date(2026, 3, 3)
    assert request.correction_asked_on is None
    assert (request.requesting.identity, request.requesting.power) == (SEALED, SEALED)


@pytest.mark.rule(60)
def test_two_corrections_and_an_extension_add_up() -> None:
    """Every correction takes its own days out, and the extension its own upon them."""
    start = date(2026, 1, 1)
    request = received(start)
    for asked, days in ((date(2026, 1, 5), 3), (date(2026, 1, 20), 4)):
        back = asked + timedelta(days=days)
        request = after(request, *ask_correction(request, SEALED, on=asked, today=back))
        request = after(request, *correct(request, Papers(), on=back, today=back))
    told = Extension(days=30, reason=SEALED, noticed_on=date(2026, 1, 30))

    request = after(request, *extend(request, told, today=date(2026, 1, 30)))

    assert request.due_on == start + timedelta(days=30 + 3 + 4 + 30)


@pytest.mark.rule(60)
def test_a_term_is_extended_once_by_thirty_days_at_most_and_before_it_ends() -> None:
    """83条2項: no second extension, none of 31 days, none that the requester learns too late."""
    request = received(date(2026, 10, 1))
    due = request.due_on

    def asked(days: int, noticed_on: date = due) -> Extension:
        return Extension(days=days, reason=SEALED, noticed_on=noticed_on)

    assert refusal_code(extend, request, asked(31), today=due) == "extension-too-long"
    assert refusal_code(extend, request, asked(0), today=due) == "extension-too-long"
    late = due + timedelta(days=1)
    assert refusal_code(extend, request, asked(30, late), today=late) == "extension-too-late"

    extended = after(request, *extend(request, asked(30), today=due))
    assert extended.due_on == date(2026, 11, 30)
    assert refusal_code(extend, extended, asked(1), today=due) == "access-already-extended"


def test_a_very_large_request_names_when_the_rest_is_decided() -> None:
    """84条: the rest has a day of its own behind the extended term."""
    request = received(date(2026, 10, 1))
    told = Extension(days=30, reason=SEALED, noticed_on=date(2026, 10, 20))
    much = Extension(30, SEALED, date(2026, 10, 20), rest_by=date(2027, 3, 31))
    soon = Extension(30, SEALED, date(2026, 10, 20), rest_by=date(2026, 11, 30))

    assert after(request, *extend(request, told, today=date(2026, 10, 20))).rest_by is None
    extended = after(request, *extend(request, much, today=date(2026, 10, 20)))
    assert (extended.due_on, extended.rest_by) == (date(2026, 11, 30), date(2027, 3, 31))
    assert refusal_code(extend, request, soon, today=date(2026, 10, 20)) == "rest-before-due"


def test_while_a_correction_is_waited_for_nothing_else_moves() -> None:
    """No second asking and no extension; without asking no days are taken out."""
    day = date(2026, 10, 5)
    request = received(date(2026, 10, 1))
    assert refusal_code(correct, request, Papers(), on=day, today=day) == "no-correction-asked"

    waiting = after(request, *ask_correction(request, SEALED, on=day, today=day))
    told = Extension(days=1, reason=SEALED, noticed_on=day)

    assert refusal_code(ask_correction, waiting, SEALED, on=day, today=day) == "correction-pending"
    assert refusal_code(extend, waiting, told, today=day) == "correction-pending"


def test_days_in_the_future_or_before_the_request_are_refused() -> None:
    """Neither can a request be received tomorrow, nor a correction be asked for yesterday."""
    day = date(2026, 10, 5)
    request = received(day)
    before, later = day - timedelta(days=1), day + timedelta(days=1)
    requesting = request.requesting.model_copy(update={"received_on": later})

    assert refusal_code(receive, None, TOWN, requesting, today=day) == "date-in-future"
    code = refusal_code(ask_correction, request, SEALED, on=before, today=day)
    assert code == "date-before-request"


def test_who_says_to_be_the_person_is_the_person_and_nobody_else() -> None:
    """The requester's id and kind cannot contradict each other."""
    day = date(2026, 10, 1)
    told = {"person_id": PERSON, "described": SEALED, "received_on": day}
    posing = Requesting(requester="self", requester_id=MOTHER, **told)
    odd = Requesting(requester="other", requester_id=PERSON, **told)

    assert refusal_code(receive, None, TOWN, posing, today=day) == "requester-not-self"
    assert refusal_code(receive, None, TOWN, odd, today=day) == "requester-not-self"
