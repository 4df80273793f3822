"""What happens to a task; every event repeats what is to be done, to be read alone."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from services.placement.domain.employment import CheckpointMonth
from services.placement.domain.referral import Owed
from shared.store.event import Detail, Event, recorded_as

TaskKind = Literal["checkpoint", "confirmation"] | Owed
"""定着確認, 最終確認 of a 社会資源, or what is owed in a つなぎ."""


class Task(Detail):
    """What is overdue, and where.

    Attributes:
        case_id: the case it belongs to; ``None`` for a resource, which belongs to none.
        person_id: whom it is about; ``None`` for a household or a resource.
        kind: what is to be done.
        record_id: the referral; of a checkpoint the employment, of a confirmation the resource.
        month: of a checkpoint: which of the series.
        due_on: the last day on which it was in time (JST).
    """

    case_id: UUID | None
    person_id: UUID | None
    kind: TaskKind
    record_id: UUID
    month: CheckpointMonth | None = None
    due_on: date


class TaskEvent(Event, Task):
    """Something that happened to a task.

    Attributes:
        on: the day (JST).
    """

    on: date


@recorded_as("placement.TaskOpened")
class TaskOpened(TaskEvent):
    """課題の発生: its day has passed; it opens again if what had settled it was undone."""


@recorded_as("placement.TaskSettled")
class TaskSettled(TaskEvent):
    """課題の解消: it is on record now, or something else is owed in its place."""


@recorded_as("placement.TaskDone")
class TaskDone(TaskEvent):
    """課題の対応済み: somebody says that it was dealt with, though nothing else is on record.

    Attributes:
        said_by: the agency whose worker says so.
    """

    said_by: UUID
