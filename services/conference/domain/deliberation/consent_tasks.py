"""Seeking consent once the person is in contact: open → in contact → asked → answered (rule 27).

A statutory conference may work without consent, but not for ever: it aims at the consent with which
the case can go on in a 重層的支援会議.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from services.conference.domain.consent import ConsentsState
from services.conference.domain.deliberation.answering import covers, outcome_of
from services.conference.domain.deliberation.events import (
    ConsentStep,
    ConsentTask,
    ConsentTaskAdvanced,
    ConsentTaskFinished,
    ConsentTaskSet,
)
from services.conference.domain.deliberation.recording import (
    refuse_past,
    task_ended,
    task_not_found,
)
from services.conference.domain.deliberation.state import (
    ENDED,
    ConsentTaskState,
    DeliberationState,
)
from services.conference.domain.table import Table
from services.conference.law.vocabulary import AgencyKind
from shared.refusal import InvalidInput, Refusal


def set_consent_task(
    before: DeliberationState | None,
    table: Table,
    task: ConsentTask,
    *,
    by: UUID,
    at: datetime,
    today: date,
) -> tuple[ConsentTaskSet, ...]:
    """Give somebody at the table the task to seek a person's consent.

    Args:
        before: the deliberation as it stands.
        table: who sits together.
        task: who asks whom for what.
        by: the agency that records it.
        at: the instant.
        today: its day (JST).

    Raises:
        Refusal: ``not-the-convener``, ``agency-off-conference``, ``task-exists``,
            ``consent-being-sought``.
        InvalidInput: ``person-off-agenda``, ``due-date-past``.
    """
    table.refuse_other_than_convener(by)
    table.refuse_off_conference(task.seeker_id, at)
    if task.person_id not in table.subjects:
        raise InvalidInput(
            "本人",
            "person-off-agenda",
            "この議題の対象者ではない人です。",
            "議題の対象者から選んでください。",
        )
    tasks = before.consent_tasks if before else {}
    if task.task_id in tasks:
        raise Refusal(
            "task-exists",
            "この課題は、すでに記録されています。",
            "別の課題であれば、新しい課題として記録してください。",
        )
    if any(
        one.task.person_id == task.person_id
        and one.task.sought == task.sought
        and one.status not in ENDED
        for one in tasks.values()
    ):
        raise Refusal(
            "consent-being-sought",
            "同じ方に同じ範囲の同意を求める課題が、まだ終わっていません。",
            "その課題を進めるか、範囲を変えてください。",
        )
    refuse_past("期日", task.due_on, today)
    return (
        ConsentTaskSet(
            municipality=table.municipality,
            conference_id=table.conference_id,
            agenda_id=table.agenda_id,
            **dict(task),
        ),
    )


def advance_consent_task(
    before: DeliberationState | None,
    task_id: UUID,
    step: ConsentStep,
    *,
    by: UUID,
    convener_id: UUID | None,
    on: date,
    today: date,
) -> tuple[ConsentTaskAdvanced, ...]:
    """Record that the person is in contact, or that they were asked.

    Args:
        before: the deliberation as it stands.
        task_id: which task.
        step: what happened.
        by: the agency that records it.
        convener_id: the agency that convenes the conference.
        on: the day it happened (JST).
        today: the day of recording (JST).

    Raises:
        Refusal: ``task-not-found``, also to everybody but the seeker and the convener;
            ``task-ended``, ``already-in-contact``, ``not-in-contact``, ``already-asked``.
        InvalidInput: ``date-in-future``, ``date-before-last-step``.
    """
    state, task = _own(before, task_id, by, convener_id)
    _refuse_step(task, step)
    _refuse_day(task, on, today)
    return (
        ConsentTaskAdvanced(municipality=state.municipality, task_id=task_id, step=step, on=on),
    )


def finish_consent_task(
    before: DeliberationState | None,
    task_id: UUID,
    consents: ConsentsState | None,
    consent_id: UUID,
    kinds: Mapping[UUID, AgencyKind],
    *,
    by: UUID,
    convener_id: UUID | None,
    today: date,
) -> tuple[ConsentTaskFinished, ...]:
    """End a task with the person's answer, which must be on record: what it says, it says.

    Args:
        before: the deliberation as it stands.
        task_id: which task.
        consents: everything the person answered.
        consent_id: the answer it ends with.
        kinds: of the agencies that were to be recipients.
        by: the agency that records it.
        convener_id: the agency that convenes the conference.
        today: the day (JST).

    Raises:
        Refusal: ``task-not-found``, also to everybody but the seeker and the convener;
            ``task-ended``, ``not-asked``, ``answer-not-recorded``, ``answer-does-not-cover``.
    """
    state, task = _own(before, task_id, by, convener_id)
    if task.status != "asked":
        raise Refusal(
            "not-asked",
            "本人に同意を求めたことが、まだ記録されていません。",
            "本人と会えたこと、求めたことを順に記録してから、回答を記録してください。",
        )
    answer = consents.latest(consent_id) if consents else None
    withdrawn = consents is not None and consent_id in consents.withdrawn
    outcome = outcome_of(answer, withdrawn=withdrawn)
    if outcome == "done" and not covers(answer, task.task.sought, kinds):
        raise Refusal(
            "answer-does-not-cover",
            "記録された同意は、この課題で求めた情報の種類・提供先・目的をすべては含んでいません。",
            "得られた範囲に合わせて課題を立て直すか、足りない範囲の同意を求めてください。",
        )
    return (
        ConsentTaskFinished(
            municipality=state.municipality,
            task_id=task_id,
            outcome=outcome,
            consent_id=consent_id,
            on=today,
        ),
    )


def _own(
    before: DeliberationState | None, task_id: UUID, by: UUID, convener_id: UUID | None
) -> tuple[DeliberationState, ConsentTaskState]:
    task = before.consent_tasks.get(task_id) if before else None
    if before is None or task is None or by not in {task.task.seeker_id, convener_id}:
        raise task_not_found()
    if task.status in ENDED:
        raise task_ended()
    return before, task


def _refuse_step(task: ConsentTaskState, step: ConsentStep) -> None:
    if step == "in_contact" and task.status != "open":
        raise Refusal(
            "already-in-contact",
            "本人と会えたことは、すでに記録されています。",
            "同意を求めたこと、または本人の回答を記録してください。",
        )
    if step == "asked" and task.status == "open":
        raise Refusal(
            "not-in-contact",
            "本人と会えたことが、まだ記録されていません。",
            "本人と連絡がついてから、それを記録し、同意を求めてください。",
        )
    if step == "asked" and task.status == "asked":
        raise Refusal(
            "already-asked",
            "同意を求めたことは、すでに記録されています。",
            "本人の回答を待って、同意の記録の番号とともに記録してください。",
        )


def _refuse_day(task: ConsentTaskState, on: date, today: date) -> None:
    if on > today:
        raise InvalidInput(
            "日付",
            "date-in-future",
            "日付が今日より先です。",
            "実際に行った日付で記録してください。",
        )
    if task.since is not None and on < task.since:
        raise InvalidInput(
            "日付",
            "date-before-last-step",
            "日付が、この課題の前の記録より前です。",
            "前の記録の日から今日までの日付にしてください。",
        )
