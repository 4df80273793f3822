"""退職支援・再就職・取り消し: leaving is a step with support, and what was not so is taken back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.placement.domain.employment import (
    DEFAULT_RULE,
    EMPLOYMENT,
    Checkpoint,
    Employment,
    EmploymentDescribed,
    EmploymentRetained,
    EmploymentState,
    EmploymentUndone,
    Undoing,
    Workplace,
    call_off_leaving,
    describe_employment,
    due_checkpoints,
    end_employment,
    plan_leaving,
    record_checkpoint,
    start_employment,
    support_leaving,
    undo_in_employment,
)
from services.placement.domain.ledger import note_ledger_employment
from shared.calendar import months_after
from shared.codes import WORK_TRAITS
from shared.refusal import Refusal
from shared.store.event import Event
from tests.refusals import refused

TOWN, TODAY, START = "392081", date(2026, 11, 2), date(2025, 4, 1)
END = date(2026, 3, 31)
WORK = Employment(case_id=UUID(int=1), person_id=UUID(int=2), kind="non_regular")
NEXT = WORK.model_copy(update={"kind": "disability_employment"})
SUPPORT = UUID(int=5)


def after(state: EmploymentState | None, events: tuple[Event, ...]) -> EmploymentState:
    """The employment as it is then."""
    state = EMPLOYMENT.fold(state, events)
    assert state is not None
    return state


def job(ended_on: date | None = None, leaving: date | None = None) -> EmploymentState:
    """An employment since START."""
    state = after(None, start_employment(None, TOWN, WORK, on=START, today=TODAY))
    if leaving is not None:
        state = after(state, plan_leaving(state, "relations", on=leaving, today=TODAY))
    if ended_on is not None:
        state = after(state, end_employment(state, on=ended_on, today=TODAY))
    return state


def looked(state: EmploymentState, month: int, status: str = "continuing", **but: object) -> EmploymentState:  # fmt: skip # noqa: E501
    """Somebody looked in on time."""
    told = {"month": month, "status": status, "checked_on": months_after(START, month), **but}
    return after(state, record_checkpoint(state, Checkpoint.model_validate(told), today=TODAY))


def undo(state: EmploymentState, part: str, **which: object) -> tuple[EmploymentUndone, ...]:
    """Take a part back."""
    told = Undoing.model_validate({"part": part, "reason": "wrong_day", **which})
    events = undo_in_employment(state, told, rule=DEFAULT_RULE, today=TODAY)
    return tuple(event for event in events if isinstance(event, EmploymentUndone))


@pytest.mark.rule(69)
def test_leaving_is_supported_before_and_after_the_last_day() -> None:
    """Given 退職支援, then talks, the end, the 手帳 and the search for the next job go on."""
    state = job(leaving=date(2026, 2, 1))
    assert state.status == "leaving"
    for on, support in ((date(2026, 2, 10), "talk"), (date(2026, 5, 1), "certificate")):
        (event,) = support_leaving(state, SUPPORT, support, on=on, today=TODAY)
        assert (event.on, event.support) == (on, support)
        state = job(ended_on=END, leaving=date(2026, 2, 1))


@pytest.mark.rule(69)
def test_the_next_job_follows_the_one_before() -> None:
    """Given a job that has ended, when the next begins, then it is linked and is no failure."""
    told = start_employment(
        None,
        TOWN,
        NEXT,
        on=date(2026, 6, 1),
        today=TODAY,
        workplace=Workplace(follows=UUID(int=9)),
        former=job(ended_on=END),
    )

    described = told[-1]
    assert isinstance(described, EmploymentDescribed)
    assert described.follows == UUID(int=9)


@pytest.mark.parametrize(
    ("former", "code"),
    [(job(), "former-not-ended"), (None, "former-not-found")],
    ids=["running", "unknown"],
)
def test_a_job_follows_one_that_has_ended(former: EmploymentState | None, code: str) -> None:
    """When the former job goes on, is another person's or unknown, then the link is refused."""
    where = Workplace(follows=UUID(int=9))
    with refused(code):
        start_employment(None, TOWN, NEXT, on=END, today=TODAY, workplace=where, former=former)
    other = NEXT.model_copy(update={"person_id": UUID(int=8)})
    with refused("former-not-found"):
        start_employment(
            None, TOWN, other, on=END, today=TODAY, workplace=where, former=job(ended_on=END)
        )


def test_who_stays_after_all_goes_on_working() -> None:
    """Given 退職支援, when it is called off, then the job runs; without it there is none to."""
    state = job(leaving=date(2026, 2, 1))

    assert after(state, call_off_leaving(state, on=END, today=TODAY)).status == "running"
    with refused("employment-not-open") as no:
        call_off_leaving(job(), on=END, today=TODAY)
    assert "退職支援の開始" in no.value.remedy
    with refused("leaving-out-of-order"):
        call_off_leaving(state, on=date(2026, 1, 1), today=TODAY)


