"""What is asked for about feedback, and what comes back."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from services.placement.application.words import LONGEST_NOTE
from services.placement.domain.feedback import Side
from shared.facts.fact import Code
from shared.use_case import Request


class PersonSays(Request):
    """What the person says.

    Attributes:
        strengths: 自分の強み.
        work_image: 仕事のイメージ.
    """

    strengths: str | None = Field(default=None, max_length=LONGEST_NOTE, repr=False)
    work_image: str | None = Field(default=None, max_length=LONGEST_NOTE, repr=False)


class EmployerSays(Request):
    """What the workplace says.

    Attributes:
        strengths_that_hold: 職場で通用する強み.
        cautions: 配慮や注意.
    """

    strengths_that_hold: str | None = Field(default=None, max_length=LONGEST_NOTE, repr=False)
    cautions: str | None = Field(default=None, max_length=LONGEST_NOTE, repr=False)


class OnStepOrEmployment(Request):
    """What it is on.

    Attributes:
        about: a step, or an employment.
        about_id: which.
    """

    about: Literal["step", "employment"] = "step"
    about_id: UUID


class GiveFeedback(OnStepOrEmployment):
    """振り返り of one side.

    Attributes:
        on: the day it was said.
        person: what the person says.
        employer: what the workplace says.
    """

    on: date
    person: PersonSays | None = Field(default=None, repr=False)
    employer: EmployerSays | None = Field(default=None, repr=False)

    @model_validator(mode="after")
    def _one_side(self) -> GiveFeedback:
        """Each side says its own, at its own time."""
        if (self.person is None) == (self.employer is None):
            raise ValueError("one side at a time")
        return self


class TakeBackFeedback(OnStepOrEmployment):
    """取り消し.

    Attributes:
        feedback_id: which.
        reason: code list ``correction_reasons``.
    """

    feedback_id: UUID
    reason: Code


class ShowFeedback(OnStepOrEmployment):
    """Read it.

    Attributes:
        side: only what this side may see, as on a sheet that is handed to it; ``None`` for all
            that the reader may see.
    """

    side: Side | None = None


class FeedbackShown(BaseModel):
    """What one side said, in the clear; never stored, never logged.

    Attributes:
        feedback_id: its id.
        side: who said it.
        on: when.
        by_employer: the workplace wrote it itself.
        strengths: 自分の強み.
        work_image: 仕事のイメージ.
        strengths_that_hold: 職場で通用する強み.
        cautions: 配慮や注意.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    feedback_id: UUID
    side: Side
    on: date
    by_employer: bool
    strengths: str | None = Field(default=None, repr=False)
    work_image: str | None = Field(default=None, repr=False)
    strengths_that_hold: str | None = Field(default=None, repr=False)
    cautions: str | None = Field(default=None, repr=False)
