"""What is asked for about cases, and what comes back: ids and days."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, StringConstraints

from shared.codes.municipality import MunicipalityCode
from shared.paging import Paged
from shared.use_case import Request

CaseNumber = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
"""The first eight or more characters of a case's id, in whatever width, with or without hyphens."""


class FindCases(Paged):
    """ケースの検索: by its number, or by the first characters of it.

    Attributes:
        municipality: whose.
        number: as it stands on pages and paper.
    """

    municipality: MunicipalityCode
    number: CaseNumber


class ShowCase(Request):
    """A case."""

    municipality: MunicipalityCode
    case_id: UUID


class CaseLine(BaseModel):
    """A case in a list.

    Attributes:
        case_id: which.
        received_on: 受付日; ``None`` where intake has not told.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    case_id: UUID
    received_on: date | None


class CaseShown(CaseLine):
    """A case with who is helped in it.

    Attributes:
        subject_id: whom it is mainly about, if intake has said.
        people: everybody known in it, whom it is mainly about first.
    """

    subject_id: UUID | None
    people: tuple[UUID, ...]
