"""Whatever is tried with a job in whatever order: no illegal step, no dead end, no silent no."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.placement.domain.employment import (
    EMPLOYMENT,
    SERIES,
    Checkpoint,
    Employment,
    EmploymentState,
    RetentionRule,
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
from shared.codes import LEAVING_REASONS, LEAVING_SUPPORTS
from shared.refusal import Refusal
from shared.store.event import Event
from tests.properties.job_truths import LEGAL, START, UNDOING, WAYS, is_retained, whole_months

TOWN = "392081"
WORK = Employment(case_id=UUID(int=1), person_id=UUID(int=2), kind="type_a")
NEXT = Employment(case_id=UUID(int=1), person_id=UUID(int=2), kind="disability_employment")
AHEAD = "date-in-future"
"""The one no whose way on is to wait."""

rules = st.builds(
    RetentionRule,
    months=st.sampled_from([3, 6, 12]),
    gap_days_allowed=st.sampled_from([0, 31]),
    gaps_allowed=st.integers(0, 2),
)
statuses = st.sampled_from(["continuing", "continuing", "changed", "leave", "left", "unknown"])
offsets = st.one_of(st.just(0), st.integers(-120, 2))
reasons = st.sampled_from(["wrong_person", "wrong_day", "did_not_happen"])
supports = st.integers(1, 4).map(lambda number: UUID(int=number))


def check_refusal(no: Refusal, job: EmploymentState) -> None:
    """A refusal gives its reason and a way on that is open from where the job stands."""
    assert no.message.endswith("。")
    assert no.remedy.endswith("。")
    if no.code != AHEAD:
        assert any(way in no.remedy for way in WAYS[job.status]), no.code


class EmploymentLife(RuleBasedStateMachine):
    """One job about which everybody tells everything while time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.today = START
        self.rule = RetentionRule()
        self.job: EmploymentState | None = None

    @initialize(rule=rules, days=st.sampled_from([900, 400, 1200, 0]))
    def started(self, *, rule: RetentionRule, days: int) -> None:
        """The job began, in a town with a rule of its own; it may be told years later."""
        self.rule = rule
        self.today = START + timedelta(days=days)
        begun = start_employment(None, TOWN, WORK, on=START, today=self.today)
        self.job = EMPLOYMENT.fold(None, begun)

    def attempt(self, act: Callable[[], Sequence[Event]]) -> None:
        """Try one act; a refused one changes nothing and names a way that is open."""
        before = self.job
        assert before is not None
        try:
            events = act()
        except Refusal as no:
            check_refusal(no, before)
            return
        for event in events:
            after = EMPLOYMENT.evolve(before, event)
            legal = UNDOING[event.undone] if hasattr(event, "undone") else LEGAL[_name(event)]
            assert (before.status, after.status) in legal, _name(event)
            before = after
        self.job = before

    @rule(days=st.integers(1, 200))
    def time_passes(self, days: int) -> None:
        """It is later."""
        self.today += timedelta(days=days)

    @rule(month=st.sampled_from(SERIES), status=statuses, on=offsets, gap=st.integers(0, 60))
    def looked_in(self, month: int, status: str, on: int, gap: int) -> None:
        """Somebody looks, or tells late of a look."""
        look = Checkpoint(
            month=month,
            status=status,
            checked_on=self.today + timedelta(days=on),
            gap_days=gap if status == "changed" else None,
        )
        self.attempt(lambda: record_checkpoint(self.job, look, today=self.today, rule=self.rule))

    @rule(
        month=st.sampled_from(SERIES),
        status=st.sampled_from(["continuing", "continuing", "changed", "unknown"]),
        gap=st.sampled_from([0, 20, 45]),
    )
    def looked_in_on_time(self, month: int, status: str, gap: int) -> None:
        """Somebody looked on the day, and tells of it now; often, so that jobs hold and break."""
        day = whole_months(START, month)
        look = Checkpoint(
            month=month,
            status=status,
            checked_on=day,
            gap_days=gap if status == "changed" else None,
        )
        self.attempt(lambda: record_checkpoint(self.job, look, today=self.today, rule=self.rule))

    @precondition(lambda self: self.job is not None and self.job.status == "ended")
    @rule(month=st.sampled_from(SERIES))
    def found_gone(self, month: int) -> None:
        """Somebody looks today and finds the person gone."""
        look = Checkpoint(month=month, status="left", checked_on=self.today)
        self.attempt(lambda: record_checkpoint(self.job, look, today=self.today, rule=self.rule))

    @rule(on=offsets, trait=st.sampled_from(["withdrawal", "developmental"]))
    def described(self, on: int, trait: str) -> None:
        """Where the person works is told."""
        day = self.today + timedelta(days=on)
        where = Workplace(workplace="farm", trait=trait)
        self.attempt(lambda: describe_employment(self.job, where, on=day, today=self.today))

    @rule(on=offsets, reason=st.sampled_from([one.code for one in LEAVING_REASONS]))
    def thought_of_leaving(self, on: int, reason: str) -> None:
        """Leaving is thought of."""
        day = self.today + timedelta(days=on)
        self.attempt(lambda: plan_leaving(self.job, reason, on=day, today=self.today))

    @rule(on=offsets, one=supports, what=st.sampled_from([one.code for one in LEAVING_SUPPORTS]))
    def supported(self, on: int, one: UUID, what: str) -> None:
        """Somebody helps on the way out, or on the way to the next job."""
        day = self.today + timedelta(days=on)
        self.attempt(lambda: support_leaving(self.job, one, what, on=day, today=self.today))

    @rule(on=offsets)
    def stayed(self, on: int) -> None:
        """The person stays after all."""
        day = self.today + timedelta(days=on)
        self.attempt(lambda: call_off_leaving(self.job, on=day, today=self.today))

    @rule(on=offsets)
    def left(self, on: int) -> None:
        """The person leaves."""
        day = self.today + timedelta(days=on)
        self.attempt(lambda: end_employment(self.job, on=day, today=self.today))

    @rule(
        part=st.sampled_from(["checkpoint", "checkpoint", "leaving", "support", "end", "end"]),
        month=st.sampled_from(SERIES),
        one=supports,
        reason=reasons,
    )
    def undone(self, part: str, month: int, one: UUID, reason: str) -> None:
        """Something turns out not to be so."""
        self.undo(Undoing(part=part, month=month, support_id=one, reason=reason))

    @rule(reason=reasons, sure=st.integers(0, 9))
    def was_somebody_elses(self, reason: str, sure: int) -> None:
        """All of it turns out to be another person's; seldom."""
        if sure == 1:
            self.undo(Undoing(part="start", reason=reason))

    @precondition(lambda self: self.job is not None and self.job.undone)
    @rule()
    def told_anew(self) -> None:
        """After that, the job is told of the right person."""
        begun = start_employment(None, TOWN, WORK, on=START, today=self.today)
        self.job = EMPLOYMENT.fold(None, begun)

    def undo(self, undoing: Undoing) -> None:
        """Try to take something back."""
        self.attempt(
            lambda: undo_in_employment(self.job, undoing, rule=self.rule, today=self.today)
        )

    @rule()
    def tells_the_same_twice(self) -> None:
        """What is on record is told again: nothing is added."""
        job = self.job
        assert job is not None
        if not job.undone:
            for look in job.checkpoints:
                assert record_checkpoint(job, look, today=self.today, rule=self.rule) == ()

    @invariant()
    def the_days_agree(self) -> None:
        """Nobody is at work before the first day or after the last, nor looked at too early."""
        job = self.job
        if job is None or job.undone:
            return
        for look in job.checkpoints:
            assert whole_months(START, look.month) <= look.checked_on <= self.today
            if look.status == "left":
                assert job.ended_on is not None
                assert job.ended_on <= look.checked_on
            elif look.status != "unknown":
                assert look.checked_on <= (job.ended_on or self.today)

    @invariant()
    def retained_is_what_the_rule_says(self) -> None:
        """Rule 68: 就労定着 stands exactly when what is on record shows it."""
        job = self.job
        if job is not None and not job.undone:
            assert job.retained is is_retained(job.checkpoints, self.rule)
            assert job.retained_on in {None, *(one.checked_on for one in job.checkpoints)}

    @invariant()
    def what_is_due_can_be_answered(self) -> None:
        """Whatever the list of due looks names can be recorded on this very day."""
        job = self.job
        if job is None or job.status not in {"running", "leaving"}:
            return
        for due in due_checkpoints(START, job.checkpoints, by=self.today):
            look = Checkpoint(month=due.month, status="continuing", checked_on=self.today)
            assert record_checkpoint(job, look, today=self.today, rule=self.rule)

    @invariant()
    def there_is_a_way_on(self) -> None:
        """A job can be left today, and the next one can follow it; one that never was is new."""
        job = self.job
        if job is None:
            return
        if job.undone:
            assert start_employment(None, TOWN, WORK, on=self.today, today=self.today)
            return
        if job.ended_on is None:
            job = EMPLOYMENT.fold(job, end_employment(job, on=self.today, today=self.today))
        after = Workplace(follows=UUID(int=9))
        new = start_employment(
            None, TOWN, NEXT, on=self.today, today=self.today, workplace=after, former=job
        )
        assert len(new) == 2

    @invariant()
    def everything_can_be_undone(self) -> None:
        """Part by part, whatever is on record can be taken back until only the start is left."""
        job = self.job
        if job is None or job.undone:
            return
        parts = [Undoing(part="checkpoint", month=one.month, reason="wrong_day") for one in job.checkpoints]  # fmt: skip # noqa: E501
        parts += [Undoing(part="support", support_id=one, reason="other") for one in job.supports]
        if job.ended_on is not None:
            parts.append(Undoing(part="end", reason="did_not_happen"))
        if job.leaving_since is not None:
            parts.append(Undoing(part="leaving", reason="did_not_happen"))
        for undoing in parts:
            gone = undo_in_employment(job, undoing, rule=self.rule, today=self.today)
            job = EMPLOYMENT.fold(job, gone)
        assert job is not None
        assert (job.status, job.checkpoints, job.retained) == ("running", (), False)


def _name(event: Event) -> str:
    return type(event).__name__


EmploymentLife.TestCase.settings = settings(max_examples=150, stateful_step_count=40)
test_the_life_of_a_job = pytest.mark.rule(68, 69)(EmploymentLife.TestCase)
