"""The ledger's index: where the entries stand that answer a question; written with the entries.

It holds positions, ids and counts, and is made of the log alone (:func:`rebuild`): the answers are
read from the log. A term is one letter for its kind and the bytes of ids or a code, so that every
question is one walk along one key, however long the ledger is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from uuid import UUID

from services.conference.ledger.entry import Entry
from services.conference.ledger.tallies import (
    OUTSIDE_A_PACKET,
    READING_ACTS,
    TALLIES,
    is_shown,
    tally,
)
from shared.merkle.log import MerkleLog, Writes
from shared.merkle.refusals import LogDamaged
from shared.store.database import Rows

TABLES = (
    """CREATE TABLE IF NOT EXISTS disclosure_terms (
        term BYTEA NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (term, position)
    )""",
    """CREATE TABLE IF NOT EXISTS disclosure_shown (
        what BYTEA NOT NULL,
        agency_id BYTEA NOT NULL,
        PRIMARY KEY (what, agency_id)
    )""",
    *TALLIES,
)
NAMES = (
    "disclosure_terms",
    "disclosure_shown",
    "disclosure_holdings",
    "disclosure_emergencies",
    "disclosure_readings",
)

REBUILT_AT_ONCE = 1_000


def entry_key(entry_id: UUID) -> bytes:
    """One entry by its id."""
    return b"e" + entry_id.bytes


def subject_key(person_id: UUID) -> bytes:
    """Everything about a person, refusals included."""
    return b"s" + person_id.bytes


def received_key(recipient_id: UUID) -> bytes:
    """What an agency was shown or told."""
    return b"r" + recipient_id.bytes


def received_from_key(recipient_id: UUID, holder_id: UUID) -> bytes:
    """What an agency was shown or told of what another holds."""
    return b"h" + recipient_id.bytes + holder_id.bytes


def opener_key(worker: str) -> bytes:
    """What a worker looked at."""
    return b"o" + worker.encode()


def read_about_key(person_id: UUID) -> bytes:
    """Who looked at something about a person."""
    return b"l" + person_id.bytes


def packet_key(packet_id: UUID) -> bytes:
    """What became of a packet."""
    return b"p" + packet_id.bytes


def matter_key(matter_id: UUID) -> bytes:
    """Everything in an agenda item, or an act of sharing outside a meeting."""
    return b"m" + matter_id.bytes


def basis_key(basis: str) -> bytes:
    """What rests on a basis."""
    return b"b" + basis.encode()


def consent_key(consent_id: UUID) -> bytes:
    """What rests on an answer."""
    return b"c" + consent_id.bytes


def item_key(item_id: UUID) -> bytes:
    """An item, as :func:`shown_to` knows it."""
    return b"i" + item_id.bytes


def involved_key(person_id: UUID) -> bytes:
    """A person, as :func:`shown_to` knows the agencies that have to do with them."""
    return b"k" + person_id.bytes


def refused_key(whom: UUID | None = None) -> bytes:
    """Every refusal, or those about a person or to an agency."""
    return b"x" + (whom.bytes if whom else b"")


APPENDED_KEY = b"a"
"""Where each append ended: an index that knows of more than the log has outlived its entries."""

UNFOUNDED_KEY = b"u"
"""What was told or read without any basis."""


def terms(entry: Entry) -> Iterator[bytes]:
    """The keys under which an entry is found, each once for each thing it names."""
    yield entry_key(entry.entry_id)
    yield from map(subject_key, dict.fromkeys(entry.subjects))
    yield from map(basis_key, dict.fromkeys(entry.basis))
    yield from map(consent_key, dict.fromkeys(one.consent_id for one in entry.consents))
    if entry.packet_id:
        yield packet_key(entry.packet_id)
    if entry.matter_id:
        yield matter_key(entry.matter_id)
    if entry.act == "emergency_reviewed":
        return
    if entry.effect == "withheld":
        yield refused_key()
        yield from map(refused_key, dict.fromkeys((*entry.subjects, entry.recipient_id)))
    elif entry.act != "packet_built":
        yield from _shown_terms(entry)


def _shown_terms(entry: Entry) -> Iterator[bytes]:
    """The keys of an entry by which somebody came to see or hear something."""
    yield received_key(entry.recipient_id)
    yield received_from_key(entry.recipient_id, entry.holder_id)
    if not entry.basis:
        yield UNFOUNDED_KEY
    if entry.act in READING_ACTS:
        yield opener_key(entry.actor.person)
        yield from map(read_about_key, dict.fromkeys(entry.subjects))


_OUTLIVED = "SELECT 1 FROM disclosure_terms WHERE term = :term AND position >= :first LIMIT 1"


def write(unit: Writes, positions: Iterable[int], entries: Sequence[Entry]) -> None:
    """Index entries that were appended at these positions, in their transaction.

    Raises:
        LogDamaged: the index knows of entries that the log has no more.
    """
    placed = list(zip(positions, entries, strict=True))
    first, last = placed[0][0], placed[-1][0]
    if unit.rows(_OUTLIVED, {"term": APPENDED_KEY, "first": first}):
        raise LogDamaged
    found = [(term, at) for at, entry in placed for term in terms(entry)]
    found.append((APPENDED_KEY, last))
    unit.execute_many(
        "INSERT INTO disclosure_terms VALUES (:term, :position)",
        [{"term": term, "position": at} for term, at in found],
    )
    shown = dict.fromkeys(pair for entry in entries for pair in (*_shown(entry), *_involved(entry)))
    if shown:
        unit.execute_many(
            "INSERT INTO disclosure_shown VALUES (:what, :agency)"
            " ON CONFLICT (what, agency_id) DO NOTHING",
            [{"what": what, "agency": agency} for what, agency in shown],
        )
    tally(unit, placed)


def _shown(entry: Entry) -> Iterator[tuple[bytes, bytes]]:
    """By item and by answer: the agency that saw something."""
    if not is_shown(entry):
        return
    recipient = entry.recipient_id.bytes
    for item in entry.items:
        if item.item_id:
            yield item_key(item.item_id), recipient
    for consent in entry.consents:
        yield consent_key(consent.consent_id), recipient


def _involved(entry: Entry) -> Iterator[tuple[bytes, bytes]]:
    """By person: the agencies between which something about them was to pass.

    Looking into a record by oneself involves nobody: that is what is to be noticed.
    """
    if entry.act in OUTSIDE_A_PACKET or entry.act == "emergency_reviewed":
        return
    agencies = [entry.holder_id.bytes]
    if entry.effect != "withheld":
        agencies.append(entry.recipient_id.bytes)
    for person in entry.subjects:
        yield from ((involved_key(person), agency) for agency in agencies)


def shown_to(rows: Rows, what: bytes) -> tuple[UUID, ...]:
    """The agencies that were shown an item, or something resting on an answer, each once."""
    sql = "SELECT agency_id FROM disclosure_shown WHERE what = :what ORDER BY agency_id"
    found = rows.rows(sql, {"what": what})
    return tuple(UUID(bytes=bytes(row["agency_id"])) for row in found)


def rebuild(unit: Writes, log: MerkleLog) -> int:
    """Empty the index and make it again from the log; return the number of entries read.

    Raises:
        LogDamaged: entries were added that nobody signed.
    """
    for name in NAMES:
        unit.execute_many(f"DELETE FROM {name}", [{}])  # noqa: S608 - names are our own
    count = 0
    while rows := log.entries(unit, count, REBUILT_AT_ONCE):
        ends = [number for number, row in enumerate(rows, 1) if row["checkpoint"] is not None]
        for start, stop in pairwise([0, *ends]):
            piece = rows[start:stop]
            entries = [Entry.read(bytes(row["entry"])) for row in piece]
            write(unit, [row["position"] for row in piece], entries)
        if not ends:
            raise LogDamaged
        count += ends[-1]
    return count
