"""報告の提出: an issued version is handed in to the prefecture, as it was issued.

With it goes the latest checkpoint of the municipality's ledger of disclosures: whoever keeps it
can show later whether that ledger was cut, rewound or written anew (promise C4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from services.stats.domain.prefecture_return import Difference
from services.stats.domain.return_versions import IssuedReturn, return_id
from services.stats.domain.scope import Scope
from shared.calendar import jst_date
from shared.store.aggregate import Aggregate
from shared.store.event import Detail, Event, recorded_as

_SUBMISSIONS = UUID("2f1f0c0e-5b1c-5f0e-8a43-9d2b6c7e8f10")
"""Name space of the ids of submissions; never changes."""


class LedgerCheckpoint(Detail):
    """How the ledger of disclosures stood when it was last signed.

    Attributes:
        origin: the ledger, as its notes are signed.
        size: number of entries.
        root: Merkle Tree Hash over them, hexadecimal.
        note: the signed note, base64.
    """

    origin: str
    size: int
    root: str
    note: str


@recorded_as("stats.ReturnSubmitted")
class ReturnSubmitted(Event):
    """A version of a return was submitted to the prefecture.

    Attributes:
        return_id: the return.
        template: id of the report template.
        period_from: first day.
        period_to: last day, inclusive.
        version: which one.
        submitted_on: the day of submission (JST).
        document: the whole return as it was issued, canonical JSON.
        digest: SHA-256 of the document, hexadecimal.
        differences: from the version that was submitted before; empty in the first.
        checkpoint: of the ledger of disclosures; ``None`` if none is known here.
    """

    return_id: UUID
    template: str
    period_from: date
    period_to: date
    version: int
    submitted_on: date
    document: str
    digest: str
    differences: tuple[Difference, ...] = ()
    checkpoint: LedgerCheckpoint | None = None


@dataclass(frozen=True, slots=True)
class Submission:
    """Which versions of one return were submitted."""

    versions: frozenset[int]


def evolve(state: Submission | None, event: Event) -> Submission:
    """Add the version that was submitted.

    Raises:
        LookupError: the event cannot be there.
    """
    match event:
        case ReturnSubmitted():
            return Submission((state.versions if state else frozenset()) | {event.version})
        case _:
            raise LookupError(f"{event.TOPIC} cannot happen here to a submission")


SUBMISSION: Aggregate[Submission] = Aggregate("submission", evolve)


@dataclass(frozen=True, slots=True)
class ReturnKey:
    """Which return: all its versions have these.

    Attributes:
        template: id of the report template.
        scope: municipality and period.
    """

    template: str
    scope: Scope

    @property
    def id(self) -> UUID:
        """The id of the return."""
        return return_id(self.template, self.scope)


def submission_id(return_id: UUID) -> UUID:
    """The id under which the submissions of one return are on record."""
    return uuid5(_SUBMISSIONS, str(return_id))


def submit_return(
    state: Submission | None,
    about: ReturnKey,
    history: IssuedReturn,
    number: int,
    checkpoint: LedgerCheckpoint | None,
    *,
    now: datetime,
) -> tuple[ReturnSubmitted, ...]:
    """Submit a version; nothing happens when it was submitted before.

    Args:
        state: what was submitted of this return.
        about: which return.
        history: its issued versions. What changed is told from those of them that were submitted:
            of another the prefecture learns nothing.
        number: which version, one that was issued.
        checkpoint: the latest one that stats knows of.
        now: the instant of submission.
    """
    submitted = state.versions if state else frozenset()
    if number in submitted:
        return ()
    issued = history.among(submitted | {number}).version(number)
    return (
        ReturnSubmitted(
            municipality=about.scope.municipality,
            return_id=about.id,
            template=about.template,
            period_from=about.scope.first,
            period_to=about.scope.last,
            version=issued.number,
            submitted_on=jst_date(now),
            document=issued.text,
            digest=issued.digest,
            differences=issued.differences,
            checkpoint=checkpoint,
        ),
    )
