"""Whatever is tried with a step towards work: nothing impossible, no dead end, no silent no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.placement.domain.step import (
    STEP,
    Review,
    Step,
    StepAttended,
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
from shared.codes import STEP_KINDS, STEP_OUTCOMES
from shared.refusal import Refusal
from shared.store.event import Event

TOWN = "312011"
START = date(2026, 4, 1)
OVER = ("awaiting_review", "finished")
LEGAL = {
    "StepStarted": {("planned", "running")},
    "StepAttended": {(one, one) for one in ("running", *OVER)},
    "StepEnded": {(one, "awaiting_review") for one in ("planned", "running")},
    "StepReviewed": {(one, one) for one in OVER},
    "StepFinished": {("awaiting_review", "finished")},
}
"""Every step there is: from where to where; what has ended waits, if only for an instant."""

UNDOING = {
    "start": {("running", "planned")},
    "attendance": {(one, one) for one in ("running", *OVER)},
    "end": {("awaiting_review", "running"), ("awaiting_review", "planned")},
    "review": {(one, one) for one in OVER},
    "finish": {("finished", "awaiting_review")},
    "step": {(one, "undone") for one in ("planned", "running")},
}
WAYS = {
    "planned": ("開始", "辞退・中止", "取り消し"),
    "running": ("参加した日", "終了", "取り消し"),
    "awaiting_review": ("振り返り", "参加した日", "取り消し"),
    "finished": ("振り返り", "参加した日", "取り消し"),
    "undone": ("新しい一歩",),
}
"""What a refused step has to name: one of the ways that are open from where the step stands."""

NOT_ABOUT_THE_STATE = {"date-in-future", "minutes-missing"}
"""Noes whose way on is to wait, or to say more."""

offsets = st.one_of(st.just(0), st.integers(-30, 1))
kinds = st.sampled_from([one.code for one in STEP_KINDS])
outcomes = st.sampled_from([one.code for one in STEP_OUTCOMES])
ids = st.integers(1, 6).map(lambda number: UUID(int=number))
yes = st.sampled_from([True, False])


def check_refusal(no: Refusal, step: StepState) -> None:
    """A refusal gives its reason and a way on that is open from where the step stands."""
    assert no.message.endswith("。")
    assert no.remedy.endswith("。")
    if no.code not in NOT_ABOUT_THE_STATE:
        assert any(way in no.remedy for way in WAYS[step.status]), no.code


class StepLife(RuleBasedStateMachine):
    """One step about which everybody tells everything while time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.today = START
        self.step: StepState | None = None
        self.there: set[date] = set()

    @initialize(kind=kinds, planned=yes, days=st.sampled_from([60, 0]))
    def begun(self, kind: str, *, planned: bool, days: int) -> None:
        """A step is planned, or told when it was taken."""
        self.today = START + timedelta(days=days)
        self.tell_anew(kind, planned=planned)

    def tell_anew(self, kind: str, *, planned: bool) -> None:
        """A step is told of for the first time."""
        what = Step(case_id=UUID(int=1), person_id=UUID(int=2), kind=kind)
        if planned:
            told = plan_step(None, TOWN, what, on=START, until=None)
        else:
            told = take_step(None, TOWN, what, on=START, today=self.today)
        self.step, self.there = STEP.fold(None, told), set()

    def attempt(self, act: Callable[[], Sequence[Event]]) -> tuple[Event, ...]:
        """Try one act; a refused one changes nothing and names a way that is open."""
        before = self.step
        assert before is not None
        try:
            events = tuple(act())
        except Refusal as no:
            check_refusal(no, before)
            return ()
        for event in events:
            after = STEP.evolve(before, event)
            name = type(event).__name__
            legal = UNDOING[event.undone] if isinstance(event, StepUndone) else LEGAL[name]
            assert (before.status, after.status) in legal, name
            before = after
        self.step = before
        return events

    @rule(days=st.integers(1, 30))
    def time_passes(self, days: int) -> None:
        """It is later."""
        self.today += timedelta(days=days)

    @rule(on=offsets)
    def started(self, on: int) -> None:
        """The planned step is taken."""
        self.attempt(lambda: start_step(self.step, on=self.day(on), today=self.today))

    @rule(on=offsets, one=ids, minutes=st.sampled_from([None, 60, 300]))
    def attended(self, on: int, one: UUID, minutes: int | None) -> None:
        """The person was there, as is told on the day or much later."""
        day = self.day(on)
        told = self.attempt(
            lambda: attend_step(self.step, one, on=day, minutes=minutes, today=self.today)
        )
        for event in told:
            assert isinstance(event, StepAttended)
            assert day not in self.there
            self.there.add(day)

    @rule(on=offsets, outcome=outcomes, asked=yes)
    def ended(self, on: int, outcome: str, *, asked: bool) -> None:
        """It is over, with a result."""
        before = self.step
        told = self.attempt(
            lambda: end_step(
                self.step, outcome, on=self.day(on), review_required=asked, today=self.today
            )
        )
        assert before is not None
        if told:
            waits = asked and before.started_on is not None
            assert any(isinstance(event, StepFinished) for event in told) is not waits

    @rule(on=offsets)
    def looked_back(self, on: int) -> None:
        """They look back on it."""
        review = Review(self.day(on), ("person", "supporter"))
        self.attempt(lambda: review_step(self.step, review, today=self.today))

    @rule(part=st.sampled_from(["start", "attendance", "end", "end", "review"]), one=ids)
    def undone(self, part: str, one: UUID) -> None:
        """Something turns out not to be so."""
        told = self.undo(part, one)
        for event in told:
            if isinstance(event, StepUndone) and event.undone == "attendance":
                self.there = set(self.step.attended.values()) if self.step else set()

    @rule(sure=st.integers(0, 9))
    def was_somebody_elses(self, sure: int) -> None:
        """All of it turns out to be another person's; seldom."""
        if sure == 1:
            self.undo("step", None)

    @precondition(lambda self: self.step is not None and self.step.undone)
    @rule(kind=kinds, planned=yes)
    def told_anew(self, kind: str, *, planned: bool) -> None:
        """After that, a step is told of the right person."""
        self.tell_anew(kind, planned=planned)

    def undo(self, part: str, one: UUID | None) -> tuple[Event, ...]:
        """Try to take something back."""
        return self.attempt(
            lambda: undo_in_step(self.step, part, "wrong_day", attendance_id=one, today=self.today)
        )

    def day(self, offset: int) -> date:
        """A day counted from today."""
        return self.today + timedelta(days=offset)

    @invariant()
    def nobody_is_there_before_or_after(self) -> None:
        """Every day of being there lies within the step, and stands once."""
        step = self.step
        if step is None or step.undone:
            return
        assert sorted(step.attended.values()) == sorted(self.there)
        for day in step.attended.values():
            assert step.started_on is not None
            assert step.started_on <= day <= (step.ending.on if step.ending else self.today)

    @invariant()
    def finished_means_over_and_looked_back_on(self) -> None:
        """A step counts as finished exactly when it is over and, if asked for, looked back on."""
        step = self.step
        if step is None or step.undone:
            return
        ending = step.ending
        done = ending is not None and (not ending.review_required or step.reviewed_on is not None)
        assert step.finished is done

    @invariant()
    def there_is_a_way_to_the_end(self) -> None:
        """From wherever it stands, the step can be finished today with what is at hand."""
        step = self.step
        if step is None or step.undone:
            return
        if step.ending is None:
            events = end_step(
                step, "withdrew", on=self.today, review_required=True, today=self.today
            )
            step = STEP.fold(step, events)
        assert step is not None
        if not step.finished:
            review = Review(self.today, ("person",))
            step = STEP.fold(step, review_step(step, review, today=self.today))
        assert step is not None
        assert step.status == "finished"

    @invariant()
    def everything_can_be_undone(self) -> None:
        """Part by part, whatever is on record can be taken back; and all of it at once."""
        step = self.step
        if step is None or step.undone:
            return
        parts: list[tuple[str, UUID | None]] = [("attendance", one) for one in step.attended]
        if step.reviewed_on is not None:
            parts.append(("review", None))
        if step.ending is not None:
            parts.append(("end", None))
        left: StepState | None = step
        for part, one in parts:
            gone = undo_in_step(left, part, "other", attendance_id=one, today=self.today)
            left = STEP.fold(left, gone)
        assert left is not None
        assert left.status in {"planned", "running"}
        assert (left.finished, left.attended, left.reviewed_on) == (False, {}, None)
        whole = STEP.fold(step, undo_in_step(step, "step", "other", today=self.today))
        assert whole is not None
        assert (whole.undone, whole.finished, whole.attended) == (True, False, {})


StepLife.TestCase.settings = settings(max_examples=150, stateful_step_count=40)
test_the_life_of_a_step = StepLife.TestCase
