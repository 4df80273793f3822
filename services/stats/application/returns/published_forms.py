"""What is asked for about publications, and what comes back."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from services.stats.application.returns.forms import (
    Answered,
    Document,
    LookAtReturn,
    OfReturn,
    VersionNumber,
)

ProtectionName = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class PreviewReturn(LookAtReturn):
    """下見 of a publication.

    Attributes:
        version: of an issued version; without it of the figures as of the instant.
        protection: the name of the rule (``suppressed-10``).
    """

    version: VersionNumber | None = None
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


class EditionAnswer(Answered):
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


class EditionShown(Answered):
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


class EditionInList(Answered):
    """One publication in a list.

    Attributes:
        return_id: of which return.
        template: of which template.
        period_from: first day.
        period_to: last day, inclusive.
        period: how the period is printed.
        edition: which publication of it, from 1.
        version: which issued version it was made from.
        protection: the name of the rule.
        published_on: the day of publication.
    """

    return_id: UUID
    template: str
    period_from: date
    period_to: date
    period: str
    edition: int
    version: int
    protection: str
    published_on: date
