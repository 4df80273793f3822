"""A task 課題: something is overdue, and the municipality's own side is told (law rule 51).

Nobody writes one by hand: the passing of time opens it, once, and it closes by itself when what
was owed is on record. Somebody may also say that it was dealt with.
"""

from services.placement.domain.task.events import (
    Task,
    TaskDone,
    TaskEvent,
    TaskKind,
    TaskOpened,
    TaskSettled,
)
from services.placement.domain.task.owing import (
    checkpoint_task,
    confirmation_task,
    referral_task,
    task_id,
)
from services.placement.domain.task.rules import do_task, open_task, settle_task
from services.placement.domain.task.state import TASK, TaskState, TaskStatus, status_after

__all__ = [
    "TASK",
    "Task",
    "TaskDone",
    "TaskEvent",
    "TaskKind",
    "TaskOpened",
    "TaskSettled",
    "TaskState",
    "TaskStatus",
    "checkpoint_task",
    "confirmation_task",
    "do_task",
    "open_task",
    "referral_task",
    "settle_task",
    "status_after",
    "task_id",
]
