"""What is said on a step or a job, and taken back."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from shared.facts.fact import Code
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, Event, recorded_as

Side = Literal["person", "employer"]
"""本人・事業所."""

STRENGTHS_LABEL = "placement.feedback.strengths"
IMAGE_LABEL = "placement.feedback.work_image"
HOLDING_LABEL = "placement.feedback.strengths_that_hold"
CAUTIONS_LABEL = "placement.feedback.cautions"


class Subject(Detail):
    """What the feedback is on: every event repeats it, so that each can be read alone.

    Attributes:
        case_id: the case it belongs to.
        person_id: who took the step or works there.
        about_id: the step or the employment.
    """

    case_id: UUID
    person_id: UUID
    about_id: UUID


class FeedbackEvent(Event, Subject):
    """Something that was said, or taken back.

    Attributes:
        feedback_id: the id of what was said.
        on: the day (JST).
    """

    feedback_id: UUID
    on: date


class PersonsWords(Detail):
    """What the person says; sealed.

    Attributes:
        strengths: 自分の強み.
        work_image: 仕事のイメージ.
    """

    strengths: Sealed | None = None
    work_image: Sealed | None = None


class EmployersWords(Detail):
    """What the workplace says; sealed.

    Attributes:
        strengths_that_hold: 職場で通用する強み.
        cautions: 配慮や注意.
    """

    strengths_that_hold: Sealed | None = None
    cautions: Sealed | None = None


@recorded_as("placement.PersonGaveFeedback")
class PersonGaveFeedback(FeedbackEvent, PersonsWords):
    """本人の振り返り, told to a supporter who wrote it down."""


@recorded_as("placement.EmployerGaveFeedback")
class EmployerGaveFeedback(FeedbackEvent, EmployersWords):
    """事業所の振り返り.

    Attributes:
        agency_id: the registered agency of the workplace that wrote it; ``None`` if a supporter
            wrote down what the workplace told them.
    """

    agency_id: UUID | None = None


@recorded_as("placement.FeedbackTakenBack")
class FeedbackTakenBack(FeedbackEvent):
    """取り消し: it was wrong, or is said anew; ``on`` is the day of taking it back.

    Attributes:
        reason: code list ``correction_reasons``.
    """

    reason: Code
