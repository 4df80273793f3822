"""Recording who does what, and what is lacking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from services.conference.domain.deliberation.events import (
    NeedDetails,
    RoleEnded,
    RolesDivided,
    RoleTask,
    UnmetNeedFound,
)
from services.conference.domain.deliberation.state import DeliberationState
from services.conference.domain.table import Table
from shared.codes import RESOURCE_GAPS
from shared.refusal import InvalidInput, Refusal


def divide_roles(
    before: DeliberationState | None,
    table: Table,
    tasks: Sequence[RoleTask],
    *,
    by: UUID,
    at: datetime,
    today: date,
) -> tuple[RolesDivided, ...]:
    """Record who takes what on 役割分担; only who sits at the table can.

    Args:
        before: the deliberation as it stands.
        table: who sits together.
        tasks: who does what, sealed under the keys of everybody the agenda item is about.
        by: the agency that records it.
        at: the instant.
        today: its day (JST).

    Raises:
        Refusal: ``not-the-convener``, ``agency-off-conference``, ``task-exists``.
        InvalidInput: ``roles-empty``, ``due-date-past``.
    """
    table.refuse_other_than_convener(by)
    if not tasks:
        raise InvalidInput(
            "役割の分担",
            "roles-empty",
            "役割が一つも書かれていません。",
            "機関と、その役割を書いてください。",
        )
    known = set(before.roles) if before else set()
    for one in tasks:
        table.refuse_off_conference(one.agency_id, at)
        if one.task_id in known:
            raise _task_exists()
        known.add(one.task_id)
        refuse_past("期日", one.due_on, today)
    return (
        RolesDivided(
            municipality=table.municipality,
            conference_id=table.conference_id,
            agenda_id=table.agenda_id,
            subjects=table.subjects,
            tasks=tuple(tasks),
        ),
    )


def end_role(
    before: DeliberationState | None,
    task_id: UUID,
    *,
    done: bool,
    by: UUID,
    convener_id: UUID | None,
    today: date,
) -> tuple[RoleEnded, ...]:
    """Record that a task was done or given up: by who took it on, or by the convener.

    Args:
        before: the deliberation as it stands.
        task_id: which task.
        done: it was done; else it is not pursued.
        by: the agency that records it.
        convener_id: the agency that convenes the conference.
        today: the day (JST).

    Raises:
        Refusal: ``task-not-found``, also to everybody else; ``task-ended``.
    """
    role = before.roles.get(task_id) if before else None
    if before is None or role is None or by not in {role.task.agency_id, convener_id}:
        raise task_not_found()
    if role.done is not None:
        raise task_ended()
    return (
        RoleEnded(municipality=before.municipality, task_id=task_id, done=done, ended_on=today),
    )


def find_need(
    before: DeliberationState | None,
    table: Table,
    need_id: UUID,
    need: NeedDetails,
    *,
    by: UUID,
    today: date,
) -> tuple[UnmetNeedFound, ...]:
    """Record that something is lacking 充足していない支援 (さぬき市要綱2条1項4号).

    Args:
        before: the deliberation as it stands.
        table: who sits together.
        need_id: an id nobody has.
        need: what is lacking.
        by: the agency that records it.
        today: the day of recording (JST).

    Raises:
        Refusal: ``not-the-convener``, ``need-exists``.
        InvalidInput: ``unknown-code``, ``date-in-future``.
    """
    table.refuse_other_than_convener(by)
    if before is not None and need_id in before.needs:
        raise Refusal(
            "need-exists",
            "この記録は、すでにあります。",
            "別の不足であれば、新しく記録してください。",
        )
    RESOURCE_GAPS.by_code(need.gap)
    if need.found_on > today:
        raise InvalidInput(
            "分かった日",
            "date-in-future",
            "分かった日が今日より先の日付です。",
            "今日か、それより前の日付にしてください。",
        )
    return (
        UnmetNeedFound(
            municipality=table.municipality,
            conference_id=table.conference_id,
            agenda_id=table.agenda_id,
            need_id=need_id,
            subjects=table.subjects,
            **dict(need),
        ),
    )


def refuse_past(field: str, due_on: date | None, today: date) -> None:
    """Refuse a due date that has passed already.

    Raises:
        InvalidInput: ``due-date-past``.
    """
    if due_on is not None and due_on < today:
        raise InvalidInput(
            field,
            "due-date-past",
            f"{field}が、今日より前の日付です。",
            "今日か、それより後の日付にしてください。",
        )


def task_not_found() -> Refusal:
    """There is no such task, or none of whoever asks."""
    return Refusal(
        "task-not-found",
        "その課題は、あなたの機関が扱うものの中にありません。",
        "課題の指定を確かめてください。",
    )


def task_ended() -> Refusal:
    """The task has ended."""
    return Refusal(
        "task-ended",
        "この課題は、すでに終わっています。",
        "続けるときは、新しい課題として記録してください。",
    )


def _task_exists() -> Refusal:
    return Refusal(
        "task-exists",
        "この課題は、すでに記録されています。",
        "別の課題であれば、新しい課題として記録してください。",
    )
