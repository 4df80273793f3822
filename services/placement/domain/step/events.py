"""What happens to a step towards work."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from shared.facts.fact import Code
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, Event, recorded_as

REVIEW_LABEL = "placement.step.review"

Party = Literal["person", "employer", "supporter"]
"""Who looked back: 本人・事業所・支援員."""

Undoable = Literal["step", "start", "attendance", "end", "review", "finish"]
"""What can be taken back; ``finish`` falls by itself with what it rested on."""


class Step(Detail):
    """Who takes what kind of step where: every event repeats it, so that each can be read alone.

    Attributes:
        case_id: the case it belongs to.
        person_id: who takes it.
        kind: code list ``step_kinds``.
        resource_id: the place or employer; ``None`` where there is none (求職活動).
        programme: the programme it is taken in, as a code; ``None`` outside of programmes.
    """

    case_id: UUID
    person_id: UUID
    kind: Code
    resource_id: UUID | None = None
    programme: Code | None = None


class StepEvent(Event, Step):
    """Something that happened to a step.

    Attributes:
        on: the day (JST).
    """

    on: date


@recorded_as("placement.StepPlanned")
class StepPlanned(StepEvent):
    """予定: the step is agreed on; ``on`` is its first day, which may lie ahead.

    Attributes:
        until: its last day, if it is known.
    """

    until: date | None = None


@recorded_as("placement.StepStarted")
class StepStarted(StepEvent):
    """開始: the person took the step; of an application (応募) the day they applied."""


@recorded_as("placement.StepAttended")
class StepAttended(StepEvent):
    """参加: the person was there on a day.

    Attributes:
        attendance_id: its id.
        minutes: how long; ``None`` where only days count.
    """

    attendance_id: UUID
    minutes: int | None = Field(default=None, ge=1, le=24 * 60)


@recorded_as("placement.StepEnded")
class StepEnded(StepEvent):
    """終了: the step is over; ``on`` is its last day, of an application that of the answer.

    Attributes:
        outcome: code list ``step_outcomes``.
        review_required: the programme asks for a 振り返り before the step counts as finished.
    """

    outcome: Code
    review_required: bool = False


@recorded_as("placement.StepReviewed")
class StepReviewed(StepEvent):
    """振り返り: they looked back on it together.

    Attributes:
        present: who did.
        note: what was said; sealed under the person's key.
    """

    present: tuple[Party, ...] = Field(min_length=1)
    note: Sealed | None = None


@recorded_as("placement.StepFinished")
class StepFinished(StepEvent):
    """The step counts as finished: it is over and, where that is asked for, was looked back on.

    Attributes:
        outcome: code list ``step_outcomes``.
    """

    outcome: Code


@recorded_as("placement.StepUndone")
class StepUndone(StepEvent):
    """取り消し: something was recorded that is not so; ``on`` is the day this was noticed.

    Attributes:
        undone: what does not hold any more.
        attendance_id: of an attendance: which.
        reason: code list ``correction_reasons``.
    """

    undone: Undoable
    attendance_id: UUID | None = None
    reason: Code
