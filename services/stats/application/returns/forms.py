"""What is asked for about returns, and what comes back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from services.stats.domain.prefecture_return import Difference
from services.stats.domain.return_versions import Reason
from shared.codes.municipality import MunicipalityCode
from shared.use_case import Request

TemplateId = Annotated[str, StringConstraints(min_length=1, max_length=64)]
ProtectionName = Annotated[str, StringConstraints(min_length=1, max_length=40)]
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


class PreviewReturn(LookAtReturn):
    """下見 of a publication.

    Attributes:
        protection: the name of the rule (``suppressed-10``).
    """

    protection: ProtectionName


class PublishReturn(OfReturn):
    """公表.

    Attributes:
        version: which issued version; the one that holds, if it is not said.
        protection: the name of the rule (``suppressed-10``).
    """

    version: VersionNumber | None = None
    protection: ProtectionName


class ShowEdition(OfReturn):
    """A publication; the latest, if it is not said which."""

    edition: VersionNumber | None = None


class ListReturns(Request):
    """The issued returns of a municipality, of one template or of all."""

    municipality: MunicipalityCode
    template: TemplateId | None = None


class _Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", from_attributes=True)


class ReturnAnswer(_Answer):
    """What was issued or closed.

    Attributes:
        return_id: which return.
        version: which version holds now.
        changed: whether anything was recorded; not, if it had been done before.
        digest: SHA-256 of the version's document.
        differences: from the version before.
        closed_on: the day the version was closed.
    """

    return_id: UUID
    version: int
    changed: bool
    digest: str
    differences: tuple[Difference, ...]
    closed_on: date | None


class ReturnShown(_Answer):
    """An issued version.

    Attributes:
        document: the return as it was issued.
        digest: SHA-256 of its canonical text.
        issued_on: the day of issue.
        closed_on: the day it was closed.
        reason: why it followed on a closed one.
        differences: from the version before.
    """

    document: Document
    digest: str
    issued_on: date
    closed_on: date | None
    reason: Reason | None
    differences: tuple[Difference, ...]


class EditionAnswer(_Answer):
    """What was published.

    Attributes:
        return_id: which return.
        edition: which publication of it.
        version: which issued version it was made from.
        protection: the name of the rule.
        changed: whether anything was recorded; not, if it had been published like this before.
        digest: SHA-256 of the published document.
        warnings: what earlier publications give away, which nothing can mend now.
    """

    return_id: UUID
    edition: int
    version: int
    protection: str
    changed: bool
    digest: str
    warnings: tuple[str, ...]


class EditionShown(_Answer):
    """A publication.

    Attributes:
        document: the return as it was published.
        digest: SHA-256 of its canonical text.
        number: which publication.
        version: which issued version it was made from.
        protection: the name of the rule.
        published_on: the day of publication.
    """

    document: Document
    digest: str
    number: int
    version: int
    protection: str
    published_on: date


class Comparison(_Answer):
    """Two versions of a return, figure by figure; what is not listed is equal.

    Attributes:
        template: of which template.
        period: how the period is printed.
        before: the number of the one.
        after: the number of the other.
        differences: what differs.
    """

    template: str
    period: str
    before: int
    after: int
    differences: tuple[Difference, ...]


class ReturnInList(_Answer):
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
