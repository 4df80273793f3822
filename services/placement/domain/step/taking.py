"""Planning a step, taking it, being there day by day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement.domain.days import refuse_future
from services.placement.domain.step.events import (
    Step,
    StepAttended,
    StepEvent,
    StepPlanned,
    StepStarted,
)
from services.placement.domain.step.standing import check_the_day, step_in
from services.placement.domain.step.state import StepState
from shared.codes import STEP_KINDS
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal

_BY_TIME = "time"
"""Group of the kinds of which hours count and not days (訓練・中間的就労)."""

WHOLE_DAY = 24 * 60
"""Minutes of a day: nobody is anywhere for longer."""


def plan_step(
    state: StepState | None,
    municipality: MunicipalityCode,
    step: Step,
    *,
    on: date,
    until: date | None,
) -> tuple[StepEvent, ...]:
    """Agree on a step that lies ahead, or on one that was agreed on before.

    Args:
        state: ``None``; a step is planned once.
        municipality: whose case it is.
        step: who takes what kind of step where.
        on: its first day.
        until: its last day, if it is known.

    Raises:
        Refusal: ``step-exists``.
        InvalidInput: ``unknown-code``; ``period-reversed``.
    """
    _refuse_second(state)
    STEP_KINDS.by_code(step.kind)
    if until is not None and until < on:
        raise InvalidInput(
            "予定",
            "period-reversed",
            "予定の最後の日が、最初の日より前です。",
            "最初の日以後の日付にするか、最後の日を空けてください。",
        )
    return (StepPlanned(municipality=municipality, on=on, until=until, **dict(step)),)


def take_step(
    state: StepState | None,
    municipality: MunicipalityCode,
    step: Step,
    *,
    on: date,
    today: date,
) -> tuple[StepEvent, ...]:
    """Record a step that was taken without having been planned.

    Raises:
        Refusal: ``step-exists``.
        InvalidInput: ``unknown-code``; ``date-in-future``.
    """
    _refuse_second(state)
    STEP_KINDS.by_code(step.kind)
    refuse_future("開始日", on, today)
    return (StepStarted(municipality=municipality, on=on, **dict(step)),)


def start_step(state: StepState | None, *, on: date, today: date) -> tuple[StepEvent, ...]:
    """Record that a planned step was taken; the day may be another than the planned one.

    Raises:
        Refusal: ``step-not-found``; ``step-not-open``.
        InvalidInput: ``date-in-future``.
    """
    current = step_in(state, "開始", "planned")
    refuse_future("開始日", on, today)
    return (StepStarted(municipality=current.municipality, on=on, **dict(current.step)),)


def attend_step(
    state: StepState | None,
    attendance_id: UUID,
    *,
    on: date,
    minutes: int | None,
    elsewhere: int = 0,
    today: date,
) -> tuple[StepEvent, ...]:
    """Record that the person was there on a day; it may be told long after the step ended.

    Args:
        state: the step.
        attendance_id: a new id.
        on: the day.
        minutes: how long; needed where hours count (訓練・中間的就労).
        elsewhere: minutes that the person is on record for on that day with other steps.
        today: the day of the recording (JST).

    Raises:
        Refusal: ``step-not-found``; ``step-not-open``; ``attendance-exists``: the day is on record,
            or the id was used.
        InvalidInput: ``date-in-future``; ``attendance-out-of-order``: before it started or after
            it ended; ``minutes-missing``; ``more-than-a-day``: with other steps it would be more
            than 24 hours.
    """
    current = step_in(state, "参加した日", "running", "awaiting_review", "finished")
    refuse_future("参加した日", on, today)
    _check_attendance(current, attendance_id, on)
    if minutes is None and STEP_KINDS.by_code(current.step.kind).group == _BY_TIME:
        raise InvalidInput(
            "時間",
            "minutes-missing",
            "訓練と中間的就労は、時間で数えます。",
            "参加した時間を、分で書いてください。",
        )
    if minutes is not None and minutes + elsewhere > WHOLE_DAY:
        raise InvalidInput(
            "時間",
            "more-than-a-day",
            "この日のほかの一歩への参加と合わせると、24時間を超えます。",
            "時間を確かめるか、誤っているほうの「参加した日」を「取り消し」てから"
            "記録してください。",
        )
    return (
        StepAttended(
            municipality=current.municipality,
            on=on,
            attendance_id=attendance_id,
            minutes=minutes,
            **dict(current.step),
        ),
    )


def _check_attendance(current: StepState, attendance_id: UUID, on: date) -> None:
    """Refuse a day on which the person cannot have been there, and one that is on record."""
    last = current.ending.on if current.ending else date.max
    if current.started_on is None or not current.started_on <= on <= last:
        raise InvalidInput(
            "参加した日",
            "attendance-out-of-order",
            "参加した日が、開始日より前か、終了日より後です。",
            check_the_day(current),
        )
    if attendance_id in current.attendances or on in current.attended.values():
        raise Refusal(
            "attendance-exists",
            "この日の参加は、すでに記録されています。",
            "直すときは、前の記録を「取り消し」てから、もう一度「参加した日」を記録してください。",
        )


def _refuse_second(state: StepState | None) -> None:
    if state is not None:
        raise Refusal(
            "step-exists",
            "この一歩は、すでに記録されています。",
            "もう一度の見学や体験は、新しい一歩として記録してください。",
        )
