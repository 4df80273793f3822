"""What is asked about deliberations, and what comes back; texts are never shown in an error."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference.application.disclosure.packet_forms import AgendaItemNamed
from services.conference.domain.deliberation import ConsentSought, ConsentStep, ConsentTaskStatus
from services.conference.law.vocabulary import Category, Flag, SourceKind
from shared.codes.municipality import MunicipalityCode
from shared.paging import Paged
from shared.use_case import Request


class ParagraphText(Request):
    """One paragraph of the minutes.

    Attributes:
        text: what was said.
        subjects: every person it says something about; ``None`` for those of the agenda item.
        category: what kind of information.
        source_kind: 本人発言・家族発言・観察・他機関情報・評価 (law rule 34).
        generalised: a wording that may stand for it.
        flags: what must be minded about it.
        item_id: the id it is to have; ``None`` for a new one.
    """

    text: str = Field(repr=False)
    subjects: tuple[UUID, ...] | None = None
    category: Category
    source_kind: SourceKind
    generalised: str | None = Field(default=None, repr=False)
    flags: tuple[Flag, ...] = ()
    item_id: UUID | None = None


class WriteMinutes(AgendaItemNamed):
    """Add paragraphs to the minutes of an agenda item."""

    paragraphs: tuple[ParagraphText, ...] = Field(min_length=1)
    expected_version: int | None = None


class RoleTaskText(Request):
    """What one agency takes on, and by when."""

    task_id: UUID | None = None
    agency_id: UUID
    task: str = Field(repr=False)
    due_on: date | None = None


class DivideRoles(AgendaItemNamed):
    """Record who takes what on; what was taken on before stays."""

    tasks: tuple[RoleTaskText, ...] = Field(min_length=1)
    expected_version: int | None = None


class EndRole(Request):
    """A task was done, or is not pursued."""

    task_id: UUID
    done: bool


class OwnTasks(Paged):
    """The tasks of the own agency that have not ended."""


class FindNeed(AgendaItemNamed):
    """Record that something is lacking.

    Attributes:
        need_id: the id it is to have; ``None`` for a new one.
        gap: code list ``resource_gaps``.
        note: what exactly.
        found_on: the day (JST); ``None`` for today.
    """

    need_id: UUID | None = None
    gap: str
    note: str | None = Field(default=None, repr=False)
    found_on: date | None = None


class CountNeeds(Request):
    """How often each gap was found in a municipality, from one day to another (both included)."""

    municipality: MunicipalityCode
    since: date
    until: date


class SetConsentTask(AgendaItemNamed):
    """Give somebody the task to seek a person's consent once they are in contact.

    Attributes:
        task_id: the id it is to have; ``None`` for a new one.
        person_id: whose consent.
        seeker_id: the agency that is to ask.
        sought: for what.
        due_on: by when it is looked at again.
    """

    task_id: UUID | None = None
    person_id: UUID
    seeker_id: UUID
    sought: ConsentSought
    due_on: date | None = None


class AdvanceConsentTask(Request):
    """The person is in contact, or was asked, on a day (JST; ``None`` for today)."""

    task_id: UUID
    step: ConsentStep
    on: date | None = None


class FinishConsentTask(Request):
    """The person answered, and the answer is on record."""

    task_id: UUID
    consent_id: UUID


class Answer(BaseModel):
    """What comes back."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class ParagraphListed(Answer):
    """One paragraph, without its text: that is read like any item."""

    item_id: UUID
    category: Category


class MinutesListed(Answer):
    """The minutes of an agenda item, in order of writing; version of the deliberation."""

    version: int
    paragraphs: tuple[ParagraphListed, ...]


class RoleListed(Answer):
    """What an agency took on.

    Attributes:
        task: the text; ``None`` if a person was erased.
        done: ``None`` while it goes on.
    """

    task_id: UUID
    agency_id: UUID
    task: str | None = Field(repr=False)
    due_on: date | None
    done: bool | None


class TaskListed(Answer):
    """A task of the own agency: where it was given, and by when."""

    task_id: UUID
    conference_id: UUID
    agenda_id: UUID
    due_on: date | None
    overdue: bool


class NeedListed(Answer):
    """Something that was found lacking; its note is ``None`` if there is none or it is erased.

    Attributes:
        by_placement: placement told of it (つなぎ先がない); what exactly stays there.
    """

    need_id: UUID
    gap: str
    found_on: date
    note: str | None = Field(repr=False)
    by_placement: bool = False


class NeedsCounted(Answer):
    """How often a gap was found.

    Attributes:
        found: in meetings.
        by_placement: つなぎ先がない, on the way to somewhere; the same need may be in both.
    """

    gap: str
    label: str
    found: int
    by_placement: int


class ConsentTaskListed(Answer):
    """A task to seek consent."""

    task_id: UUID
    conference_id: UUID
    agenda_id: UUID
    person_id: UUID
    seeker_id: UUID
    sought: ConsentSought
    status: ConsentTaskStatus
    due_on: date | None
    consent_id: UUID | None
