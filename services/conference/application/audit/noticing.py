"""のぞき見に気付く: reading in nobody's case, and about people of the reader's family name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from uuid import UUID

from services.conference import views
from services.conference.application.audit.answers import UnusualReading, UnusualReadings
from services.conference.application.audit.requests import Between
from services.conference.application.desk import Desk
from services.conference.docket import Now, agenda_sitting
from services.conference.domain.item import ITEM, TEXT_LABEL
from services.conference.domain.worker import SURNAME_LABEL, WORKER, worker_id
from services.conference.ledger.entry import Entry
from services.conference.ledger.index import involved_key, shown_to
from services.conference.ledger.reading import Placed, at_position
from services.conference.ledger.tallies import OUTSIDE_A_PACKET
from services.conference.ledger.unusual import (
    Looked,
    Thresholds,
    UnusualReason,
    crowded,
    looked_between,
)
from shared.refusal import Refusal
from shared.sealing import Erased, open_jointly
from shared.store import Transaction

_WORDS = re.compile(r"[\s、。，．・:：;；/／()（）「」『』]+")


def notice(desk: Desk, tx: Transaction, asked: Between) -> UnusualReadings:
    """List what is unusual about who read what.

    Args:
        desk: opens family names and items of category ``identity``; none of them is told.
        tx: the transaction in which the question was recorded.
        asked: which days, and what counts as many.
    """
    looked = looked_between(tx, asked.first, asked.last)
    limits = Thresholds(asked.many_in_an_hour, asked.many_in_a_day, asked.times_the_usual)
    found = [
        _unusual(one.looked, one.reason, one.matters, one.hour)
        for one in crowded(tx, looked, limits)
    ]
    names = FamilyNames(desk, tx)
    for one, placed in _first_entries(tx, looked, names):
        if placed.entry.municipality != asked.municipality:
            continue
        if is_nobodys_case(tx, placed.entry):
            found.append(_unusual(one, "nobodys_case"))
        if names.is_shared(one.reader, placed.entry.subjects):
            found.append(_unusual(one, "own_family_name"))
    readings = sorted(found, key=lambda one: (one.day, one.worker, one.reason, one.position))
    return UnusualReadings(readings=tuple(readings), undescribed=tuple(sorted(names.undescribed)))


def _first_entries(
    tx: Transaction, looked: Iterable[Looked], names: FamilyNames
) -> Iterator[tuple[Looked, Placed]]:
    """One entry of each matter that a reader looked into on a day, where it has to be read."""
    seen = set()
    for one in looked:
        key = (one.day, one.reader, one.matter, one.outside)
        if key not in seen and (one.outside or names.is_described(one.reader)):
            seen.add(key)
            yield one, at_position(tx, one.position)


def is_nobodys_case(tx: Transaction, entry: Entry) -> bool:
    """Whether the reader's agency has nothing to do with whom it looked at, nor with the matter.

    It has when it holds an item about them, when something about them passed between it and
    another, or when it sits in the matter. That somebody reads a record makes nobody involved.
    """
    if entry.act not in OUTSIDE_A_PACKET:
        return False
    agency = entry.actor.agency
    return not (
        any(agency in map(str, shown_to(tx, involved_key(one))) for one in entry.subjects)
        or any(_holds_about(tx, agency, one) for one in entry.subjects)
        or _sits_in_matter(tx, agency, entry)
    )


def _holds_about(tx: Transaction, agency: str, person_id: UUID) -> bool:
    items = (tx.load(ITEM, one).state for one in views.items_about(tx, person_id))
    return any(item is not None and str(item.details.holder_id) == agency for item in items)


def _sits_in_matter(tx: Transaction, agency: str, entry: Entry) -> bool:
    if entry.conference_id is None or entry.matter_id is None:
        return False
    try:
        sitting = agenda_sitting(Now(tx), entry.conference_id, entry.matter_id)
    except Refusal:
        return False
    selected = {one.agency for one in sitting.law.members if one.selected}
    asked = {one.to_agency for one in sitting.law.requests}
    return agency in selected | asked | {str(sitting.convener_id)}


class FamilyNames:
    """Compares family names without keeping or telling any.

    Args:
        desk: opens what is sealed.
        tx: where the record is read.
    """

    def __init__(self, desk: Desk, tx: Transaction) -> None:
        self._desk = desk
        self._tx = tx
        self.undescribed: set[str] = set()
        self._described = views.described_workers(tx)
        self._surname_of = cache(self._read_surname)
        self._words_of = cache(self._read_words)

    def is_described(self, reader: str) -> bool:
        """Whether a reader's family name is on record; who is not is remembered."""
        if reader not in self._described:
            self.undescribed.add(reader)
        return reader in self._described

    def is_shared(self, reader: str, persons: Sequence[UUID]) -> bool:
        """Whether what identifies one of the persons begins like the reader's family name."""
        surname = self._surname_of(reader) if self.is_described(reader) else ""
        if not surname:
            return False
        return any(word.startswith(surname) for one in persons for word in self._words_of(one))

    def _read_surname(self, reader: str) -> str:
        worker = self._tx.load(WORKER, worker_id(reader)).state
        if worker is None:
            return ""
        return self._desk.sealer.open_or(worker.surname, SURNAME_LABEL, "")

    def _read_words(self, person_id: UUID) -> tuple[str, ...]:
        """The words of the items that say who somebody is; what was erased has none."""
        words: list[str] = []
        for item_id in views.items_about(self._tx, person_id):
            item = self._tx.load(ITEM, item_id).state
            if item is None or item.details.category != "identity":
                continue
            try:
                text = open_jointly(
                    self._desk.sealer,
                    map(str, item.details.subjects),
                    item.wording.text,
                    TEXT_LABEL,
                )
            except Erased:
                continue
            words.extend(filter(None, _WORDS.split(text)))
        return tuple(words)


_SAYS: dict[UnusualReason, str] = {
    "many_in_an_hour": "1時間のうちに、多くのケースを見ています。",
    "many_in_a_day": "1日のうちに、多くのケースを見ています。",
    "beyond_the_usual": "その人のふだんよりも、ずっと多くのケースを見ています。",
    "nobodys_case": "所属する機関がかかわっていないケースを見ています。",
    "own_family_name": "見た人と同じ姓の人についての情報を見ています。",
}


def _unusual(
    one: Looked, reason: UnusualReason, matters: int | None = None, hour: int | None = None
) -> UnusualReading:
    return UnusualReading(
        worker=one.reader,
        day=one.day,
        reason=reason,
        says=_SAYS[reason],
        matters=matters,
        hour=hour,
        position=one.position,
    )
