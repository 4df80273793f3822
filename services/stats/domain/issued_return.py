"""報告の発行: what went to the prefecture stays as it went; changed figures are a new version.

Late arrivals and corrections never change an issued return in silence (law rule 65): they make
version n + 1, which lists its differences from version n.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from pydantic import AwareDatetime

from services.stats.domain.prefecture_return import (
    Difference,
    Return,
    differences,
    digest_of,
    table_documents,
)
from services.stats.domain.scope import Scope
from services.stats.domain.table import Table
from shared.calendar import jst_date
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as

_RETURNS = UUID("7b3c2f6e-7f0a-5c1d-9a4e-0d6f1a2b3c4d")
"""Name space of the ids of returns; never changes, or issued ones would not be found again."""


@recorded_as("stats.ReturnIssued")
class ReturnIssued(Event):
    """A return was issued.

    Attributes:
        template: id of the report template.
        period_from: first day.
        period_to: last day, inclusive.
        as_of: what was recorded up to this instant is in it.
        issued_on: the day of issue (JST).
        version: 1 for the first.
        document: the whole return, canonical JSON.
        digest: SHA-256 of the document, hexadecimal.
        differences: from the version before; empty in the first.
    """

    template: str
    period_from: date
    period_to: date
    as_of: AwareDatetime
    issued_on: date
    version: int
    document: str
    digest: str
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuedVersion:
    """One issued version.

    Attributes:
        number: 1 for the first.
        as_of: see :class:`ReturnIssued`.
        tables: its figures, as they stand in the document.
    """

    number: int
    as_of: datetime
    tables: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class IssuedReturn:
    """All versions of the return of one template, municipality and period, oldest first."""

    versions: tuple[IssuedVersion, ...]

    @property
    def last(self) -> IssuedVersion:
        """The version that holds."""
        return self.versions[-1]


def evolve(state: IssuedReturn | None, event: Event) -> IssuedReturn:
    """Add the version that was issued."""
    if not isinstance(event, ReturnIssued):
        raise TypeError(f"{event.TOPIC} is no event of a return")
    issued = IssuedVersion(event.version, event.as_of, json.loads(event.document)["tables"])
    return IssuedReturn((*(state.versions if state else ()), issued))


RETURN: Aggregate[IssuedReturn] = Aggregate("return", evolve)


def return_id(template: str, scope: Scope) -> UUID:
    """The id that all versions of one return share; it follows from what the return is about."""
    period = f"{scope.first.isoformat()}/{scope.last.isoformat()}"
    return uuid5(_RETURNS, f"{template}/{scope.municipality}/{period}")


def version_of(state: IssuedReturn | None, tables: Iterable[Table]) -> int:
    """Return the newest issued version with these figures, or the number they would get."""
    if state is None:
        return 1
    figures = table_documents(tables)
    equal = (issued.number for issued in reversed(state.versions) if issued.tables == figures)
    return next(equal, state.last.number + 1)


def issue_return(
    state: IssuedReturn | None, made: Return, *, now: datetime
) -> tuple[ReturnIssued, ...]:
    """Issue a return; nothing happens when the version that holds has the same figures.

    Figures that go back to those of an older version are a new version as well.

    Args:
        state: what was issued for the same template, municipality and period.
        made: the return; its version is given here.
        now: the instant of issue.

    Raises:
        InvalidInput: ``as-of-in-future``: what is recorded until then is not known yet.
        Refusal: ``newer-return-issued``: the version that holds counts more than this one.
    """
    if made.scope.as_of > now:
        raise InvalidInput(
            "基準の時点",
            "as-of-in-future",
            "基準の時点が、まだ来ていません。",
            "現在までの時点を指定して、報告を発行してください。",
        )
    if state is None:
        return (_issued(made, 1, (), now),)
    if made.scope.as_of < state.last.as_of:
        raise Refusal(
            "newer-return-issued",
            "この期間の報告は、より新しい時点の記録で発行済みです。",
            "発行済みの報告の基準の時点以降を指定してください。",
        )
    figures = table_documents(made.tables)
    if figures == state.last.tables:
        return ()
    changed = differences(state.last.tables, figures)
    return (_issued(made, state.last.number + 1, changed, now),)


def _issued(
    made: Return, version: int, changed: tuple[Difference, ...], now: datetime
) -> ReturnIssued:
    text = replace(made, version=version).text()
    return ReturnIssued(
        municipality=made.scope.municipality,
        template=made.template.id,
        period_from=made.scope.first,
        period_to=made.scope.last,
        as_of=made.scope.as_of,
        issued_on=jst_date(now),
        version=version,
        document=text,
        digest=digest_of(text),
        differences=changed,
    )
