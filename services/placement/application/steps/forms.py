"""What is asked for about steps towards work, and what comes back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.placement.application.words import LONGEST_NOTE
from services.placement.domain.step import Part, Party, Step, StepAct, StepStatus
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.paging import Paged
from shared.use_case import Request


class PlanStep(Request, Step):
    """予定: a step is agreed on.

    Attributes:
        step_id: chosen by who records it, or made here.
        municipality: whose case it is.
        on: its first day.
        until: its last day, if it is known.
    """

    step_id: UUID | None = None
    municipality: MunicipalityCode
    on: date
    until: date | None = None


class TakeStep(Request, Step):
    """開始 of a step that was not planned; of an application (応募) the day they applied.

    Attributes:
        step_id: chosen by who records it, or made here.
        municipality: whose case it is.
        on: the day.
    """

    step_id: UUID | None = None
    municipality: MunicipalityCode
    on: date


class StartStep(Request):
    """開始 of a planned step."""

    step_id: UUID
    on: date
    expected_version: int | None = None


class AttendStep(Request):
    """参加した日.

    Attributes:
        step_id: which step.
        on: the day.
        minutes: how long; needed where hours count (訓練・中間的就労).
    """

    step_id: UUID
    on: date
    minutes: int | None = Field(default=None, ge=1, le=24 * 60)
    expected_version: int | None = None


class EndStep(Request):
    """終了: the step is over.

    Attributes:
        step_id: which step.
        on: its last day, of an application that of the answer.
        outcome: code list ``step_outcomes``.
    """

    step_id: UUID
    on: date
    outcome: Code
    expected_version: int | None = None


class ReviewStep(Request):
    """振り返り.

    Attributes:
        step_id: which step.
        on: the day.
        present: who looked back.
        note: what was said.
    """

    step_id: UUID
    on: date
    present: tuple[Party, ...] = Field(min_length=1, max_length=3)
    note: str | None = Field(default=None, max_length=LONGEST_NOTE, repr=False)
    expected_version: int | None = None


class UndoInStep(Request):
    """取り消し.

    Attributes:
        step_id: which step.
        part: what is not so; ``step`` is all of it.
        attendance_id: of an attendance: which.
        reason: code list ``correction_reasons``.
    """

    step_id: UUID
    part: Part
    attendance_id: UUID | None = None
    reason: Code
    expected_version: int | None = None


class ListSteps(Request):
    """The steps of a case."""

    municipality: MunicipalityCode
    case_id: UUID


class StepsToReview(Paged):
    """The steps of a municipality that wait for their 振り返り."""

    municipality: MunicipalityCode


class OpenSteps(Paged):
    """The steps of a municipality that are planned or under way."""

    municipality: MunicipalityCode


class ShowStep(Request):
    """A step."""

    step_id: UUID


class StepLine(BaseModel):
    """A step in a list: ids, codes and days.

    Attributes:
        step_id: which.
        case_id: the case it belongs to.
        person_id: who takes it.
        kind: code list ``step_kinds``.
        resource_id: the place or employer, if there is one.
        programme: the programme, if there is one.
        status: how far it has come.
        planned_on: its first planned day.
        started_on: since when it is taken.
        ended_on: its last day.
        outcome: code list ``step_outcomes``.
        reviewed_on: 振り返り.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    step_id: UUID
    case_id: UUID
    person_id: UUID
    kind: Code
    resource_id: UUID | None
    programme: Code | None
    status: StepStatus
    planned_on: date | None
    started_on: date | None
    ended_on: date | None
    outcome: Code | None
    reviewed_on: date | None


class AttendanceLine(BaseModel):
    """A day that somebody was there.

    Attributes:
        attendance_id: its id.
        on: the day.
        minutes: how long; ``None`` where only days count.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    attendance_id: UUID
    on: date
    minutes: int | None


class StepShown(StepLine):
    """A step with the days on which somebody was there.

    Attributes:
        version: to be given back with what is recorded next.
        next_acts: what may be recorded now.
        attendances: in the order of the days.
    """

    version: int
    next_acts: tuple[StepAct, ...]
    attendances: tuple[AttendanceLine, ...]
