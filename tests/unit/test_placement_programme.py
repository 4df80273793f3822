"""居場所などの事業: given a programme, when it is held, counted or attended, these rules hold."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.placement.domain.programme import (
    PARTICIPANT,
    PROGRAMME,
    SESSION,
    Count,
    ParticipantAttended,
    ParticipantState,
    Programme,
    ProgrammeState,
    PseudonymAttended,
    SessionState,
    agree_to_name,
    amend_programme,
    attend_session,
    check_counts,
    correct_session,
    end_programme,
    hold_session,
    reopen_programme,
    set_up_programme,
    total_of,
    undo_attendance,
    undo_session,
    withdraw_from_name,
)
from shared.refusal import Refusal
from tests.refusals import refused

TOWN, TODAY = "392031", date(2026, 11, 2)
SALON = Programme(kind="salon", name="架空のサロン", funding="ひきこもり支援推進", min_age=18)
SALON_ID, TOKEN, WHO, OTHER = UUID(int=1), UUID(int=2), UUID(int=3), UUID(int=4)


def salon(*, ended_on: date | None = None) -> ProgrammeState:
    """The salon, going on or ended."""
    state = PROGRAMME.fold(None, set_up_programme(None, TOWN, SALON))
    if ended_on:
        assert state is not None
        state = PROGRAMME.fold(state, end_programme(state, on=ended_on))
    assert state is not None
    return state


def session(*counts: Count, on: date = TODAY) -> SessionState:
    """A session of the salon."""
    events = hold_session(None, SALON_ID, salon(), on=on, counts=counts, today=TODAY)
    state = SESSION.fold(None, events)
    assert state is not None
    return state


def attended(state: SessionState, person_id: UUID | None = None) -> SessionState:
    """The session after somebody was there."""
    after = SESSION.fold(state, attend_session(state, TOKEN, "person", person_id))
    assert after is not None
    return after


def agreed(on: date = TODAY) -> ParticipantState:
    """Somebody who agreed to be known."""
    state = PARTICIPANT.fold(None, agree_to_name(None, TOWN, SALON_ID, WHO, on=on, today=TODAY))
    assert state is not None
    return state


def test_a_programme_ends_and_goes_on() -> None:
    """廃止 and 再開 lead to each other, and what is announced anew replaces what was."""
    ended = salon(ended_on=TODAY)
    with refused("programme-ended"):
        end_programme(ended, on=TODAY)
    with pytest.raises(Refusal, match="開催・変更・廃止"):
        reopen_programme(salon())
    again = PROGRAMME.fold(ended, reopen_programme(ended))

    assert again == salon()
    assert amend_programme(again, SALON) == ()
    assert amend_programme(again, SALON.model_copy(update={"name": "別の名"}))


def test_an_unknown_kind_or_reversed_ages_are_refused() -> None:
    """Codes are of their lists, and ages run upwards."""
    with refused("unknown-code"):
        set_up_programme(None, TOWN, SALON.model_copy(update={"kind": "party"}))
    with refused("ages-reversed"):
        set_up_programme(None, TOWN, SALON.model_copy(update={"max_age": 17}))
    with refused("programme-exists"):
        set_up_programme(salon(), TOWN, SALON)
    with refused("programme-not-found"):
        amend_programme(None, SALON)


def test_a_session_is_held_before_the_end_and_not_in_the_future() -> None:
    """The first day without the programme has no session."""
    ended = salon(ended_on=TODAY)
    with pytest.raises(Refusal) as no:
        hold_session(None, SALON_ID, ended, on=TODAY, counts=(), today=TODAY)
    assert no.value.code == "programme-ended"
    assert "再開" in no.value.remedy
    with refused("date-in-future"):
        hold_session(None, SALON_ID, salon(), on=TODAY + timedelta(days=1), counts=(), today=TODAY)
    before = TODAY - timedelta(days=1)
    assert hold_session(None, SALON_ID, ended, on=before, counts=(), today=TODAY)


def test_not_counted_is_not_nobody() -> None:
    """Without a count there is no number; a counted 0 is one, and 不明 is a category."""
    unknown = Count(role="unknown", people=3)

    assert total_of(session().counts) is None
    assert total_of(session(Count(role="person", people=0)).counts) == 0
    assert total_of(session(unknown, Count(role="family", people=2)).counts) == 5


@pytest.mark.parametrize(
    ("one", "other", "twice"),
    [
        ((18, 39), (40, None), False),
        ((18, 39), (39, 64), True),
        ((None, 17), (18, None), False),
        ((18, None), (40, 64), True),
        ((18, 39), (None, None), False),
        ((None, None), (None, None), True),
    ],
)
def test_nobody_is_counted_in_two_bands(
    one: tuple[int | None, int | None], other: tuple[int | None, int | None], *, twice: bool
) -> None:
    """Bands of one role do not overlap; unknown ages are beside them, once."""
    bands = [Count(role="person", first_age=a, last_age=b, people=1) for a, b in (one, other)]
    if twice:
        with refused("counted-twice"):
            check_counts(bands)
    else:
        check_counts(bands)


AGES = st.none() | st.integers(0, 130)


@given(st.integers(0, 130), AGES, AGES, AGES, AGES)
def test_bands_that_pass_hold_nobody_twice(
    age: int, a: int | None, b: int | None, c: int | None, d: int | None
) -> None:
    """Whatever bands are accepted, a person of any age is in one of them at most."""
    bands = [Count(role="person", first_age=x, last_age=y, people=1) for x, y in ((a, b), (c, d))]
    try:
        check_counts(bands)
    except Refusal:
        return
    known = [one for one in bands if one.ages_known]
    inside = [
        one
        for one in known
        if (one.first_age or 0) <= age and (one.last_age is None or age <= one.last_age)
    ]
    assert len(inside) <= 1


def test_a_correction_is_a_new_entry_and_carries_its_reason() -> None:
    """Day and counts are said anew; who was there stays."""
    state = attended(session(Count(role="person", people=3)))
    counts = (Count(role="person", people=4),)

    events = correct_session(
        state, salon(), on=TODAY, counts=counts, reason="recorded_twice", today=TODAY
    )
    after = SESSION.fold(state, events)

    assert after is not None
    assert (after.counts, after.attendees) == (counts, state.attendees)
    with refused("unknown-code"):
        correct_session(state, salon(), on=TODAY, counts=counts, reason="whim", today=TODAY)


def test_an_undone_session_takes_nothing_more() -> None:
    """取り消し waits until nobody is on record as having been there, and is the end."""
    state = attended(session())
    with pytest.raises(Refusal) as no:
        undo_session(state, "did_not_happen")
    assert no.value.code == "session-attended"
    assert "参加の取り消し" in no.value.remedy

    alone = SESSION.fold(state, undo_attendance(state, TOKEN, "wrong_person"))
    assert alone is not None
    undone = SESSION.fold(alone, undo_session(alone, "did_not_happen"))
    with refused("session-undone"):
        attend_session(undone, TOKEN, "person", None)
    with refused("session-not-found"):
        undo_session(None, "did_not_happen")


def test_a_pseudonyms_attendance_is_another_event_than_a_persons() -> None:
    """Where nobody agreed there is no field for a person at all."""
    [by_handle] = attend_session(session(), TOKEN, "person", None)
    [by_name] = attend_session(session(), TOKEN, "person", WHO)

    assert isinstance(by_handle, PseudonymAttended)
    assert "person_id" not in type(by_handle).model_fields
    assert isinstance(by_name, ParticipantAttended)
    assert by_name.person_id == WHO


def test_somebody_is_at_a_session_once() -> None:
    """The same token a second time is refused; nobody who was not there is taken out."""
    with refused("attendance-exists"):
        attend_session(attended(session()), TOKEN, "family", None)
    with refused("attendance-not-found"):
        undo_attendance(session(), TOKEN, "wrong_person")


def test_an_agreement_holds_from_its_day_to_its_withdrawal() -> None:
    """The day before and the day of withdrawal know no name."""
    since, until = TODAY - timedelta(days=10), TODAY - timedelta(days=3)
    state = agreed(since)
    after = PARTICIPANT.fold(state, withdraw_from_name(state, on=until, today=TODAY))

    assert after is not None
    days = [since - timedelta(days=1), since, until - timedelta(days=1), until]
    assert [after.person_on(day) for day in days] == [None, WHO, WHO, None]


def test_a_token_is_one_person_at_a_time() -> None:
    """Another person, or an earlier day, comes only after the withdrawal."""
    with pytest.raises(Refusal) as no:
        agree_to_name(agreed(), TOWN, SALON_ID, OTHER, on=TODAY, today=TODAY)
    assert no.value.code == "participant-known"
    assert "同意の撤回" in no.value.remedy

    state = agreed(TODAY - timedelta(days=5))
    gone = PARTICIPANT.fold(state, withdraw_from_name(state, on=TODAY, today=TODAY))
    with refused("agreement-out-of-order"):
        agree_to_name(gone, TOWN, SALON_ID, OTHER, on=TODAY - timedelta(days=1), today=TODAY)
    with refused("agreement-not-found"):
        withdraw_from_name(gone, on=TODAY, today=TODAY)
    assert agree_to_name(gone, TOWN, SALON_ID, OTHER, on=TODAY, today=TODAY)
