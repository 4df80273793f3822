"""Looking in on an employment (定着確認), and noticing when it has held (就労定着)."""

from __future__ import annotations

from datetime import date

from services.placement.domain.employment import (
    CheckpointRecorded,
    EmploymentEvent,
    EmploymentRetained,
    EmploymentState,
    evolve,
    existing,
    refuse_future,
)
from services.placement.domain.retention import (
    DEFAULT_RULE,
    Checkpoint,
    RetentionRule,
    retained_on,
)
from shared.calendar import months_after
from shared.refusal import InvalidInput, Refusal


def record_checkpoint(
    state: EmploymentState | None,
    checkpoint: Checkpoint,
    *,
    today: date,
    rule: RetentionRule = DEFAULT_RULE,
) -> tuple[EmploymentEvent, ...]:
    """Record what was found at a checkpoint (定着確認), and 就労定着 when that meets the rule.

    A checkpoint can be recorded late, after a later one or after the job ended: it counts by its
    own day. One that was left unknown (不明) may be answered afterwards.

    Args:
        state: the employment as it stands.
        checkpoint: what was found when.
        today: the day of the recording (JST).
        rule: what counts as 就労定着 here.

    Raises:
        Refusal: ``employment-not-found``; ``date-in-future``; ``checkpoint-not-due``: the months
            are not full on the day; ``checkpoint-exists``: the month was answered otherwise;
            ``checkpoint-contradicts-end``: it does not fit the 離職日 on record.
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
    held = retained_on(after.started_on, after.checkpoints, rule)
    if current.retained or held is None:
        return (found,)
    return (
        found,
        EmploymentRetained(
            municipality=current.municipality,
            on=held,
            months=rule.months,
            **dict(current.employment),
        ),
    )


def _check_checkpoint(current: EmploymentState, checkpoint: Checkpoint) -> None:
    """Refuse a checkpoint that is early, answered otherwise already, or at odds with 離職日."""
    if checkpoint.checked_on < months_after(current.started_on, checkpoint.month):
        raise InvalidInput(
            "確認日",
            "checkpoint-not-due",
            f"確認日は、就職から{checkpoint.month}か月に達していません。",
            "その月数に達した日以後に確認した結果を記録してください。",
        )
    answered = {old.month for old in current.checkpoints if old.status != "unknown"}
    if checkpoint.month in answered:
        raise Refusal(
            "checkpoint-exists",
            f"{checkpoint.month}か月の定着確認は、すでに記録されています。",
            "次の月数の定着確認を記録してください。",
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
            "離職前の日に確認したものであれば、その確認日を入れてください。",
        )