def test_support_on_the_way_out_needs_a_way_out() -> None:
    """While the job simply runs, there is no 退職支援 to record, and the beginning is named."""
    with refused("employment-not-open") as no:
        support_leaving(job(), SUPPORT, "talk", on=END, today=TODAY)
    assert "退職支援の開始" in no.value.remedy
    with refused("employment-not-open"):
        plan_leaving(job(ended_on=END), "health", on=END, today=TODAY)
    with refused("leaving-out-of-order"):
        plan_leaving(job(), "health", on=date(2025, 3, 1), today=TODAY)
    with refused("leaving-out-of-order"):
        plan_leaving(job(), "health", on=END, last_day=date(2025, 3, 1), today=TODAY)


def test_where_somebody_works_is_said_anew() -> None:
    """A later description takes the place of the former; the same again is no event."""
    farm = Workplace(workplace="farm", trait="withdrawal")
    state = after(job(), describe_employment(job(), farm, on=START, today=TODAY))

    assert describe_employment(state, farm, on=END, today=TODAY) == ()
    cattle = Workplace(workplace="酪農", trait="withdrawal")
    (event,) = describe_employment(state, cattle, on=END, today=TODAY)
    assert event.workplace == "酪農"
    with refused("description-out-of-order"):
        describe_employment(state, cattle, on=date(2025, 3, 1), today=TODAY)
    with pytest.raises(Refusal) as no:
        describe_employment(state, Workplace(trait="ill"), on=END, today=TODAY)
    assert all(one.label in no.value.remedy for one in WORK_TRAITS)


@pytest.mark.rule(68)
def test_retained_falls_with_the_look_it_rested_on() -> None:
    """Given 就労定着, when its look is taken back, then it does not hold any more."""
    state = looked(job(), 6)

    assert [one.undone for one in undo(state, "checkpoint", month=6)] == ["checkpoint", "retained"]


@pytest.mark.rule(68)
def test_retained_is_told_with_the_day_of_the_first_look_that_shows_it() -> None:
    """Given two looks, when the first goes, the second's day counts; told anew, the first's."""
    twice = looked(looked(job(), 6), 12)
    first, second = months_after(START, 6), months_after(START, 12)
    assert twice.retained_on == first
    gone = Undoing(part="checkpoint", month=6, reason="wrong_person")
    events = undo_in_employment(twice, gone, rule=DEFAULT_RULE, today=TODAY)
    left = after(twice, events)

    assert [type(one) for one in events] == [EmploymentUndone, EmploymentUndone, EmploymentRetained]
    assert left.retained_on == second
    assert looked(left, 6).retained_on == first


@pytest.mark.rule(68)
def test_a_break_that_is_told_late_takes_retained_back() -> None:
    """Given 就労定着, when a gap of two months before it comes to light, then it falls."""
    state = looked(job(), 6)
    assert state.retained

    assert not looked(state, 3, "changed", gap_days=60).retained


def test_an_end_is_taken_back_before_a_look_that_found_it() -> None:
    """Given a look that found the person gone, then it goes first, and the refusal says so."""
    state = looked(job(ended_on=date(2025, 9, 1)), 6, "left")

    with refused("undo-out-of-order") as no:
        undo(state, "end")
    assert "6か月の定着確認" in no.value.remedy
    assert [one.undone for one in undo(job(ended_on=END), "end")] == ["end"]


def test_a_job_that_was_another_persons_goes_as_a_whole() -> None:
    """What others were told of is taken back one by one, and nothing more is recorded of it."""
    state = after(looked(job(), 6), end_employment(looked(job(), 6), on=END, today=TODAY))

    assert [one.undone for one in undo(state, "start")] == ["end", "retained", "start"]
    told = Undoing(part="start", reason="wrong_person")
    gone = after(state, undo_in_employment(state, told, rule=DEFAULT_RULE, today=TODAY))
    with refused("employment-undone") as no:
        end_employment(gone, on=END, today=TODAY)
    assert "新しい就職" in no.value.remedy
    noted = note_ledger_employment(gone, TOWN, WORK, started_on=START, ended_on=END)
    assert noted == ()


@pytest.mark.parametrize("part", ["checkpoint", "leaving", "support", "end"])
def test_what_is_not_there_cannot_be_taken_back(part: str) -> None:
    """When a part was never recorded, then the refusal names what may be."""
    with refused("nothing-to-undo") as no:
        undo(job(), part, month=6, support_id=SUPPORT)
    assert "定着確認" in no.value.remedy


@pytest.mark.rule(68)
def test_looks_are_due_on_their_day_until_somebody_knows() -> None:
    """A month is due from its day on; unknown stays due; a later finding settles earlier ones."""
    by = months_after(START, 6)
    assert [one.month for one in due_checkpoints(START, (), by=by)] == [1, 3, 6]
    eve = date(2025, 9, 30)
    assert [one.month for one in due_checkpoints(START, (), by=eve)] == [1, 3]

    unknown = Checkpoint(month=6, status="unknown", checked_on=by)
    due = due_checkpoints(START, (unknown,), by=by)
    assert [(one.month, one.unknown) for one in due] == [(1, False), (3, False), (6, True)]
    known = Checkpoint(month=6, status="leave", checked_on=by)
    assert due_checkpoints(START, (known,), by=by) == ()
    assert [one.month for one in due_checkpoints(START, (known,), by=TODAY, series=(6, 12))] == [12]
