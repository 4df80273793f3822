"""就職・定着・離職: given an employment, when something is told of it, then it follows or not."""

from datetime import date
from uuid import UUID

import pytest
from pydantic import ValidationError

from services.placement.domain.employment import (
    EMPLOYMENT,
    Checkpoint,
    Employment,
    EmploymentEnded,
    EmploymentRetained,
    EmploymentStarted,
    EmploymentState,
    RetentionRule,
    end_employment,
    record_checkpoint,
    start_employment,
)
from services.placement.domain.ledger import note_ledger_employment
from shared.calendar import months_after
from shared.refusal import Refusal

TOWN = "392081"
TODAY = date(2026, 11, 2)
START = date(2025, 4, 1)
WORK = Employment(case_id=UUID(int=1), person_id=UUID(int=2), kind="type_b")


def check(
    month: int, status: str, on: date | None = None, gap_days: int | None = None
) -> Checkpoint:
    """A checkpoint on the day its months are full, unless told otherwise."""
    day = on or months_after(START, month)
    return Checkpoint(month=month, status=status, checked_on=day, gap_days=gap_days)


def employed(
    *checkpoints: Checkpoint, ended_on: date | None = None, rule: RetentionRule | None = None
) -> EmploymentState:
    """An employment since START with these checkpoints, then ended."""
    state = EMPLOYMENT.fold(None, start_employment(None, TOWN, WORK, on=START, today=TODAY))
    for checkpoint in checkpoints:
        found = record_checkpoint(state, checkpoint, today=TODAY, rule=rule or RetentionRule())
        state = EMPLOYMENT.fold(state, found)
    if ended_on is not None:
        state = EMPLOYMENT.fold(state, end_employment(state, on=ended_on, today=TODAY))
    assert state is not None
    return state


def refusal_code(state: EmploymentState | None, checkpoint: Checkpoint) -> str:
    """Try to record a checkpoint and expect a no."""
    with pytest.raises(Refusal) as no:
        record_checkpoint(state, checkpoint, today=TODAY)
    return no.value.code


def test_an_employment_starts_once_and_not_ahead() -> None:
    """When a job is told, then it is on record with its kind; not twice, and not before its day."""
    (event,) = start_employment(None, TOWN, WORK, on=START, today=TODAY)

    assert isinstance(event, EmploymentStarted)
    assert (event.kind, event.on) == ("type_b", START)
    with pytest.raises(Refusal, match="employment-exists"):
        start_employment(employed(), TOWN, WORK, on=START, today=TODAY)
    with pytest.raises(Refusal, match="date-in-future"):
        start_employment(None, TOWN, WORK, on=date(2026, 11, 3), today=TODAY)


def test_an_unknown_kind_of_work_is_refused() -> None:
    """When the kind of work is in no list, then the refusal names those that are."""
    with pytest.raises(Refusal) as no:
        start_employment(None, TOWN, WORK.model_copy(update={"kind": "any"}), on=START, today=TODAY)

    assert no.value.code == "unknown-code"
    assert "B型" in no.value.remedy


@pytest.mark.rule(68)
def test_six_months_and_continuing_is_retained() -> None:
    """When the six-month checkpoint finds the person at work, then 就労定着 is on record."""
    found, retained = record_checkpoint(employed(), check(6, "continuing"), today=TODAY)

    assert found.on == date(2025, 10, 1)
    assert isinstance(retained, EmploymentRetained)
    assert (retained.on, retained.months, retained.kind) == (date(2025, 10, 1), 6, "type_b")


@pytest.mark.rule(68)
@pytest.mark.parametrize("status", ["unknown", "leave"])
def test_unknown_and_leave_are_not_retained(status: str) -> None:
    """When nobody knows, or the person is on leave, then nothing is retained; the return is."""
    state = employed(check(6, status))

    assert not state.retained
    assert employed(check(6, status), check(12, "continuing")).retained


