"""Giving feedback, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.placement.domain.days import refuse_future
from services.placement.domain.feedback.events import (
    EmployerGaveFeedback,
    EmployersWords,
    FeedbackEvent,
    FeedbackTakenBack,
    PersonGaveFeedback,
    PersonsWords,
    Subject,
)
from services.placement.domain.feedback.state import FeedbackState
from shared.codes import CORRECTION_REASONS
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.refusal import InvalidInput, Refusal


@dataclass(frozen=True, slots=True)
class Occasion:
    """When something is said, on what.

    Attributes:
        municipality: whose case it is.
        subject: what it is on.
        began_on: the day the step or the employment began; ``None`` if it has not.
        on: the day it was said.
        today: the day of the recording (JST).
    """

    municipality: MunicipalityCode
    subject: Subject
    began_on: date | None
    on: date
    today: date


def give_feedback(
    state: FeedbackState | None,
    occasion: Occasion,
    feedback_id: UUID,
    words: PersonsWords | EmployersWords,
    *,
    agency_id: UUID | None = None,
) -> tuple[FeedbackEvent, ...]:
    """Record what one side says; more can always be said.

    Args:
        state: what was said before.
        occasion: when, on what.
        feedback_id: a new id.
        words: what is said, sealed.
        agency_id: the registered agency of the workplace, if it writes itself.

    Raises:
        Refusal: ``feedback-exists``: the id was used.
        InvalidInput: ``feedback-blank``; ``date-in-future``; ``feedback-out-of-order``: before the
            step or the employment began.
    """
    if state is not None and feedback_id in state.given:
        raise Refusal(
            "feedback-exists",
            "この振り返りは、すでに記録されています。",
            "改めるときは、前のものを取り消してから、新しい振り返りとして記録してください。",
        )
    if not any(dict(words).values()):
        raise InvalidInput(
            "振り返り",
            "feedback-blank",
            "振り返りの内容が書かれていません。",
            "本人は強みか仕事のイメージを、事業所は通用する強みか配慮を、書いてください。",
        )
    refuse_future("振り返りの日", occasion.on, occasion.today)
    if occasion.began_on is None or occasion.on < occasion.began_on:
        raise InvalidInput(
            "振り返りの日",
            "feedback-out-of-order",
            "まだ始まっていないか、始まる前の日付です。",
            "先に「開始」または「就職」を記録し、その日以後の日付にしてください。",
        )
    head = {
        "municipality": occasion.municipality,
        "feedback_id": feedback_id,
        "on": occasion.on,
        **dict(occasion.subject),
        **dict(words),
    }
    if isinstance(words, PersonsWords):
        return (PersonGaveFeedback.model_validate(head),)
    return (EmployerGaveFeedback.model_validate(head | {"agency_id": agency_id}),)


def take_back_feedback(
    state: FeedbackState | None, feedback_id: UUID, reason: Code, *, today: date
) -> tuple[FeedbackEvent, ...]:
    """Take back what was said.

    Raises:
        Refusal: ``feedback-not-found``; ``feedback-already-taken-back``.
        InvalidInput: ``unknown-code``.
    """
    CORRECTION_REASONS.by_code(reason)
    one = state.given.get(feedback_id) if state is not None else None
    if state is None or one is None:
        raise feedback_not_found()
    if one.taken_back:
        raise Refusal(
            "feedback-already-taken-back",
            "この振り返りは、すでに取り消されています。",
            "改めて述べることは、新しい振り返りとして記録してください。",
        )
    gone = FeedbackTakenBack(
        municipality=state.municipality,
        feedback_id=feedback_id,
        on=today,
        reason=reason,
        **dict(state.subject),
    )
    return (gone,)


def feedback_not_found() -> Refusal:
    """There is none, or none for whoever asks."""
    return Refusal(
        "feedback-not-found",
        "その振り返り、またはその対象は、あなたの機関が扱うものの中にありません。",
        "番号を確かめてください。",
    )
