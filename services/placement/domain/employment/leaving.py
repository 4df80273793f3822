"""Leaving a job (退職支援・離職): a step with support of its own, and not the end of support."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement.domain.days import refuse_future
from services.placement.domain.employment.events import (
    EmploymentEnded,
    EmploymentEvent,
    LeavingCalledOff,
    LeavingPlanned,
    LeavingSupported,
)
from services.placement.domain.employment.standing import employment_in, existing, ways_from
from services.placement.domain.employment.state import EmploymentState
from shared.codes import LEAVING_REASONS, LEAVING_SUPPORTS
from shared.facts.fact import Code
from shared.refusal import InvalidInput, Refusal


def plan_leaving(
    state: EmploymentState | None,
    reason: Code,
    *,
    on: date,
    last_day: date | None = None,
    today: date,
) -> tuple[EmploymentEvent, ...]:
    """Begin to support somebody who thinks of leaving (退職支援の開始).

    Args:
        state: the employment as it stands.
        reason: code list ``leaving_reasons``.
        on: since when.
        last_day: the last day of work, if it is agreed on; may lie ahead.
        today: the day of the recording (JST).

    Raises:
        Refusal: ``employment-not-found``; ``employment-undone``; ``employment-not-open``.
        InvalidInput: ``unknown-code``; ``date-in-future``; ``leaving-out-of-order``: before 就職日,
            or the last day before it.
    """
    current = employment_in(state, "退職支援の開始", "running")
    LEAVING_REASONS.by_code(reason)
    _check_day(current, "退職支援の日", on, since=current.started_on, today=today)
    if last_day is not None and last_day < current.started_on:
        raise _out_of_order(current, "最後の日")
    planned = LeavingPlanned(
        municipality=current.municipality,
        on=on,
        reason=reason,
        last_day=last_day,
        **dict(current.employment),
    )
    return (planned,)


def support_leaving(
    state: EmploymentState | None, support_id: UUID, support: Code, *, on: date, today: date
) -> tuple[EmploymentEvent, ...]:
    """Record what was done on the way out, or after it on the way to the next job.

    Args:
        state: the employment as it stands; it may have ended.
        support_id: a new id.
        support: code list ``leaving_supports``.
        on: the day.
        today: the day of the recording (JST).

    Raises:
        Refusal: ``employment-not-found``; ``employment-undone``; ``employment-not-open``.
        InvalidInput: ``unknown-code``; ``date-in-future``; ``leaving-out-of-order``: before leaving
            was thought of.
    """
    current = employment_in(state, "退職支援", "leaving", "ended")
    LEAVING_SUPPORTS.by_code(support)
    since = current.leaving_since or current.started_on
    _check_day(current, "退職支援の日", on, since=since, today=today)
    supported = LeavingSupported(
        municipality=current.municipality,
        on=on,
        support_id=support_id,
        support=support,
        **dict(current.employment),
    )
    return (supported,)


def call_off_leaving(
    state: EmploymentState | None, *, on: date, today: date
) -> tuple[EmploymentEvent, ...]:
    """Record that the person stays after all (退職の見合わせ).

    Raises:
        Refusal: ``employment-not-found``; ``employment-undone``; ``employment-not-open``.
        InvalidInput: ``date-in-future``; ``leaving-out-of-order``: before leaving was thought of.
    """
    current = employment_in(state, "退職の見合わせ", "leaving")
    since = current.leaving_since or current.started_on
    _check_day(current, "見合わせた日", on, since=since, today=today)
    stays = LeavingCalledOff(municipality=current.municipality, on=on, **dict(current.employment))
    return (stays,)


def end_employment(
    state: EmploymentState | None, *, on: date, today: date
) -> tuple[EmploymentEvent, ...]:
    """Record that the person left the job (離職); leaving need not have been planned.

    Raises:
        Refusal: ``employment-not-found``; ``employment-undone``; ``employment-already-ended``.
        InvalidInput: ``date-in-future``; ``end-out-of-order``: before the start, or before a day
            they were found at work.
    """
    current = existing(state)
    if current.ended_on is not None:
        raise Refusal(
            "employment-already-ended",
            "この就職には、すでに離職が記録されています。",
            f"いま記録できるのは「{ways_from(current)}」です。",
        )
    refuse_future("離職日", on, today)
    return (end_of(current, on),)


def end_of(current: EmploymentState, on: date, *, from_ledger: bool = False) -> EmploymentEnded:
    """Return the end of a running employment, on a day that agrees with what is on record.

    Raises:
        InvalidInput: ``end-out-of-order``.
    """
    seen_at_work = (c.checked_on for c in current.checkpoints if c.employed)
    if on < max(seen_at_work, default=current.started_on):
        raise InvalidInput(
            "離職日",
            "end-out-of-order",
            "離職日が、就職日または就労中と確認した日より前です。",
            "就職日・定着確認・離職日のどれが正しいかを確かめ、"
            "誤っているものを取り消してから記録してください。",
        )
    return EmploymentEnded(
        municipality=current.municipality,
        on=on,
        from_ledger=from_ledger,
        **dict(current.employment),
    )


def _check_day(current: EmploymentState, field: str, on: date, *, since: date, today: date) -> None:
    refuse_future(field, on, today)
    if on < since:
        raise _out_of_order(current, field)


def _out_of_order(current: EmploymentState, field: str) -> InvalidInput:
    return InvalidInput(
        field,
        "leaving-out-of-order",
        f"{field}が、就職日または退職支援を始めた日より前です。",
        f"日付を確かめてください。いま記録できるのは「{ways_from(current)}」です。",
    )
