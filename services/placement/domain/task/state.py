"""A task as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from services.placement.domain.task.events import (
    Task,
    TaskDone,
    TaskOpened,
    TaskSettled,
)
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event

TaskStatus = Literal["open", "settled", "done"]
"""未対応・解消・対応済み."""


@dataclass(frozen=True, slots=True)
class TaskState:
    """A task as it stands.

    Attributes:
        municipality: whose case it is about.
        task: what is to be done.
        status: whether it still is.
    """

    municipality: MunicipalityCode
    task: Task
    status: TaskStatus


def status_after(status: TaskStatus | None, event: Event) -> TaskStatus:
    """Where a task stands after an event; its list asks this too.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event, status:
        case TaskOpened(), None | "settled":
            return "open"
        case TaskSettled(), "open":
            return "settled"
        case TaskDone(), "open":
            return "done"
    raise LookupError(f"{event.TOPIC} has no place in this task's history")


def evolve(state: TaskState | None, event: Event) -> TaskState:
    """Return the task after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    status = status_after(state.status if state else None, event)
    if state is None:
        return TaskState(event.municipality, Task.carried_by(event), status)
    return replace(state, status=status)


TASK: Aggregate[TaskState] = Aggregate("task", evolve)
