"""The audit 監査: checkpoints of the ledger as they are signed, and what was asked of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import AwareDatetime, Field, StringConstraints

from shared.codes.municipality import MunicipalityCode
from shared.identity import Opaque
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as

SIGNED_AFTER = timedelta(minutes=10)
"""How old the last checkpoint may be when something is added."""

SIGNED_EVERY = 1_000
"""How many entries may be added without a checkpoint."""

Origin = Annotated[str, StringConstraints(pattern=r"^[0-9a-z][0-9a-z./-]{0,99}$")]
"""A log's identity: neither scheme nor names of people."""

Base64 = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9+/=]+$")]


@recorded_as("conference.CheckpointSigned")
class CheckpointSigned(Event):
    """The state of the ledger was signed, to be kept by others.

    Attributes:
        origin: identity of the log.
        size: number of entries.
        root: Merkle Tree Hash over them, 64 hexadecimal digits.
        note: the signed note (C2SP tlog-checkpoint), base64.
        signed_at: when.
    """

    origin: Origin
    size: int = Field(ge=1)
    root: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    note: Base64
    signed_at: AwareDatetime


@dataclass(frozen=True, slots=True)
class LedgerDay:
    """What was signed last on one day.

    Attributes:
        size: number of entries.
        signed_at: when.
    """

    size: int
    signed_at: datetime


def ledger_id(origin: str) -> UUID:
    """The ledger as an id, by which its checkpoints are ordered."""
    return uuid5(NAMESPACE_URL, origin)


def ledger_day_id(origin: str, day: date) -> UUID:
    """The stream of one day's checkpoints; a day's history stays short."""
    return uuid5(NAMESPACE_URL, f"{origin}#{day.isoformat()}")


def is_due(last: LedgerDay | None, size: int, at: datetime) -> bool:
    """Whether the ledger, grown to a size, is to be signed for others now."""
    if last is None:
        return size > 0
    grown = size - last.size
    return grown >= SIGNED_EVERY or (grown > 0 and at - last.signed_at >= SIGNED_AFTER)


def evolve_day(_before: LedgerDay | None, event: Event) -> LedgerDay:
    """Return the day after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case CheckpointSigned():
            return LedgerDay(event.size, event.signed_at)
    raise LookupError(f"{event.TOPIC} has no place in this day's history")


LEDGER_DAY: Aggregate[LedgerDay] = Aggregate("ledger_day", evolve_day)


@recorded_as("conference.AuditAsked")
class AuditAsked(Event):
    """Somebody asked the ledger something; what was answered is not repeated.

    Attributes:
        question: the use case.
        about: the id or the code that was asked about, if there was one.
    """

    question: Opaque
    about: Opaque | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """One question that was asked."""

    municipality: MunicipalityCode
    question: str
    about: str | None


def evolve_asking(_before: Asking | None, event: Event) -> Asking:
    """Return the question after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case AuditAsked():
            return Asking(event.municipality, event.question, event.about)
    raise LookupError(f"{event.TOPIC} has no place in this question's history")


ASKING: Aggregate[Asking] = Aggregate("audit_question", evolve_asking)
