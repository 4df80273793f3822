"""What is asked for about tasks, and what comes back: ids, codes and days."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from services.placement.domain.employment import CheckpointMonth
from services.placement.domain.task import TaskKind
from shared.codes.municipality import MunicipalityCode
from shared.paging import Paged
from shared.use_case import Request


class ListTasks(Paged):
    """The open tasks of a municipality: of its cases, and of its directory of resources.

    Attributes:
        municipality: whose.
        case_id: of one case alone.
        kind: of one kind alone.
    """

    municipality: MunicipalityCode
    case_id: UUID | None = None
    kind: TaskKind | None = None


class AwaitedFrom(Paged):
    """The open tasks of referrals in which the own agency was asked."""


class DoTask(Request):
    """対応済み: a task was dealt with."""

    task_id: UUID


class TaskLine(BaseModel):
    """An open task.

    Attributes:
        case_id: ``None`` for who was asked, and for a resource.
        person_id: ``None`` for who was asked, for a household and for a resource.
        kind: what is to be done.
        label: what that is called.
        record_id: the referral; of a checkpoint the employment, of a confirmation the resource.
        month: of a checkpoint: which of the series.
        due_on: the last day on which it was in time.
        days_late: so many days ago.
        opened_on: since when it is a task.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    task_id: UUID
    case_id: UUID | None
    person_id: UUID | None
    kind: TaskKind
    label: str
    record_id: UUID
    month: CheckpointMonth | None
    due_on: date
    days_late: int
    opened_on: date
