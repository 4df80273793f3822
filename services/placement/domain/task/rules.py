"""Opening, settling and doing a task: each at most once as long as nothing changes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from services.placement.domain.task.events import Task, TaskDone, TaskOpened, TaskSettled
from services.placement.domain.task.state import TaskState
from shared.codes.municipality import MunicipalityCode
from shared.refusal import Refusal


def open_task(
    state: TaskState | None, municipality: MunicipalityCode, task: Task, on: date
) -> tuple[TaskOpened, ...]:
    """Open a task for what is overdue; one that is open, or that somebody did, stays as it is."""
    if state is not None and state.status != "settled":
        return ()
    return (TaskOpened(municipality=municipality, **dict(task), on=on),)


def settle_task(state: TaskState | None, on: date) -> tuple[TaskSettled, ...]:
    """Close a task whose matter is overdue no more; one that is not open stays as it is."""
    if state is None or state.status != "open":
        return ()
    return (TaskSettled(**_head(state), on=on),)


def do_task(state: TaskState | None, by: UUID, on: date) -> tuple[TaskDone, ...]:
    """Record that somebody dealt with it (対応済み).

    Raises:
        Refusal: ``task-not-found``; ``task-not-open``.
    """
    if state is None:
        raise Refusal(
            "task-not-found",
            "指定された課題は、あなたの市町村の課題の中にありません。",
            "課題の一覧で確かめてください。",
        )
    if state.status != "open":
        raise Refusal(
            "task-not-open",
            "この課題は、すでに解消しているか、対応済みです。",
            "いま対応できるのは、課題の一覧にあるものです。"
            "結果は、つなぎの段階や定着確認として記録してください。",
        )
    return (TaskDone(**_head(state), on=on, said_by=by),)


def _head(state: TaskState) -> dict[str, Any]:
    return {"municipality": state.municipality, **dict(state.task)}