def test_early_checkpoints_retain_nothing() -> None:
    """When the person is at work after one and three months, then that is not yet 就労定着."""
    assert not employed(check(1, "continuing"), check(3, "continuing")).retained


def test_retained_is_recorded_once() -> None:
    """Given 就労定着, when a later checkpoint finds the same, then it is not reached again."""
    events = record_checkpoint(
        employed(check(6, "continuing")), check(12, "continuing"), today=TODAY
    )

    assert not any(isinstance(event, EmploymentRetained) for event in events)


@pytest.mark.rule(68)
@pytest.mark.parametrize(
    ("changes", "retained"),
    [
        ([check(3, "changed", gap_days=31)], True),
        ([check(3, "changed", gap_days=0)], True),
        ([check(3, "changed", gap_days=32)], False),
        ([check(1, "changed", gap_days=5), check(3, "changed", gap_days=5)], False),
    ],
)
def test_one_short_gap_is_tolerated(changes: list[Checkpoint], retained: bool) -> None:  # noqa: FBT001
    """When the person changed jobs once within 31 days, then the count goes on from the start."""
    assert employed(*changes, check(6, "continuing")).retained is retained


def test_a_change_found_at_six_months_counts_as_work() -> None:
    """When the checkpoint itself finds one short change, then the job held."""
    assert employed(check(6, "changed", gap_days=20)).retained
    assert not employed(check(6, "changed", gap_days=40)).retained


@pytest.mark.rule(68)
def test_the_rule_is_the_municipalitys() -> None:
    """Given a rule of twelve months without gaps, then six months retain nothing."""
    strict = RetentionRule(months=12, gaps_allowed=0)

    assert not employed(check(6, "continuing"), rule=strict).retained
    assert employed(check(6, "continuing"), check(12, "continuing"), rule=strict).retained
    changed = check(3, "changed", gap_days=0)
    assert not employed(changed, check(12, "continuing"), rule=strict).retained


def test_the_day_of_a_look_counts_and_not_its_month() -> None:
    """When the third month is looked at after seven, then the person was at work after six."""
    assert employed(check(3, "continuing", on=date(2025, 11, 1))).retained


def test_a_milder_rule_finds_the_day_that_was_there_before() -> None:
    """Given a look that a stricter rule passed over, then its day is that of 就労定着."""
    state = employed(check(6, "continuing"), rule=RetentionRule(months=12))

    _, retained = record_checkpoint(state, check(12, "unknown"), today=TODAY)

    assert isinstance(retained, EmploymentRetained)
    assert retained.on == date(2025, 10, 1)


def test_months_end_with_the_month() -> None:
    """When a job starts on the 31st, then its sixth month is full on the last of February."""
    start = date(2025, 8, 31)
    state = EMPLOYMENT.fold(None, start_employment(None, TOWN, WORK, on=start, today=TODAY))

    early = check(6, "continuing", on=date(2026, 2, 27))
    assert refusal_code(state, early) == "checkpoint-not-due"
    in_time = check(6, "continuing", on=date(2026, 2, 28))
    assert len(record_checkpoint(state, in_time, today=TODAY)) == 2


def test_a_checkpoint_waits_for_its_months() -> None:
    """When the months are not full, then the checkpoint is refused; on the day it is not."""
    early = check(6, "continuing", on=date(2025, 9, 30))

    assert refusal_code(employed(), early) == "checkpoint-not-due"
    assert refusal_code(employed(), check(24, "continuing")) == "date-in-future"
    assert refusal_code(None, check(6, "continuing")) == "employment-not-found"


def test_a_month_is_answered_once() -> None:
    """Given an answer, when another is told, then it is refused; the same again adds nothing."""
    state = employed(check(3, "continuing"))

    assert record_checkpoint(state, check(3, "continuing"), today=TODAY) == ()
    assert refusal_code(state, check(3, "leave")) == "checkpoint-exists"


