"""Was it lawful then? What was on record by the time of an entry is laid before the law again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

from services.conference.docket.docket import Docket, Laid, lay, open_docket
from services.conference.docket.record import AsRecordedBy, Record
from services.conference.docket.sitting import Sitting, agenda_sitting, casework_sitting
from services.conference.domain.item import ItemDetails
from services.conference.domain.person import BIRTH_LABEL, PERSON
from services.conference.law import world as law
from services.conference.law.decision import Decision
from services.conference.ledger.entry import Entry
from shared.sealing import Erased, Sealer
from shared.store import EventStore


@dataclass(frozen=True, slots=True)
class Recomputed:
    """What the law says of an entry, from what was on record when it was written.

    Attributes:
        decisions: one for each item of the entry.
        complete: nobody it is about was erased since; else ages are unknown now, and what depended
            on them is decided the less disclosing way.
    """

    decisions: tuple[Decision, ...]
    complete: bool


def recompute(store: EventStore, sealer: Sealer, entry: Entry) -> Recomputed:
    """Decide again for an entry as of its own instant (law rules 15, 70, 71).

    Args:
        store: the events; those recorded after the entry are not read.
        sealer: opens dates of birth.
        entry: of the disclosure ledger.

    Raises:
        Refusal: what the entry names is not on record: ``agenda-item-not-found``,
            ``sharing-not-found``, ``item-not-found``, ``agency-not-found``.
    """
    record = AsRecordedBy(store, entry.recorded_at)
    docket: Docket = open_docket(
        record,
        sealer,
        _sitting(record, entry),
        items=_items(record, entry),
        recipients=[entry.recipient_id],
        at=entry.at,
    )
    erased = any(_is_erased(record, sealer, one) for one in entry.subjects)
    return Recomputed(tuple(docket.decisions), complete=not erased)


def _sitting(record: Record, entry: Entry) -> Sitting:
    if entry.conference_id is not None and entry.matter_id is not None:
        return agenda_sitting(record, entry.conference_id, entry.matter_id)
    if entry.basis == ("own_record",) and entry.matter_id is None:
        return _own_reading(entry)
    return casework_sitting(record, entry.matter_id or entry.entry_id)


def _own_reading(entry: Entry) -> Sitting:
    """An own record was read: of no matter but the reading itself."""
    return Sitting(
        municipality=entry.municipality,
        conference_id=None,
        case_id=entry.entry_id,
        convener_id=None,
        law=law.Conference(
            id=str(entry.entry_id),
            legal_mode="casework",
            convened_by=None,
            purpose=entry.purpose,
            subjects=tuple(map(str, entry.subjects)),
            members=(),
            requests=(),
        ),
    )


def _items(record: Record, entry: Entry) -> dict[UUID, Laid]:
    """The items in the order of the entry; what was told by mouth is laid by its kind."""
    laid: dict[UUID, Laid] = {}
    for one in entry.items:
        if one.item_id is not None:
            laid |= lay(record, [one.item_id])
            continue
        details = ItemDetails(
            subjects=entry.subjects,
            category=one.category,
            holder_id=entry.holder_id,
            source_kind="observation",
            purpose="consultation",
        )
        laid[uuid4()] = Laid(details, revision=0)
    return laid


def _is_erased(record: Record, sealer: Sealer, person_id: UUID) -> bool:
    person = record.state(PERSON, person_id)
    if person is None or person.details.birth is None:
        return False
    try:
        sealer.open(person.details.birth, BIRTH_LABEL)
    except Erased:
        return True
    return False
