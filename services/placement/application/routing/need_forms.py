"""What is asked about needs that nothing meets, and what comes back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import Field

from services.placement.application.routing.forms import Answer
from services.placement.application.words import LONGEST_NOTE
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.paging import Paged
from shared.use_case import Request


class RecordNeed(Request):
    """つなぎ先がない: nothing meets what somebody needs.

    Attributes:
        need_id: chosen by who asks, or made here.
        gap: code list ``resource_gaps``.
        routing_id: the decision on proposals in which it was found.
        found_on: the day; ``None`` for today.
        note: what exactly.
    """

    need_id: UUID | None = None
    municipality: MunicipalityCode
    case_id: UUID
    person_id: UUID | None = None
    gap: Code
    routing_id: UUID | None = None
    found_on: date | None = None
    note: str | None = Field(default=None, max_length=LONGEST_NOTE, repr=False)


class UndoNeed(Request):
    """取り消し.

    Attributes:
        need_id: which.
        reason: code list ``correction_reasons``.
    """

    need_id: UUID
    reason: Code
    expected_version: int | None = None


class FindNeeds(Paged):
    """What was lacking in a municipality from one day to another, both included.

    Attributes:
        municipality: whose.
        case_id: in one case alone.
        since: the first day.
        until: the last day.
    """

    municipality: MunicipalityCode
    case_id: UUID | None = None
    since: date
    until: date


class NeedListed(Answer):
    """A need that nothing meets; its note is ``None`` if there is none or the person was erased."""

    need_id: UUID
    case_id: UUID
    person_id: UUID | None
    gap: str
    label: str
    found_on: date
    routing_id: UUID | None
    note: str | None = Field(repr=False)
