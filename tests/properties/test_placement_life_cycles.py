"""Whatever is told in whatever order: a referral keeps its end, a ledger tells a job once."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.placement.domain.employment import (
    EMPLOYMENT,
    Employment,
    EmploymentState,
)
from services.placement.domain.ledger import note_ledger_employment, note_ledger_referral
from services.placement.domain.referral import (
    REFERRAL,
    Referral,
    ReferralState,
    Terms,
    Told,
    accept_referral,
    complete_referral,
    decline_referral,
    fail_referral,
    offer_referral,
)
from shared.refusal import Refusal
from shared.store.event import Event

TOWN = "392081"
TODAY = date(2030, 1, 1)
START = date(2024, 8, 31)
REFERRAL_TO = Referral(case_id=UUID(int=1), destination="npo")
WORK = Employment(case_id=UUID(int=1), person_id=UUID(int=2), kind="self_employed")
ENDS = {"declined", "completed", "failed"}

days = st.integers(0, 1200).map(lambda n: START + timedelta(days=n))
results = st.sampled_from(["offered", "accepted", "declined", "completed", "failed"])
referral_acts = st.tuples(
    st.sampled_from(["offer", "accept", "decline", "complete", "fail", "note"]), results, days
)


def refer(state: ReferralState | None, act: tuple[str, str, date]) -> tuple[Event, ...]:
    """Try one act; a refused one records nothing."""
    name, result, on = act
    told = Told(on, TODAY)
    rules = {
        "offer": lambda: offer_referral(state, TOWN, REFERRAL_TO, Terms(), told),
        "accept": lambda: accept_referral(state, told),
        "decline": lambda: decline_referral(state, "no_capacity", told),
        "complete": lambda: complete_referral(state, "in_use", told),
        "fail": lambda: fail_referral(state, "not_met", told),
        "note": lambda: note_ledger_referral(state, TOWN, REFERRAL_TO, result=result, on=on),
    }
    try:
        return rules[name]()
    except Refusal:
        return ()


@pytest.mark.rule(51)
@given(st.lists(referral_acts, max_size=12))
def test_a_referral_never_leaves_its_end_and_never_goes_back_in_time(
    acts: list[tuple[str, str, date]],
) -> None:
    """Once declined, completed or failed, nothing is recorded any more; days never decrease."""
    state: ReferralState | None = None
    for act in acts:
        events = refer(state, act)
        assert not (state and state.status in ENDS and events)
        for event in events:
            before = state.since if state else event.on
            state = REFERRAL.fold(state, [event])
            assert state is not None
            assert state.since >= before


@given(
    st.sampled_from([["offered", "accepted", "completed"], ["offered", "accepted", "failed"]])
    .flatmap(lambda road: st.lists(st.sampled_from(road), min_size=1, max_size=6))
    .flatmap(lambda notes: st.tuples(st.just(notes), st.permutations(notes))),
    days,
)
def test_the_order_of_agreeing_notes_does_not_matter(
    notes: tuple[list[str], list[str]], on: date
) -> None:
    """Notes along one road lead as far as the farthest of them, in any order, however often."""

    def after(results: list[str]) -> ReferralState | None:
        state: ReferralState | None = None
        for result in results:
            events = note_ledger_referral(state, TOWN, REFERRAL_TO, result=result, on=on)
            state = REFERRAL.fold(state, events)
        return state

    assert after(notes[0]) == after(notes[1]) == after(notes[0] + notes[1])


@given(st.permutations([None, date(2025, 3, 31), None, date(2025, 3, 31)]))
def test_the_order_of_notes_about_a_job_does_not_matter(ends: list[date | None]) -> None:
    """Rows with and without 離職日 lead to the same employment, whichever is read first."""
    state: EmploymentState | None = None
    for ended_on in ends:
        events = note_ledger_employment(state, TOWN, WORK, started_on=START, ended_on=ended_on)
        state = EMPLOYMENT.fold(state, events)

    assert state is not None
    assert (state.started_on, state.ended_on) == (START, date(2025, 3, 31))
