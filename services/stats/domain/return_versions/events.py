"""What happens to a return: issued, closed, published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Literal

from pydantic import AwareDatetime

from services.stats.domain.prefecture_return import Difference
from shared.store.event import Event, Upcast, recorded_as

Reason = Literal["late_arrivals", "corrections", "late_arrivals_and_corrections", "definitions"]
"""Why a closed return is followed by another version."""

REASONS: Mapping[Reason, str] = {
    "late_arrivals": "遅れて届いた記録",
    "corrections": "訂正",
    "late_arrivals_and_corrections": "遅れて届いた記録と訂正",
    "definitions": "数え方（指標の定義）の変更",
}
"""How each reason is called."""


@recorded_as("stats.ReturnIssued", version=2)
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
        reason: why, where a version before it had been closed.
    """

    UPCASTS: ClassVar[Mapping[int, Upcast]] = {1: lambda payload: {**payload, "reason": None}}

    template: str
    period_from: date
    period_to: date
    as_of: AwareDatetime
    issued_on: date
    version: int
    document: str
    digest: str
    differences: tuple[Difference, ...] = ()
    reason: Reason | None = None


@recorded_as("stats.ReturnClosed")
class ReturnClosed(Event):
    """報告の締め: a version is final; it is what the municipality stands by for the period.

    Attributes:
        version: which version.
        closed_on: the day of closing (JST).
        as_of: the instant as of which the figures were found to be those of the version.
        digest: of the version's document.
    """

    version: int
    closed_on: date
    as_of: AwareDatetime
    digest: str


@recorded_as("stats.ReturnPublished")
class ReturnPublished(Event):
    """報告の公表: a version left in a protected form, its small figures kept back.

    Attributes:
        template: id of the report template.
        period_from: first day.
        period_to: last day, inclusive.
        version: which issued version it was made from.
        edition: 1 for the first publication of the return.
        protection: the name of the rule (``suppressed-10``).
        published_on: the day of publication (JST).
        document: the whole return as it was published, canonical JSON.
        digest: SHA-256 of the document, hexadecimal.
    """

    template: str
    period_from: date
    period_to: date
    version: int
    edition: int
    protection: str
    published_on: date
    document: str
    digest: str
