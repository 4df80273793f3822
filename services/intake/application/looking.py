"""Putting on record that somebody was shown something, before it is shown (law rule 53)."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from services.intake.application.door import Eyes
from services.intake.domain.reading import READING, Look, RecordRead
from shared.store import Transaction


def put_look_on_record(
    tx: Transaction,
    eyes: Eyes,
    look: Look,
    *,
    person_ids: Iterable[UUID] = (),
    case_ids: Iterable[UUID] = (),
    contact_id: UUID | None = None,
) -> None:
    """Record a look; nothing is recorded where nothing is shown.

    What was read is handed over after the commit, so that there is no look without its record.
    """
    persons, cases = tuple(dict.fromkeys(person_ids)), tuple(dict.fromkeys(case_ids))
    if not persons and not cases:
        return
    read = RecordRead(
        municipality=eyes.municipality,
        look=look,
        person_ids=persons,
        case_ids=cases,
        contact_id=contact_id,
    )
    tx.append(READING, tx.load(READING, uuid4()), read)
