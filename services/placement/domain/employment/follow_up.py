"""Looking in on an employment (定着確認), and noticing when it has held (就労定着)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from services.placement.domain.days import refuse_future
from services.placement.domain.employment.events import (
    CheckpointRecorded,
    EmploymentEvent,
)
from services.placement.domain.employment.holding import settled
from services.placement.domain.employment.retention import (
    DEFAULT_RULE,
    SERIES,
    Checkpoint,
    CheckpointMonth,
    RetentionRule,
)
from services.placement.domain.employment.standing import existing, ways_from
from services.placement.domain.employment.state import EmploymentState, evolve
from shared.calendar import months_after
from shared.refusal import InvalidInput, Refusal

FOUND_LATER = "found_later"
"""Of the code list ``correction_reasons``: a look told later showed that the job had not held."""


def record_checkpoint(
    state: EmploymentState | None,
    checkpoint: Checkpoint,
    *,
    today: date,
    rule: RetentionRule = DEFAULT_RULE,
) -> tuple[EmploymentEvent, ...]:
    """Record what was found at a checkpoint (定着確認), and 就労定着 when that meets the rule.

    A checkpoint can be recorded late, after a later one or after the job ended: it counts by its
    own day. One that was left unknown (不明) may be answered afterwards. When what is told late
    shows that the job had not held after all, 就労定着 is taken back.

    Args:
        state: the employment as it stands.
        checkpoint: what was found when.
        today: the day of the recording (JST).
        rule: what counts as 就労定着 here.

    Raises:
        Refusal: ``employment-not-found``; ``employment-undone``; ``checkpoint-exists``: the month
            was answered otherwise; ``checkpoint-contradicts-end``: it does not fit the 離職日 on
            record.
        InvalidInput: ``date-in-future``; ``checkpoint-not-due``: the months are not full on the
            day.
    """
    current = existing(state)
    refuse_future("確認日", checkpoint.checked_on, today)
    if checkpoint in current.checkpoints:
        return ()
    _check_checkpoint(current, checkpoint)
    found = CheckpointRecorded(
        municipality=current.municipality,
        on=checkpoint.checked_on,
        checkpoint=checkpoint,
        **dict(current.employment),
    )
    after = evolve(current, found)
    return (found, *settled(after, rule, otherwise=FOUND_LATER, today=today))


def _check_checkpoint(current: EmploymentState, checkpoint: Checkpoint) -> None:
    """Refuse a checkpoint that is early, answered otherwise already, or at odds with 離職日."""
    if checkpoint.checked_on < months_after(current.started_on, checkpoint.month):
        raise InvalidInput(
            "確認日",
            "checkpoint-not-due",
            f"確認日は、就職から{checkpoint.month}か月に達していません。",
            "その月数に達した日以後に確認した結果を記録してください。"
            f"いま記録できるのは「{ways_from(current)}」です。",
        )
    answered = {old.month for old in current.checkpoints if old.known}
    if checkpoint.month in answered:
        raise Refusal(
            "checkpoint-exists",
            f"{checkpoint.month}か月の定着確認は、すでに記録されています。",
            "次の月数の定着確認を記録するか、前の定着確認を取り消してから記録してください。",
        )
    first, last = (
        (current.ended_on, date.max)
        if checkpoint.status == "left"
        else (current.started_on, current.ended_on or date.max)
    )
    if first is None or not first <= checkpoint.checked_on <= last:
        raise Refusal(
            "checkpoint-contradicts-end",
            "定着確認の結果が、離職の記録と合いません。",
            "離職していれば先に離職日を記録し、結果を「離職」にしてください。"
            "離職前の日に確認したものであれば、その確認日を入れてください。"
            f"いま記録できるのは「{ways_from(current)}」です。",
        )


@dataclass(frozen=True, slots=True)
class DueCheckpoint:
    """A look that is due.

    Attributes:
        month: which of the series.
        due_on: the day its months were full.
        unknown: somebody looked, and could not find out.
    """

    month: CheckpointMonth
    due_on: date
    unknown: bool


def due_checkpoints(
    started_on: date,
    checkpoints: Iterable[Checkpoint],
    *,
    by: date,
    series: Iterable[CheckpointMonth] = SERIES,
) -> tuple[DueCheckpoint, ...]:
    """The looks at a running employment that are due by a day and have found nothing out yet.

    A month that was passed over is not due any more once a later look has found something out.

    Args:
        started_on: 就職日.
        checkpoints: what was found, in any order.
        by: the day.
        series: the months at which somebody looks in here.
    """
    found = tuple(checkpoints)
    answered = max((one.month for one in found if one.known), default=0)
    tried = {one.month for one in found}
    return tuple(
        DueCheckpoint(month, due_on, month in tried)
        for month in sorted(series)
        if month > answered and (due_on := months_after(started_on, month)) <= by
    )
