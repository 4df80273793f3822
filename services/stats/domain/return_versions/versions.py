"""A return with all that was issued and published of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from services.stats.domain.prefecture_return import (
    Difference,
    Redefined,
    differences,
    redefined,
)
from services.stats.domain.return_versions.events import (
    Reason,
    ReturnClosed,
    ReturnIssued,
    ReturnPublished,
)
from services.stats.domain.scope import Scope
from shared.refusal import Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Event

_RETURNS = UUID("7b3c2f6e-7f0a-5c1d-9a4e-0d6f1a2b3c4d")
"""Name space of the ids of returns; never changes, or issued ones would not be found again."""


@dataclass(frozen=True, slots=True)
class PublishedEdition:
    """One publication of a return.

    Attributes:
        number: 1 for the first.
        version: see :class:`ReturnPublished`.
        protection: see there.
        published_on: see there.
        text: its document, canonical JSON.
        digest: of the text.
    """

    number: int
    version: int
    protection: str
    published_on: date
    text: str
    digest: str

    @property
    def document(self) -> dict[str, Any]:
        """The return as it was published."""
        document: dict[str, Any] = json.loads(self.text)
        return document


@dataclass(frozen=True, slots=True)
class IssuedVersion:
    """One issued version.

    Attributes:
        number: 1 for the first.
        as_of: see :class:`ReturnIssued`.
        issued_on: see there.
        text: its document, canonical JSON.
        digest: of the text.
        differences: see :class:`ReturnIssued`.
        redefined: the tables that are counted otherwise than in the version before.
        reason: see there.
        closed_on: the day it was closed; ``None`` while it is open.
    """

    number: int
    as_of: datetime
    issued_on: date
    text: str
    digest: str
    differences: tuple[Difference, ...] = ()
    redefined: tuple[Redefined, ...] = ()
    reason: Reason | None = None
    closed_on: date | None = None

    @property
    def document(self) -> dict[str, Any]:
        """The return as it was issued."""
        document: dict[str, Any] = json.loads(self.text)
        return document

    @property
    def tables(self) -> list[dict[str, Any]]:
        """Its figures, as they stand in the document."""
        tables: list[dict[str, Any]] = self.document["tables"]
        return tables


@dataclass(frozen=True, slots=True)
class IssuedReturn:
    """The return of one template, municipality and period.

    Attributes:
        versions: as they were issued, oldest first.
        editions: as it was published, oldest first.
    """

    versions: tuple[IssuedVersion, ...]
    editions: tuple[PublishedEdition, ...] = ()

    @property
    def last(self) -> IssuedVersion:
        """The version that holds."""
        return self.versions[-1]

    @property
    def was_closed(self) -> bool:
        """Whether any version was closed."""
        return any(one.closed_on for one in self.versions)

    def version(self, number: int | None) -> IssuedVersion:
        """A version by its number; without one, the version that holds.

        Raises:
            Refusal: ``version-not-issued``.
        """
        if number is None:
            return self.last
        for one in self.versions:
            if one.number == number:
                return one
        raise Refusal(
            "version-not-issued",
            "その版は、発行されていません。",
            "発行した版の一覧で、版の番号を確かめてください。",
        )

    def among(self, numbers: Iterable[int]) -> IssuedReturn:
        """The return as somebody knows it who has these versions only.

        A version differs from the one before it that they have, and the first from none.
        """
        asked = frozenset(numbers)
        known = [one for one in self.versions if one.number in asked]
        if len(known) == len(self.versions):
            return self
        told = [
            replace(
                one,
                differences=differences(before.tables, one.tables) if before else (),
                redefined=redefined(before.tables, one.tables) if before else (),
            )
            for before, one in zip([None, *known], known, strict=False)
        ]
        return replace(self, versions=tuple(told))

    def edition(self, number: int | None) -> PublishedEdition:
        """A publication by its number; without one, the latest.

        Raises:
            Refusal: ``edition-not-published``.
        """
        for one in reversed(self.editions):
            if number in {None, one.number}:
                return one
        raise Refusal(
            "edition-not-published",
            "この報告は、まだ公表されていません。",
            "公表用にするか、公表した報告の一覧で回を確かめてください。",
        )


def evolve(state: IssuedReturn | None, event: Event) -> IssuedReturn:
    """Add the version that was issued or published, or note that it was closed.

    Raises:
        LookupError: the event cannot be there.
    """
    match event, state:
        case ReturnIssued(), _:
            issued = IssuedVersion(
                event.version,
                event.as_of,
                event.issued_on,
                event.document,
                event.digest,
                event.differences,
                reason=event.reason,
            )
            if state is None:
                return IssuedReturn((issued,))
            issued = replace(issued, redefined=redefined(state.last.tables, issued.tables))
            return replace(state, versions=(*state.versions, issued))
        case ReturnClosed(), IssuedReturn():
            versions = tuple(
                replace(one, closed_on=event.closed_on) if one.number == event.version else one
                for one in state.versions
            )
            return replace(state, versions=versions)
        case ReturnPublished(), IssuedReturn():
            edition = PublishedEdition(
                event.edition,
                event.version,
                event.protection,
                event.published_on,
                event.document,
                event.digest,
            )
            return replace(state, editions=(*state.editions, edition))
        case _:
            raise LookupError(f"{event.TOPIC} cannot happen here to a return")


RETURN: Aggregate[IssuedReturn] = Aggregate("return", evolve)


def return_id(template: str, scope: Scope) -> UUID:
    """The id that all versions of one return share; it follows from what the return is about."""
    period = f"{scope.first.isoformat()}/{scope.last.isoformat()}"
    return uuid5(_RETURNS, f"{template}/{scope.municipality}/{period}")


def existing(state: IssuedReturn | None) -> IssuedReturn:
    """A return of which a version was issued.

    Raises:
        Refusal: ``return-not-issued``.
    """
    if state is None:
        raise Refusal(
            "return-not-issued",
            "この期間の報告は、まだ発行されていません。",
            "様式・市区町村・期間を確かめるか、発行してください。",
        )
    return state
