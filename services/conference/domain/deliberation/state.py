"""The deliberation of one agenda item as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal
from uuid import UUID, uuid5

from services.conference.domain.deliberation.events import (
    ConsentTask,
    ConsentTaskAdvanced,
    ConsentTaskFinished,
    ConsentTaskSet,
    MinutesWritten,
    NeedDetails,
    Paragraph,
    RoleEnded,
    RolesDivided,
    RoleTask,
    UnmetNeedFound,
)
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event

ConsentTaskStatus = Literal["open", "in_contact", "asked", "done", "declined"]
"""まだ会えていない・会えた・求めた・同意を得た・断られた."""

ENDED: frozenset[ConsentTaskStatus] = frozenset({"done", "declined"})


@dataclass(frozen=True, slots=True)
class RoleTaskState:
    """What an agency took on, as it stands; ``done`` is ``None`` while it goes on."""

    task: RoleTask
    subjects: tuple[UUID, ...]
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class NeedState:
    """A need that was found."""

    need: NeedDetails
    subjects: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class ConsentTaskState:
    """A task to seek consent as it stands.

    Attributes:
        task: who is to ask whom for what.
        status: how far it is.
        since: the day of the last step; ``None`` before the first.
        consent_id: the answer it ended with.
    """

    task: ConsentTask
    status: ConsentTaskStatus = "open"
    since: date | None = None
    consent_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DeliberationState:
    """The deliberation of one agenda item.

    Attributes:
        municipality: where.
        paragraphs: the minutes, in order of writing.
        roles: who took what on, by task.
        needs: what was found lacking, by id.
        consent_tasks: by id.
    """

    municipality: MunicipalityCode
    paragraphs: tuple[Paragraph, ...] = ()
    roles: Mapping[UUID, RoleTaskState] = field(default_factory=dict)
    needs: Mapping[UUID, NeedState] = field(default_factory=dict)
    consent_tasks: Mapping[UUID, ConsentTaskState] = field(default_factory=dict)


def deliberation_id(agenda_id: UUID) -> UUID:
    """The stream of an agenda item's deliberation; one per agenda item."""
    return uuid5(agenda_id, "deliberation")


def evolve(before: DeliberationState | None, event: Event) -> DeliberationState:
    """Return the deliberation after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    state = before or DeliberationState(event.municipality)
    match event:
        case MinutesWritten():
            return replace(state, paragraphs=(*state.paragraphs, *event.paragraphs))
        case RolesDivided():
            added = {one.task_id: RoleTaskState(one, event.subjects) for one in event.tasks}
            return replace(state, roles={**state.roles, **added})
        case RoleEnded() if event.task_id in state.roles:
            ended = replace(state.roles[event.task_id], done=event.done)
            return replace(state, roles={**state.roles, event.task_id: ended})
        case UnmetNeedFound():
            need = NeedDetails.carried_by(event)
            found = NeedState(need, event.subjects)
            return replace(state, needs={**state.needs, event.need_id: found})
        case ConsentTaskSet() | ConsentTaskAdvanced() | ConsentTaskFinished():
            return replace(state, consent_tasks=_evolve_consent_tasks(state.consent_tasks, event))
    raise LookupError(f"{event.TOPIC} has no place in this deliberation's history")


def _evolve_consent_tasks(
    tasks: Mapping[UUID, ConsentTaskState],
    event: ConsentTaskSet | ConsentTaskAdvanced | ConsentTaskFinished,
) -> Mapping[UUID, ConsentTaskState]:
    match event:
        case ConsentTaskSet():
            after = ConsentTaskState(ConsentTask.carried_by(event))
        case ConsentTaskAdvanced():
            after = replace(tasks[event.task_id], status=event.step, since=event.on)
        case ConsentTaskFinished():
            after = replace(
                tasks[event.task_id],
                status=event.outcome,
                since=event.on,
                consent_id=event.consent_id,
            )
    return {**tasks, event.task_id: after}


DELIBERATION: Aggregate[DeliberationState] = Aggregate("deliberation", evolve)
