"""What is asked of requests, and what comes back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.conference.domain.conference.events import RequestAnswer
from services.conference.law.vocabulary import Category
from shared.paging import Paged
from shared.use_case import Request


class MakeRequest(Request):
    """Ask an agency for information.

    Attributes:
        conference_id: the conference that asks.
        agenda_id: for which agenda item.
        to_agency: the agency asked.
        subjects: persons asked about.
        household_id: household asked about as a whole.
        categories: kinds of information asked for.
        necessity: why the conference finds it necessary.
        due_on: by when an answer is hoped for (JST).
        request_id: the id it is to have; ``None`` for a new one.
        expected_version: version of the conference that was looked at.
    """

    conference_id: UUID
    agenda_id: UUID
    to_agency: UUID
    subjects: tuple[UUID, ...] = ()
    household_id: UUID | None = None
    categories: tuple[Category, ...] = Field(min_length=1)
    necessity: str = Field(repr=False)
    due_on: date
    request_id: UUID | None = None
    expected_version: int | None = None


class RequestNamed(Request):
    """Which request of which conference."""

    conference_id: UUID
    request_id: UUID


class AnswerRequest(RequestNamed):
    """Answer a request.

    Attributes:
        answer: all, part, not provided, not held; none is a violation.
        provided: with ``part``: what is provided.
        on_behalf_of: the agency that told the secretariat its answer; ``None`` for the own one.
        expected_version: version of the conference that was looked at.
    """

    answer: RequestAnswer
    provided: tuple[Category, ...] = ()
    on_behalf_of: UUID | None = None
    expected_version: int | None = None


class ListRequests(Paged):
    """Which requests.

    Attributes:
        conference_id: those that this conference made, for the secretariat that convened it;
            ``None`` for those made to the own agency.
        agenda_id: only those for this agenda item.
        to_agency: only those made to this agency.
    """

    conference_id: UUID | None = None
    agenda_id: UUID | None = None
    to_agency: UUID | None = None


class RequestLine(BaseModel):
    """A request in a list.

    Attributes:
        overdue: the day has passed without an answer: a reminder, and nothing follows from it.
        over: the conference was held or the agenda item removed; no answer is needed any more.
    """

    model_config = ConfigDict(frozen=True)

    request_id: UUID
    conference_id: UUID
    agenda_id: UUID
    to_agency: UUID
    subjects: tuple[UUID, ...]
    household_id: UUID | None
    categories: tuple[str, ...]
    due_on: date
    answer: str | None
    provided: tuple[str, ...]
    overdue: bool
    over: bool


class RequestShown(BaseModel):
    """A request as the asked agency and the convener read it.

    Attributes:
        cited: the provision under which the conference asks.
        necessity: why the conference finds it necessary.
        notice: what stands where it is answered.
        version: of the conference, to answer what was looked at.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    request_id: UUID
    agenda_id: UUID
    to_agency: UUID
    subjects: tuple[UUID, ...]
    household_id: UUID | None
    categories: tuple[Category, ...]
    due_on: date
    answer: RequestAnswer | None
    provided: tuple[Category, ...]
    cited: str | None
    necessity: str = Field(repr=False)
    notice: str
    version: int
