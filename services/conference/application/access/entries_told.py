"""The ledger's entries about a person: who was told what about them, and who was refused."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from uuid import UUID

from services.conference.ledger import index, reading
from services.conference.ledger.entry import Entry
from services.conference.ledger.labels import ACT_LABELS
from shared.codes import DISCLOSURE_EFFECTS, ITEM_CATEGORIES, LEGAL_MODES, PURPOSES
from shared.codes.municipality import MunicipalityCode
from shared.personal_records import Mark, PersonalRecord
from shared.store import EventStore

PAGE = 1_000


def entries_about(
    person_id: UUID,
    municipality: MunicipalityCode,
    store: EventStore,
    name_of: Callable[[UUID], str],
    reported: Collection[UUID],
    answering: UUID,
) -> Iterator[PersonalRecord]:
    """The ledger's entries about a person.

    Args:
        person_id: about whom.
        municipality: whose ledger.
        store: where the ledger lies.
        name_of: an agency's name.
        reported: records that would tell who reported abuse; an entry about one would, too.
        answering: the request for access that is answered; its own entries are not told.
    """
    for entry in _entries(store, person_id):
        if entry.municipality == municipality and entry.matter_id != answering:
            yield _told(entry, person_id, name_of, reported)


def _entries(store: EventStore, person_id: UUID) -> Iterator[Entry]:
    before: int | None = None
    while True:
        stretch = reading.latest(store.database, index.subject_key(person_id), before, PAGE)
        yield from (placed.entry for placed in stretch.entries)
        if stretch.before is None:
            return
        before = stretch.before


def _told(
    entry: Entry, person_id: UUID, name_of: Callable[[UUID], str], reported: Collection[UUID]
) -> PersonalRecord:
    others = tuple(sorted({*entry.subjects} - {person_id}))
    categories = dict.fromkeys(one.category for one in entry.items)
    lines = (
        f"日時：{entry.at:%Y-%m-%d %H:%M}",
        f"保有する機関：{name_of(entry.holder_id)}",
        f"提供先：{name_of(entry.recipient_id)}",
        f"程度：{DISCLOSURE_EFFECTS.by_code(entry.effect).label}",
        f"情報の種類：{'、'.join(ITEM_CATEGORIES.by_code(one).label for one in categories)}",
        f"根拠：{'、'.join(entry.citations)}",
        f"会議の根拠：{LEGAL_MODES.by_code(entry.legal_mode).label}"
        if entry.legal_mode in LEGAL_MODES
        else "",
        f"目的：{PURPOSES.by_code(entry.purpose).label}",
    )
    return PersonalRecord(
        service="conference",
        kind="disclosure",
        record_id=entry.entry_id,
        recorded_at=entry.recorded_at,
        title=f"提供の記録（{ACT_LABELS[entry.act]}）",
        category="consultation",
        text="\n".join(line for line in lines if line and not line.endswith("：")),
        marks=tuple(_marks(entry, bool(others), reported)),
        others=others,
        holder_id=entry.holder_id,
    )


def _marks(entry: Entry, others: bool, reported: Collection[UUID]) -> Iterator[Mark]:  # noqa: FBT001
    """An entry speaks of agencies, and may give away what its items would."""
    yield "other_agency"
    if others:
        yield "other_person"
    if "abuse_report" in entry.basis or any(one.item_id in reported for one in entry.items):
        yield "reporter_identity"
    if any(one.category == "abuse" for one in entry.items) or entry.legal_mode == "yotaikyo":
        yield "unjust_harm_risk"
