"""期限を過ぎた課題: what is overdue becomes a task once, and a task ends once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from services.placement.domain.employment import CheckpointMonth, DueCheckpoint
from services.placement.domain.referral import Deadlines, Standing, Status, due_of
from services.placement.domain.task import (
    TASK,
    Task,
    TaskDone,
    TaskOpened,
    TaskSettled,
    checkpoint_task,
    confirmation_task,
    do_task,
    open_task,
    referral_task,
    settle_task,
    task_id,
)
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import Refusal

RECORD, CASE, PERSON, AGENCY = (UUID(int=number) for number in range(1, 5))
SINCE, TODAY = date(2026, 6, 1), date(2026, 6, 30)
DEADLINES = Deadlines(offer=7, answer=14, first_contact=30, outcome=90)
LATE = Task(case_id=CASE, person_id=PERSON, kind="answer", record_id=RECORD, due_on=SINCE)


def overdue(today: date, status: Status = "offered", **but: object) -> Task | None:
    """What is overdue in a referral that has stood so since 1 June."""
    standing = Standing(status=status, since=SINCE).model_copy(update=but)
    due = due_of(standing, DEADLINES)
    return referral_task(RECORD, CASE, PERSON, due=due, today=today)


@pytest.mark.rule(51)
@pytest.mark.parametrize(
    ("status", "kind", "days"),
    [("planned", "offer", 7), ("offered", "answer", 14), ("accepted", "first_contact", 30)],
)
def test_a_step_that_is_late_by_a_day_is_a_task(status: Status, kind: str, days: int) -> None:
    """On the last day there is none; on the day after there is one that bears the last day."""
    last = SINCE + timedelta(days=days)
    task = overdue(last + timedelta(days=1), status)

    assert overdue(last, status) is None
    assert task is not None
    assert (task.kind, task.due_on, task.record_id) == (kind, last, RECORD)


@pytest.mark.parametrize("status", ["completed", "declined", "failed", "withdrawn", "transferred"])
def test_nothing_is_owed_in_a_referral_that_has_ended(status: Status) -> None:
    """However long ago it ended."""
    assert overdue(date(2030, 1, 1), status) is None


def test_a_referral_that_waits_is_a_task_once_its_day_has_passed() -> None:
    """A hold stops the former counting, and not for ever."""
    until = date(2026, 8, 1)

    assert overdue(until, held_until=until) is None
    task = overdue(until + timedelta(days=1), held_until=until)
    assert task is not None
    assert task.kind == "resumption"


def looks(*months: CheckpointMonth, unknown: int | None = None) -> list[DueCheckpoint]:
    """Looks that are due, the first on 1 June and each ten days after the one before."""
    return [
        DueCheckpoint(month, SINCE + timedelta(days=10 * place), month == unknown)
        for place, month in enumerate(months)
    ]


def look_at(due: list[DueCheckpoint]) -> Task | None:
    """The look at an employment that is overdue."""
    return checkpoint_task(RECORD, CASE, PERSON, due=due, today=TODAY)


def test_the_latest_look_that_was_missed_is_the_task() -> None:
    """Of several the latest is asked for: it answers for those before it."""
    task = look_at(looks(1, 3))

    assert task is not None
    assert (task.kind, task.month, task.due_on) == ("checkpoint", 3, date(2026, 6, 11))


def test_a_look_is_no_task_before_its_day_nor_after_somebody_looked() -> None:
    """A look that found nothing out was a look all the same."""
    assert look_at([]) is None
    assert look_at([DueCheckpoint(1, TODAY, unknown=False)]) is None
    assert look_at(looks(1, 3, unknown=3)) is None


def test_a_place_is_asked_again_when_its_entry_is_out_of_date() -> None:
    """On the last day of the municipality's rule it is not; on the day after it is, of no case."""
    known = {"known_on": SINCE, "outdated_after_days": 20}
    task = confirmation_task(RECORD, **known, today=date(2026, 6, 22))

    assert confirmation_task(RECORD, **known, today=date(2026, 6, 21)) is None
    assert task is not None
    assert (task.kind, task.case_id, task.person_id, task.due_on) == (
        "confirmation", None, None, date(2026, 6, 21),
    )  # fmt: skip


def test_a_task_has_the_id_of_what_is_overdue() -> None:
    """The same is the same task; another month, day or step is another."""
    month = look_at(looks(1))
    assert month is not None
    others = [
        LATE.model_copy(update={"due_on": TODAY}),
        LATE.model_copy(update={"kind": "outcome"}),
        month,
        month.model_copy(update={"month": 3}),
    ]

    assert task_id(LATE) == task_id(LATE.model_copy())
    assert task_id(month) == task_id(month.model_copy(update={"due_on": TODAY}))
    assert len({task_id(one) for one in (LATE, *others)}) == 5


def test_a_task_is_opened_once_and_settled_once() -> None:
    """Asked again, nothing happens; what falls again opens it again."""
    opened = open_task(None, DEMO_MUNICIPALITY, LATE, TODAY)
    state = TASK.fold(None, opened)
    settled = settle_task(state, TODAY)
    after = TASK.fold(state, settled)

    assert [type(one) for one in (*opened, *settled)] == [TaskOpened, TaskSettled]
    assert open_task(state, DEMO_MUNICIPALITY, LATE, TODAY) == ()
    assert settle_task(after, TODAY) == settle_task(None, TODAY) == ()
    again = TASK.fold(after, open_task(after, DEMO_MUNICIPALITY, LATE, TODAY))
    assert again is not None
    assert again.status == "open"


def test_what_somebody_did_stays_done() -> None:
    """Whoever dealt with a task is not asked again, though nothing else is on record."""
    state = TASK.fold(None, open_task(None, DEMO_MUNICIPALITY, LATE, TODAY))
    (done,) = do_task(state, AGENCY, TODAY)
    after = TASK.fold(state, [done])

    assert isinstance(done, TaskDone)
    assert done.said_by == AGENCY
    assert open_task(after, DEMO_MUNICIPALITY, LATE, TODAY) == ()
    assert settle_task(after, TODAY) == ()
    with pytest.raises(Refusal) as no:
        do_task(after, AGENCY, TODAY)
    assert no.value.code == "task-not-open"
    assert "課題の一覧にあるもの" in no.value.remedy


def test_a_task_that_is_not_there_is_not_found() -> None:
    """The refusal does not tell whether another municipality has it."""
    with pytest.raises(Refusal) as no:
        do_task(None, AGENCY, TODAY)
    assert no.value.code == "task-not-found"