@pytest.mark.rule(68)
def test_unknown_can_be_answered_later() -> None:
    """Given 不明, when the person is found at work after all, then the month is answered."""
    state = employed(check(6, "unknown"), check(6, "continuing", on=date(2025, 11, 1)))

    assert state.retained
    assert [checkpoint.status for checkpoint in state.checkpoints] == ["continuing"]


def test_who_left_before_is_not_retained() -> None:
    """Given an end after four months, when the sixth is told, then only 離職 can be found."""
    state = employed(ended_on=date(2025, 8, 1))

    for status in ("continuing", "leave", "unknown"):
        assert refusal_code(state, check(6, status)) == "checkpoint-contradicts-end"
    (found,) = record_checkpoint(state, check(6, "left"), today=TODAY)
    assert not isinstance(found, EmploymentRetained)


def test_left_asks_for_the_day_of_leaving() -> None:
    """Given no 離職日, when a checkpoint finds the person gone, then the day is asked for first."""
    with pytest.raises(Refusal) as no:
        record_checkpoint(employed(), check(6, "left"), today=TODAY)

    assert no.value.code == "checkpoint-contradicts-end"
    assert "先に離職日を記録" in no.value.remedy


def test_a_checkpoint_before_the_end_counts_though_told_later() -> None:
    """Given an end after a year, when the sixth month is told late, then the job had held."""
    state = employed(ended_on=date(2026, 3, 31))

    assert len(record_checkpoint(state, check(6, "continuing"), today=TODAY)) == 2


def test_an_employment_ends_once_and_in_order() -> None:
    """When it ends, then once, not ahead, and not before the person was last found at work."""
    (event,) = end_employment(employed(check(3, "continuing")), on=date(2025, 7, 1), today=TODAY)
    assert isinstance(event, EmploymentEnded)

    cases = [
        (employed(check(3, "continuing")), date(2025, 6, 30), "end-out-of-order"),
        (employed(), date(2025, 3, 31), "end-out-of-order"),
        (employed(), date(2026, 11, 3), "date-in-future"),
        (employed(ended_on=TODAY), TODAY, "employment-already-ended"),
        (None, TODAY, "employment-not-found"),
    ]
    for state, day, code in cases:
        with pytest.raises(Refusal) as no:
            end_employment(state, on=day, today=TODAY)
        assert no.value.code == code


def test_a_gap_belongs_to_a_change() -> None:
    """A change of job has its gap in days, and nothing else has one."""
    with pytest.raises(ValidationError):
        check(6, "changed")
    with pytest.raises(ValidationError):
        check(6, "continuing", gap_days=3)


def test_a_ledger_starts_and_ends_an_employment_once() -> None:
    """When a ledger notes a job again and again, then each of its days is recorded once."""
    end = date(2025, 12, 31)

    def note(state: EmploymentState | None, ended_on: date | None) -> tuple:
        return note_ledger_employment(state, TOWN, WORK, started_on=START, ended_on=ended_on)

    both = note(None, end)
    assert [(type(e), e.on, e.from_ledger) for e in both] == [
        (EmploymentStarted, START, True),
        (EmploymentEnded, end, True),
    ]
    running = EMPLOYMENT.fold(None, note(None, None))
    assert note(running, None) == ()
    assert [type(event) for event in note(running, end)] == [EmploymentEnded]
    over = EMPLOYMENT.fold(None, both)
    assert note(over, end) == note(over, None) == note(over, TODAY) == ()


def test_a_ledger_cannot_end_a_job_before_it_began_or_was_seen() -> None:
    """When 離職日 lies before 就職日 or a checkpoint at work, then the note is refused."""
    for state in (None, employed(check(6, "continuing"))):
        with pytest.raises(Refusal) as no:
            note_ledger_employment(state, TOWN, WORK, started_on=START, ended_on=date(2025, 3, 1))
        assert no.value.code == "end-out-of-order"
