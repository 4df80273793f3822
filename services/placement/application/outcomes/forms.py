"""What is asked for about outcomes, and what comes back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from services.placement.application.words import LONGEST_NOTE
from services.placement.domain.outcome import Outcome
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.use_case import Request


class ReachOutcome(Request, Outcome):
    """成果: somebody reached something.

    Attributes:
        outcome_id: chosen by who records it, or made here.
        municipality: whose case it is.
        on: the day.
        note: in somebody's own words.
    """

    outcome_id: UUID | None = None
    municipality: MunicipalityCode
    on: date
    note: str | None = Field(default=None, max_length=LONGEST_NOTE, repr=False)


class UndoOutcome(Request):
    """取り消し.

    Attributes:
        outcome_id: which.
        reason: code list ``correction_reasons``.
    """

    outcome_id: UUID
    reason: Code
    expected_version: int | None = None


class ListOutcomes(Request):
    """What was reached in a case."""

    municipality: MunicipalityCode
    case_id: UUID


class OutcomeLine(BaseModel):
    """An outcome in a list: ids, codes and its day.

    Attributes:
        outcome_id: which.
        person_id: who reached it; ``None`` for the household.
        kind: code list ``outcome_kinds``.
        resource_id: the place, if there is one.
        on: the day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)

    outcome_id: UUID
    person_id: UUID | None
    kind: Code
    resource_id: UUID | None
    on: date
