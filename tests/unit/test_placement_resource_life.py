"""The life of an entry of the directory: whatever is tried in whatever order, no dead end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.placement.domain.resource import (
    RESOURCE,
    ResourceDetails,
    ResourceState,
    ResourceStep,
    amend_resource,
    confirm_resource,
    register_resource,
    reopen_resource,
    withdraw_resource,
)
from shared.refusal import Refusal

TOWN = "392081"
TODAY = date(2026, 11, 2)
Step = Callable[[ResourceState | None], tuple[ResourceStep, ...]]


def described(capacity: int) -> ResourceDetails:
    """A farm with so many places."""
    return ResourceDetails(kind="farm", name="つなぎ農園（架空）", capacity=capacity)


def step(name: str, days: int, places: int) -> Step:
    """Something that somebody tries, so many days from today."""
    on, details = TODAY + timedelta(days=days), described(abs(places))
    steps: dict[str, Step] = {
        "register": lambda at: register_resource(at, TOWN, details, None),
        "amend": lambda at: amend_resource(at, details, None),
        "confirm": lambda at: confirm_resource(at, on=on, free_places=places, today=TODAY),
        "withdraw": lambda at: withdraw_resource(at, on=on, today=TODAY),
        "reopen": lambda at: reopen_resource(at, on=on, today=TODAY),
    }
    return steps[name]


NAMES = ("register", "amend", "confirm", "withdraw", "reopen")
tried = st.tuples(st.sampled_from(NAMES), st.integers(-9, 1), st.integers(0, 5))


def refusal_of(state: ResourceState | None, name: str, days: int, places: int) -> Refusal | None:
    """The no to a step, if it is not legal."""
    try:
        step(name, days, places)(state)
    except Refusal as no:
        return no
    return None


@given(st.lists(tried, max_size=30))
def test_there_is_always_a_step_that_is_legal_today(steps: list[tuple[str, int, int]]) -> None:
    """An entry is offered or withdrawn, never stuck; asking moves forward; no day is ahead."""
    state: ResourceState | None = None
    for name, days, places in steps:
        no = refusal_of(state, name, days, places)
        if no is not None:
            assert no.message
            assert no.remedy
            continue
        before = state
        state = RESOURCE.fold(state, step(name, days, places)(state))
        assert state is not None
        legal = {one for one in NAMES if refusal_of(state, one, 0, 0) is None}
        assert legal == ({"amend", "confirm", "withdraw"} if not state.withdrawn_on else {"reopen"})
        assert all(day <= TODAY for day in (state.confirmed_on, state.withdrawn_on) if day)
        if before is not None and before.confirmed_on is not None:
            assert state.confirmed_on is not None
            assert state.confirmed_on >= before.confirmed_on
