"""What is asked for about employments, and what comes back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.placement.domain.employment import (
    Checkpoint,
    CheckpointMonth,
    Employment,
    EmploymentAct,
    EmploymentStatus,
    Undoing,
    Workplace,
)
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.paging import Paged
from shared.use_case import Request


class StartEmployment(Request, Employment, Workplace):
    """就職: the person took up work, and where, as far as that is known.

    Attributes:
        employment_id: chosen by who records it, or made here.
        municipality: whose case it is.
        on: 就職日.
    """

    employment_id: UUID | None = None
    municipality: MunicipalityCode
    on: date


class OnEmployment(Request):
    """A request about an employment that is on record."""

    employment_id: UUID
    expected_version: int | None = None


class DescribeEmployment(OnEmployment, Workplace):
    """職場の記録: all that is known of it since a day, in place of what was said before."""

    on: date


class RecordCheckpoint(OnEmployment):
    """定着確認: somebody looked in."""

    checkpoint: Checkpoint


class PlanLeaving(OnEmployment):
    """退職支援の開始.

    Attributes:
        on: since when leaving is thought of.
        reason: code list ``leaving_reasons``.
        last_day: the last day of work, if it is agreed on.
    """

    on: date
    reason: Code
    last_day: date | None = None


class SupportLeaving(OnEmployment):
    """退職支援.

    Attributes:
        on: the day.
        support: code list ``leaving_supports``.
    """

    on: date
    support: Code


class CallOffLeaving(OnEmployment):
    """退職の見合わせ: the person stays."""

    on: date


class EndEmployment(OnEmployment):
    """離職: the person left the job; ``on`` is the last day of it."""

    on: date


class UndoInEmployment(OnEmployment, Undoing):
    """取り消し."""


class ListEmployments(Request):
    """The employments of a case."""

    municipality: MunicipalityCode
    case_id: UUID


class RunningEmployments(Paged):
    """The employments of a municipality that have not ended."""

    municipality: MunicipalityCode


class ShowEmployment(Request):
    """An employment."""

    employment_id: UUID


class DueCheckpoints(Paged):
    """The looks that are due.

    Attributes:
        municipality: whose cases.
        by: the day; today if ``None``.
        overdue_only: only those whose day lies before it.
    """

    municipality: MunicipalityCode
    by: date | None = None
    overdue_only: bool = False


class EmploymentLine(BaseModel):
    """An employment in a list: ids, codes and days.

    Attributes:
        employment_id: which.
        case_id: the case it belongs to.
        person_id: who works.
        kind: code list ``employment_kinds``.
        started_on: 就職日.
        retained_on: 就労定着.
        leaving_since: since when leaving is thought of.
        ended_on: 離職日.
        employer_id: the place or employer, if it is known.
        workplace: what kind of place, code list ``agency_kinds`` or the municipality's own word.
        follows: the employment before it, if it is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    employment_id: UUID
    case_id: UUID
    person_id: UUID
    kind: Code
    started_on: date
    retained_on: date | None
    leaving_since: date | None
    ended_on: date | None
    employer_id: UUID | None
    workplace: str | None
    follows: UUID | None


class CheckpointDue(BaseModel):
    """A look that is due.

    Attributes:
        employment_id: at which employment.
        case_id: its case.
        person_id: who works.
        kind: code list ``employment_kinds``.
        month: which of the series.
        due_on: the day its months were full.
        overdue_days: so many days ago; 0 on the day.
        unknown: somebody looked and could not find out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    employment_id: UUID
    case_id: UUID
    person_id: UUID
    kind: Code
    month: CheckpointMonth
    due_on: date
    overdue_days: int
    unknown: bool


class EmploymentShown(EmploymentLine):
    """An employment with what was found at it.

    Attributes:
        version: to be given back with what is recorded next.
        status: 就労中・退職支援中・離職.
        next_acts: what may be recorded now.
        trait: 主な特性, code list ``work_traits``.
        step_id: the step that led there, if that is known.
        checkpoints: what was found, in the order of the months.
        series: the months at which somebody looks in here.
        due: the looks that are due.
    """

    version: int
    status: EmploymentStatus
    next_acts: tuple[EmploymentAct, ...]
    trait: Code | None
    step_id: UUID | None
    checkpoints: tuple[Checkpoint, ...]
    series: tuple[CheckpointMonth, ...]
    due: tuple[CheckpointDue, ...]
