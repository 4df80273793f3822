"""The deliberation of one agenda item, its table, and for whom somebody acts there."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from services.conference.application.acting import acting
from services.conference.application.holders import convened
from services.conference.application.meetings.tables import table_at
from services.conference.domain.conference import CONFERENCE
from services.conference.domain.deliberation import (
    DELIBERATION,
    DeliberationState,
    deliberation_id,
    task_not_found,
)
from services.conference.domain.table import Table
from services.conference.views import TaskPlace
from shared.identity import Actor
from shared.store import Stream, Transaction


class Place(NamedTuple):
    """Where somebody works on a deliberation.

    Attributes:
        stream: the deliberation.
        table: who sits together.
        own: the agency that somebody acts for.
    """

    stream: Stream[DeliberationState]
    table: Table
    own: UUID


class TaskInHand(NamedTuple):
    """A task, also of an agenda item that was taken off meanwhile.

    Attributes:
        stream: the deliberation in which it was given.
        own: the agency that somebody acts for.
        convener_id: the agency that convenes the conference.
    """

    stream: Stream[DeliberationState]
    own: UUID
    convener_id: UUID | None


def task_in_hand(tx: Transaction, actor: Actor, where: TaskPlace | None) -> TaskInHand:
    """Where a task is worked on.

    Raises:
        Refusal: ``own-agency-not-registered``, ``task-not-found``.
    """
    own = acting(tx, actor).agency_id
    if where is None:
        raise task_not_found()
    conference = tx.load(CONFERENCE, where.conference_id).state
    call = conference.call if conference else None
    stream = tx.load(DELIBERATION, deliberation_id(where.agenda_id))
    return TaskInHand(stream, own, call.convener_id if call else None)


def convener_place(tx: Transaction, actor: Actor, conference_id: UUID, agenda_id: UUID) -> Place:
    """The deliberation of an agenda item that the actor's agency convenes.

    Raises:
        Refusal: ``own-agency-not-registered``; ``not-the-convener``, also when there is no such
            conference; ``agenda-item-not-found``.
    """
    own = acting(tx, actor).agency_id
    convened(tx.load(CONFERENCE, conference_id).state, actor)
    table = table_at(tx, conference_id, agenda_id)
    return Place(tx.load(DELIBERATION, deliberation_id(agenda_id)), table, own)
