"""一歩: given a step towards work, when something is told of it, then it follows or not."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.placement.domain.step import (
    STEP,
    Review,
    Step,
    StepFinished,
    StepState,
    StepUndone,
    attend_step,
    end_step,
    plan_step,
    review_step,
    start_step,
    take_step,
    undo_in_step,
)
from shared.codes import STEP_OUTCOMES
from shared.refusal import Refusal
from shared.store.event import Event
from tests.refusals import refused

TOWN, TODAY, START = "312011", date(2026, 11, 2), date(2026, 10, 1)
MONDAY, TUESDAY = date(2026, 10, 5), date(2026, 10, 6)
ONE, OTHER = UUID(int=7), UUID(int=8)


def step(kind: str = "trial", programme: str | None = None) -> Step:
    """A step at a farm."""
    return Step(
        case_id=UUID(int=1),
        person_id=UUID(int=2),
        kind=kind,
        resource_id=UUID(int=3),
        programme=programme,
    )


def after(state: StepState | None, events: tuple[Event, ...]) -> StepState:
    """The step as it is then."""
    state = STEP.fold(state, events)
    assert state is not None
    return state


def taken(kind: str = "trial") -> StepState:
    """A step since START."""
    return after(None, take_step(None, TOWN, step(kind), on=START, today=TODAY))


def planned(kind: str = "trial") -> StepState:
    """A step that was agreed on."""
    return after(None, plan_step(None, TOWN, step(kind), on=START, until=MONDAY))


def attended(state: StepState, on: date, one: UUID = ONE, minutes: int | None = None) -> StepState:
    """The person was there."""
    return after(state, attend_step(state, one, on=on, minutes=minutes, today=TODAY))


def ended(state: StepState, outcome: str = "completed", *, asked: bool = False) -> StepState:
    """The step is over since TUESDAY."""
    told = end_step(state, outcome, on=TUESDAY, review_required=asked, today=TODAY)
    return after(state, told)


def test_a_step_is_planned_taken_attended_and_finished() -> None:
    """When a trial takes its usual course, then it is finished on its last day."""
    state = planned()
    assert state.status == "planned"
    state = attended(after(state, start_step(state, on=START, today=TODAY)), MONDAY)
    assert state.status == "running"

    over, finished = end_step(state, "completed", on=TUESDAY, review_required=False, today=TODAY)

    assert isinstance(finished, StepFinished)
    assert (finished.on, finished.outcome) == (TUESDAY, "completed")
    assert after(state, (over, finished)).status == "finished"


def test_the_way_towards_work_is_no_ladder() -> None:
    """Whoever applies without ever having been on a visit or a trial simply applies (豊中市)."""
    applied = taken("application")

    assert ended(applied, "hired").status == "finished"


def test_a_step_that_was_never_begun_cannot_be_attended() -> None:
    """Given a plan, when a day of being there is told, then the beginning is asked for first."""
    with refused("step-not-open") as no:
        attend_step(planned(), ONE, on=MONDAY, minutes=None, today=TODAY)

    assert "開始" in no.value.remedy


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2026, 10, 7)])
def test_nobody_is_there_before_the_start_or_after_the_end(day: date) -> None:
    """When the day lies outside the step, then it is refused with what may be recorded."""
    with refused("attendance-out-of-order") as no:
        attend_step(ended(taken()), ONE, on=day, minutes=None, today=TODAY)

    assert "参加した日" in no.value.remedy
    assert "取り消し" in no.value.remedy


def test_a_day_is_told_late_but_only_once() -> None:
    """A day may be told after the end; a second time it is refused, also under another id."""
    state = attended(ended(taken()), MONDAY)

    with refused("attendance-exists"):
        attend_step(state, OTHER, on=MONDAY, minutes=None, today=TODAY)
    with refused("attendance-exists"):
        attend_step(state, ONE, on=TUESDAY, minutes=None, today=TODAY)
    with refused("date-in-future"):
        attend_step(taken(), ONE, on=date(2026, 11, 3), minutes=None, today=TODAY)


@pytest.mark.parametrize("kind", ["training", "intermediate_work"])
def test_where_hours_count_they_are_told(kind: str) -> None:
    """訓練 and 中間的就労 are counted in hours, so a day without minutes is refused."""
    with refused("minutes-missing"):
        attend_step(taken(kind), ONE, on=MONDAY, minutes=None, today=TODAY)

    assert attended(taken(kind), MONDAY, minutes=240).attended == {ONE: MONDAY}


def test_nobody_is_there_for_more_than_a_day() -> None:
    """With what other steps of the day say, 24 hours are possible and a minute more is not."""
    day = {"on": MONDAY, "minutes": 8 * 60, "today": TODAY}
    state = taken("training")

    assert attend_step(state, ONE, **day, elsewhere=16 * 60)
    with refused("more-than-a-day") as no:
        attend_step(state, ONE, **day, elsewhere=16 * 60 + 1)
    assert "取り消し" in no.value.remedy


def test_a_step_ends_once_and_not_before_it_was_attended() -> None:
    """When it ends again, or before a day the person was there, then it is refused."""
    with refused("step-not-open") as no:
        end_step(ended(taken()), "stopped", on=TUESDAY, review_required=False, today=TODAY)
    assert "終了" in no.value.message

    late = attended(taken(), date(2026, 10, 8))
    with refused("end-out-of-order"):
        end_step(late, "completed", on=TUESDAY, review_required=False, today=TODAY)


@pytest.mark.parametrize(
    ("state", "legal"),
    [
        (taken("application"), {"hired", "not_hired", "withdrew", "cancelled"}),
        (taken("trial"), {"completed", "stopped", "withdrew", "cancelled"}),
        (planned("trial"), {"withdrew", "cancelled"}),
    ],
    ids=["application", "trial", "never-began"],
)
def test_a_result_belongs_to_its_kind_of_step(state: StepState, legal: set[str]) -> None:
    """採用 is of an application, 終えた of what was begun; a refusal names those that are legal."""
    for one in STEP_OUTCOMES:
        if one.code in legal:
            assert ended(state, one.code).ending is not None
            continue
        with refused("outcome-not-of-step") as no:
            ended(state, one.code)
        for code in legal:
            assert STEP_OUTCOMES.by_code(code).label in no.value.remedy


def test_where_it_is_asked_for_a_trial_waits_for_the_look_back() -> None:
    """Given that the rules ask for a 振り返り, then the trial counts only from that day on."""
    waiting = ended(taken(), asked=True)
    assert waiting.status == "awaiting_review"

    review = Review(date(2026, 10, 10), ("person", "employer"))
    _, finished = review_step(waiting, review, today=TODAY)

    assert isinstance(finished, StepFinished)
    assert (finished.on, finished.outcome) == (date(2026, 10, 10), "completed")


def test_who_never_came_has_nothing_to_look_back_on() -> None:
    """Given a plan that was called off, then no 振り返り is waited for and none is taken."""
    state = ended(planned(), "cancelled", asked=True)

    assert state.status == "finished"
    with refused("step-not-taken"):
        review_step(state, Review(TUESDAY, ("person",)), today=TODAY)


def test_a_look_back_comes_after_the_end_and_once() -> None:
    """Before the end there is none, not of a day before it, and not a second one."""
    with refused("step-not-open") as no:
        review_step(taken(), Review(TUESDAY, ("person",)), today=TODAY)
    assert "終了" in no.value.remedy

    over = ended(taken())
    with refused("review-out-of-order"):
        review_step(over, Review(MONDAY, ("person",)), today=TODAY)
    looked = after(over, review_step(over, Review(TUESDAY, ("person",)), today=TODAY))
    with refused("review-exists"):
        review_step(looked, Review(TUESDAY, ("person",)), today=TODAY)


def undone(state: StepState, part: str, one: UUID | None = None) -> tuple[str, ...]:
    """What falls when a part is taken back."""
    events = undo_in_step(state, part, "wrong_day", attendance_id=one, today=TODAY)
    return tuple(event.undone for event in events if isinstance(event, StepUndone))


def test_what_rests_on_a_part_is_taken_back_first() -> None:
    """The end falls after the look back, a start after the end and the days of being there."""
    state = attended(after(planned(), start_step(planned(), on=START, today=TODAY)), MONDAY)
    over = ended(state, asked=True)
    looked = after(over, review_step(over, Review(TUESDAY, ("person",)), today=TODAY))

    for at, part, first in (
        (looked, "end", "振り返り"),
        (over, "start", "終了"),
        (state, "start", "参加した日"),
    ):
        with refused("undo-out-of-order") as no:
            undone(at, part)
        assert first in no.value.remedy
    assert undone(looked, "review") == ("finish", "review")
    assert undone(over, "end") == ("end",)
    assert undone(state, "attendance", ONE) == ("attendance",)


def test_the_whole_step_goes_with_everything_in_it() -> None:
    """When it was another person's, then all that was told to others is taken back, and it ends."""
    state = ended(attended(taken(), MONDAY))

    assert undone(state, "step") == ("finish", "end", "attendance", "start", "step")
    gone = after(state, undo_in_step(state, "step", "wrong_person", today=TODAY))
    with refused("step-not-open") as no:
        undo_in_step(gone, "step", "wrong_person", today=TODAY)
    assert "新しい一歩" in no.value.remedy


@pytest.mark.parametrize("part", ["start", "attendance", "end", "review"])
def test_what_is_not_there_cannot_be_taken_back(part: str) -> None:
    """When a part was never recorded, then the refusal names what may be."""
    with refused("nothing-to-undo") as no:
        undone(taken(), part)
    assert "終了" in no.value.remedy


def test_a_step_needs_a_known_kind_and_a_sensible_plan() -> None:
    """An unknown kind is refused with the list, a plan that ends before it begins too."""
    with pytest.raises(Refusal) as no:
        take_step(None, TOWN, step("work"), on=START, today=TODAY)
    assert no.value.code == "unknown-code"
    assert "見学" in no.value.remedy
    with refused("period-reversed"):
        plan_step(None, TOWN, step(), on=MONDAY, until=START)
    with refused("step-exists"):
        plan_step(taken(), TOWN, step(), on=START, until=None)
    with refused("step-not-found"):
        start_step(None, on=START, today=TODAY)
