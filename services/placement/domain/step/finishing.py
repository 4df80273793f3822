"""Ending a step, looking back on it (振り返り), and when it counts as finished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.placement.domain.days import refuse_future
from services.placement.domain.step.events import (
    Party,
    StepEnded,
    StepEvent,
    StepFinished,
    StepReviewed,
)
from services.placement.domain.step.standing import WAYS, check_the_day, step_in
from services.placement.domain.step.state import StepState
from shared.codes import STEP_KINDS, STEP_OUTCOMES
from shared.facts.fact import Code
from shared.refusal import InvalidInput, Refusal
from shared.sealing.sealed import Sealed

_ANYWAY, _DONE, _ANSWER = "anyway", "done", "answer"
"""Groups of outcomes: of every step, of one that was taken, of an application."""


@dataclass(frozen=True, slots=True)
class Review:
    """A 振り返り.

    Attributes:
        on: the day.
        present: who looked back.
        note: what was said, sealed under the person's key.
    """

    on: date
    present: tuple[Party, ...]
    note: Sealed | None = None


def end_step(
    state: StepState | None, outcome: Code, *, on: date, review_required: bool, today: date
) -> tuple[StepEvent, ...]:
    """Record that a step is over and what came of it.

    It counts as finished at once, unless the programme asks for a 振り返り of who took part.

    Args:
        state: the step.
        outcome: code list ``step_outcomes``; 採用・不採用 of an application, 終えた・途中で終えた
            of every other step, 辞退・中止 of any, also of one that never began.
        on: its last day, of an application that of the answer.
        review_required: the programme asks for a 振り返り after steps of this kind.
        today: the day of the recording (JST).

    Raises:
        Refusal: ``step-not-found``; ``step-not-open``; ``outcome-not-of-step``, which names those
            that are.
        InvalidInput: ``unknown-code``; ``date-in-future``; ``end-out-of-order``: before it started
            or before a day the person was there.
    """
    current = step_in(state, "終了", "planned", "running")
    _check_outcome(current, outcome)
    refuse_future("終了日", on, today)
    if current.started_on is not None and on < max(
        (current.started_on, *current.attended.values())
    ):
        raise InvalidInput(
            "終了日",
            "end-out-of-order",
            "終了日が、開始日または参加した日より前です。",
            check_the_day(current),
        )
    required = review_required and current.started_on is not None
    ended = StepEnded(
        municipality=current.municipality,
        on=on,
        outcome=outcome,
        review_required=required,
        **dict(current.step),
    )
    return (ended,) if required else (ended, _finished(current, outcome, on))


def review_step(state: StepState | None, review: Review, *, today: date) -> tuple[StepEvent, ...]:
    """Record a 振り返り; where the programme asks for one, the step now counts as finished.

    Raises:
        Refusal: ``step-not-found``; ``step-not-open``: it has not ended; ``review-exists``;
            ``step-not-taken``: there is nothing to look back on.
        InvalidInput: ``date-in-future``; ``review-out-of-order``: before the step ended.
    """
    current = step_in(state, "振り返り", "awaiting_review", "finished")
    refuse_future("振り返りの日", review.on, today)
    ending = current.ending
    if ending is None or current.started_on is None:
        raise Refusal(
            "step-not-taken",
            "この一歩は始まらないまま終わったので、振り返るものがありません。",
            "始まっていたときは、終了を「取り消し」て「開始」を記録してください。",
        )
    if current.reviewed_on is not None:
        raise Refusal(
            "review-exists",
            "この一歩の振り返りは、すでに記録されています。",
            "直すときは、前の振り返りを「取り消し」てから、もう一度記録してください。",
        )
    if review.on < ending.on:
        raise InvalidInput(
            "振り返りの日",
            "review-out-of-order",
            "振り返りの日が、終了日より前です。",
            check_the_day(current),
        )
    reviewed = StepReviewed(
        municipality=current.municipality,
        on=review.on,
        present=review.present,
        note=review.note,
        **dict(current.step),
    )
    if current.finished:
        return (reviewed,)
    return (reviewed, _finished(current, ending.outcome, review.on))


def _finished(current: StepState, outcome: Code, on: date) -> StepFinished:
    return StepFinished(
        municipality=current.municipality, on=on, outcome=outcome, **dict(current.step)
    )


def _check_outcome(current: StepState, outcome: Code) -> None:
    """Refuse an outcome that a step of this kind, as far as it has come, cannot have."""
    taken = _ANSWER if STEP_KINDS.by_code(current.step.kind).group == _ANSWER else _DONE
    possible = {_ANYWAY} if current.started_on is None else {_ANYWAY, taken}
    if STEP_OUTCOMES.by_code(outcome).group not in possible:
        legal = "・".join(one.label for one in STEP_OUTCOMES if one.group in possible)
        raise Refusal(
            "outcome-not-of-step",
            "この一歩の結果としては記録できません。",
            f"結果は {legal} のいずれかです。"
            f"いま記録できるのは「{'」「'.join(WAYS[current.status])}」です。",
        )
