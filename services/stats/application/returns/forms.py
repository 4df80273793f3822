"""What is asked for about returns, and what comes back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from services.stats.domain.prefecture_return import Difference, Redefined
from services.stats.domain.return_versions import Reason
from shared.codes.municipality import MunicipalityCode
from shared.paging import MOST_AT_ONCE, Paged
from shared.use_case import Request

TemplateId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
VersionNumber = Annotated[int, Field(ge=1)]
Document = dict[str, Any]
"""A return as the contract has it."""


class OfReturn(Request):
    """Which return.

    Attributes:
        template: id of the report template.
        municipality: whose.
        first: first day of the period.
        last: its last day, inclusive.
    """

    template: TemplateId
    municipality: MunicipalityCode
    first: date
    last: date


class LookAtReturn(OfReturn):
    """下見: the figures as of an instant; nothing is recorded.

    Attributes:
        as_of: what was recorded up to this instant counts; now, if it is not said.
    """

    as_of: AwareDatetime | None = None


class IssueReturn(LookAtReturn):
    """発行.

    Attributes:
        reason: why a period that was closed gets another version.
    """

    reason: Reason | None = None


class CloseReturn(OfReturn):
    """締め: the version that holds becomes final."""


class ShowReturn(OfReturn):
    """An issued version; the one that holds, if it is not said which."""

    version: VersionNumber | None = None


class CompareReturns(OfReturn):
    """Two issued versions of one return."""

    before: VersionNumber
    after: VersionNumber


class ListReturns(Paged):
    """The issued returns of a municipality, of one template or of all.

    Attributes:
        municipality: whose.
        template: of this template alone.
        limit: at most so many lines; ten years of a template's months are some hundred.
    """

    municipality: MunicipalityCode
    template: TemplateId | None = None
    limit: int = Field(default=MOST_AT_ONCE, ge=1, le=MOST_AT_ONCE)


class Answered(BaseModel):
    """What comes back: immutable and closed."""

    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class ReturnAnswer(Answered):
    """What was issued or closed.

    Attributes:
        return_id: which return.
        version: which version holds now.
        changed: whether anything was recorded; not, if it had been done before.
        digest: SHA-256 of the version's document.
        differences: from the version before.
        redefined: the tables that are counted otherwise than in the version before.
        closed_on: the day the version was closed.
    """

    return_id: UUID
    version: int
    changed: bool
    digest: str
    differences: tuple[Difference, ...]
    redefined: tuple[Redefined, ...]
    closed_on: date | None


class ReturnShown(Answered):
    """An issued version.

    Attributes:
        document: the return as it was issued.
        digest: SHA-256 of its canonical text.
        issued_on: the day of issue.
        closed_on: the day it was closed.
        reason: why it followed on a closed one.
        differences: from the version before.
        redefined: the tables that are counted otherwise than in the version before.
    """

    document: Document
    digest: str
    issued_on: date
    closed_on: date | None
    reason: Reason | None
    differences: tuple[Difference, ...]
    redefined: tuple[Redefined, ...]


class Comparison(Answered):
    """Two versions of a return, figure by figure; what is not listed is equal.

    A figure may be the same number and not the same thing: how many are counted tells a definition,
    and of that one version may have another than the other.

    Attributes:
        template: of which template.
        period: how the period is printed.
        before: the number of the one.
        after: the number of the other.
        differences: what differs.
        redefined: the tables that are counted otherwise in the other than in the one.
    """

    template: str
    period: str
    before: int
    after: int
    differences: tuple[Difference, ...]
    redefined: tuple[Redefined, ...]


class ReturnInList(Answered):
    """One issued version in a list.

    Attributes:
        return_id: which return.
        template: of which template.
        period_from: first day.
        period_to: last day, inclusive.
        period: how the period is printed.
        version: 1 for the first.
        as_of: what was recorded up to this instant is in it.
        issued_on: the day of issue.
        closed_on: the day it was closed.
        changed: in how many figures it differs from the version before.
        reason: why it followed on a closed one.
        digest: SHA-256 of its document.
    """

    return_id: UUID
    template: str
    period_from: date
    period_to: date
    period: str
    version: int
    as_of: AwareDatetime
    issued_on: date
    closed_on: date | None
    changed: int
    reason: Reason | None
    digest: str
