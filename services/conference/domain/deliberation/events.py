"""What happens in the deliberation of one agenda item: minutes, roles, unmet needs, consent tasks.

What was said is not in these events: every paragraph of the minutes is an item of its own
(:mod:`services.conference.domain.item`), so that the same decisions govern who reads it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.conference.law.vocabulary import Category, Purpose
from shared.facts.fact import Code
from shared.sealing.sealed import Sealed
from shared.store.event import Detail, Event, recorded_as

TASK_LABEL = "conference.role.task"
NEED_LABEL = "conference.need.note"


class Place(Detail):
    """Which agenda item of which conference."""

    conference_id: UUID
    agenda_id: UUID


class Paragraph(Detail):
    """One paragraph of the minutes: the item that holds it, and its kind."""

    item_id: UUID
    category: Category


class RoleTask(Detail):
    """What one agency takes on.

    Attributes:
        task_id: its id.
        agency_id: who.
        task: what, sealed under the keys of everybody the agenda item is about.
        due_on: by when (JST); ``None`` if it goes on.
    """

    task_id: UUID
    agency_id: UUID
    task: Sealed
    due_on: date | None = None


class NeedDetails(Detail):
    """A need that nothing at hand meets.

    Attributes:
        case_id: the case in which it was found.
        gap: code list ``resource_gaps``.
        found_on: the day (JST).
        note: what exactly was lacking, sealed under the keys of everybody the item is about.
    """

    case_id: UUID
    gap: Code
    found_on: date
    note: Sealed | None = None


class ConsentSought(Detail):
    """For what a person's consent is to be sought.

    Attributes:
        categories: kinds of information.
        recipients: agencies that are to receive it.
        purposes: what for.
    """

    categories: tuple[Category, ...] = Field(min_length=1)
    recipients: tuple[UUID, ...] = Field(min_length=1)
    purposes: tuple[Purpose, ...] = Field(min_length=1)


class ConsentTask(Detail):
    """Somebody is to seek the person's consent once they are in contact (law rule 27).

    Attributes:
        task_id: its id.
        person_id: whose consent.
        seeker_id: the agency that is to ask.
        sought: for what.
        due_on: by when it is looked at again (JST); no duty of the person follows from it.
    """

    task_id: UUID
    person_id: UUID
    seeker_id: UUID
    sought: ConsentSought
    due_on: date | None = None


ConsentStep = Literal["in_contact", "asked"]
"""本人と会えた・同意を求めた."""

ConsentOutcome = Literal["done", "declined"]
"""同意を得た・断られた. Both end the task: a refusal is an answer (law rule 7)."""


@recorded_as("conference.MinutesWritten")
class MinutesWritten(Event, Place):
    """会議録: paragraphs were added to the minutes."""

    paragraphs: tuple[Paragraph, ...] = Field(min_length=1)


@recorded_as("conference.RolesDivided")
class RolesDivided(Event, Place):
    """役割分担: agencies took something on; what they took on before stays.

    Attributes:
        subjects: the persons under whose keys the tasks are sealed.
        tasks: who does what.
    """

    subjects: tuple[UUID, ...] = Field(min_length=1)
    tasks: tuple[RoleTask, ...] = Field(min_length=1)


@recorded_as("conference.RoleEnded")
class RoleEnded(Event):
    """A task was done, or is not pursued.

    Attributes:
        task_id: which.
        done: it was done; else it was given up.
        ended_on: the day (JST).
    """

    task_id: UUID
    done: bool
    ended_on: date


@recorded_as("conference.UnmetNeedFound")
class UnmetNeedFound(Event, Place, NeedDetails):
    """充足していない支援: the meeting found that something is lacking.

    Attributes:
        need_id: its id.
        subjects: the persons under whose keys the note is sealed.
    """

    need_id: UUID
    subjects: tuple[UUID, ...] = Field(min_length=1)


@recorded_as("conference.ConsentTaskSet")
class ConsentTaskSet(Event, Place, ConsentTask):
    """同意を得る課題: somebody is to seek the person's consent."""


@recorded_as("conference.ConsentTaskAdvanced")
class ConsentTaskAdvanced(Event):
    """The person is in contact, or was asked; no answer is none (law rule 5)."""

    task_id: UUID
    step: ConsentStep
    on: date


@recorded_as("conference.ConsentTaskFinished")
class ConsentTaskFinished(Event):
    """The person answered.

    Attributes:
        task_id: which.
        outcome: as their answer on record has it.
        consent_id: that answer.
        on: the day it was noted (JST).
    """

    task_id: UUID
    outcome: ConsentOutcome
    consent_id: UUID
    on: date
