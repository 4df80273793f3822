"""閲覧: that somebody looked at what is known about people, kept for the audit (law rule 53)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as

Look = Literal["person", "search", "worklist", "case", "contact", "sheet", "export"]
"""What was looked at: a profile, hits of a search, the list of cases, a case with its course, one
contact, the sheet for a conference, the ledger written out."""

LOOK_LABELS: dict[Look, str] = {
    "person": "対象者",
    "search": "検索の結果",
    "worklist": "ケースの一覧",
    "case": "ケースの経過",
    "contact": "相談の内容",
    "sheet": "相談票",
    "export": "台帳の書出し",
}


@recorded_as("intake.RecordRead")
class RecordRead(Event):
    """Somebody was shown something; who and when stands beside the event, as everywhere.

    Attributes:
        look: what kind of thing it was.
        person_ids: whose names or profiles were shown.
        case_ids: whose course or content was shown.
        contact_id: of a single contact: which.
    """

    look: Look
    person_ids: tuple[UUID, ...] = ()
    case_ids: tuple[UUID, ...] = ()
    contact_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReadingState:
    """A look; it happened once and nothing follows."""

    municipality: MunicipalityCode


def evolve(reading: ReadingState | None, event: Event) -> ReadingState:
    """Return the look.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    if reading is None and isinstance(event, RecordRead):
        return ReadingState(event.municipality)
    raise LookupError(f"{event.TOPIC} has no place in the record of a look")


READING: Aggregate[ReadingState] = Aggregate("reading", evolve)
