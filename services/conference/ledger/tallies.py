"""What the index counts: from whom an agency holds something, emergencies, who read how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC
from uuid import UUID

from services.conference.ledger.entry import Entry
from shared.calendar import JST
from shared.merkle.log import Writes
from shared.store.database import Row, Rows

TALLIES = (
    """CREATE TABLE IF NOT EXISTS disclosure_holdings (
        municipality TEXT NOT NULL,
        recipient_id TEXT NOT NULL,
        holder_id TEXT NOT NULL,
        entries INTEGER NOT NULL,
        first_at TEXT NOT NULL,
        last_at TEXT NOT NULL,
        PRIMARY KEY (municipality, recipient_id, holder_id)
    )""",
    """CREATE TABLE IF NOT EXISTS disclosure_emergencies (
        emergency_id TEXT PRIMARY KEY,
        entries INTEGER NOT NULL,
        first_position INTEGER NOT NULL,
        reviewed_position INTEGER
    )""",
    """CREATE INDEX IF NOT EXISTS disclosure_emergencies_unreviewed
        ON disclosure_emergencies (first_position) WHERE reviewed_position IS NULL""",
    """CREATE TABLE IF NOT EXISTS disclosure_readings (
        day TEXT NOT NULL,
        reader TEXT NOT NULL,
        hour INTEGER NOT NULL,
        matter TEXT NOT NULL,
        outside INTEGER NOT NULL,
        position INTEGER NOT NULL,
        PRIMARY KEY (day, reader, hour, matter, outside)
    )""",
    """CREATE INDEX IF NOT EXISTS disclosure_readings_by_reader
        ON disclosure_readings (reader, day)""",
)

READING_ACTS = frozenset({"packet_opened", "packet_printed", "record_read", "export"})
"""Acts in which a worker looks at contents."""

OUTSIDE_A_PACKET = frozenset({"record_read", "export"})
"""Acts for which nobody has decided beforehand who may look; a packet is for its recipient."""

NOTHING_SHOWN_YET = frozenset({"packet_built", "emergency_reviewed"})
"""Acts in which nobody sees contents: a packet lies ready, a decision is looked at again."""

Placed = Sequence[tuple[int, Entry]]
"""Entries with their positions, in order."""


def is_shown(entry: Entry) -> bool:
    """Whether somebody came to see or hear something by it."""
    return entry.effect != "withheld" and entry.act not in NOTHING_SHOWN_YET


def tally(unit: Writes, placed: Placed) -> None:
    """Count entries that were appended, in their transaction."""
    _count_holdings(unit, placed)
    _count_emergencies(unit, placed)
    _note_readings(unit, placed)


def _count_holdings(unit: Writes, placed: Placed) -> None:
    by_pair: dict[tuple[str, UUID, UUID], list[str]] = {}
    for _, entry in placed:
        if is_shown(entry):
            pair = (entry.municipality, entry.recipient_id, entry.holder_id)
            by_pair.setdefault(pair, []).append(
                entry.at.astimezone(UTC).isoformat(timespec="microseconds")
            )
    _upsert(
        unit,
        "INSERT INTO disclosure_holdings VALUES"
        " (:municipality, :recipient, :holder, :entries, :first, :last)"
        " ON CONFLICT (municipality, recipient_id, holder_id) DO UPDATE SET"
        " entries = disclosure_holdings.entries + excluded.entries,"
        " first_at = CASE WHEN excluded.first_at < disclosure_holdings.first_at"
        " THEN excluded.first_at ELSE disclosure_holdings.first_at END,"
        " last_at = CASE WHEN excluded.last_at > disclosure_holdings.last_at"
        " THEN excluded.last_at ELSE disclosure_holdings.last_at END",
        [
            {
                "municipality": municipality,
                "recipient": str(recipient),
                "holder": str(holder),
                "entries": len(instants),
                "first": min(instants),
                "last": max(instants),
            }
            for (municipality, recipient, holder), instants in by_pair.items()
        ],
    )


def _count_emergencies(unit: Writes, placed: Placed) -> None:
    _upsert(
        unit,
        "INSERT INTO disclosure_emergencies VALUES (:id, :entries, :position, :reviewed)"
        " ON CONFLICT (emergency_id) DO UPDATE SET"
        " entries = disclosure_emergencies.entries + excluded.entries,"
        " reviewed_position ="
        " COALESCE(disclosure_emergencies.reviewed_position, excluded.reviewed_position)",
        [
            {
                "id": str(entry.emergency_id),
                "entries": int(entry.act != "emergency_reviewed"),
                "position": position,
                "reviewed": position if entry.act == "emergency_reviewed" else None,
            }
            for position, entry in placed
            if entry.emergency_id
        ],
    )


def _note_readings(unit: Writes, placed: Placed) -> None:
    """One row for each matter that somebody read in within an hour, in Japan's time."""
    rows = []
    for position, entry in placed:
        if entry.act not in READING_ACTS or entry.effect == "withheld":
            continue
        at = entry.at.astimezone(JST)
        rows.append(
            {
                "day": at.date().isoformat(),
                "reader": entry.actor.person,
                "hour": at.hour,
                "matter": matter_read(entry),
                "outside": int(entry.act in OUTSIDE_A_PACKET),
                "position": position,
            }
        )
    _upsert(
        unit,
        "INSERT INTO disclosure_readings"
        " VALUES (:day, :reader, :hour, :matter, :outside, :position)"
        " ON CONFLICT (day, reader, hour, matter, outside) DO NOTHING",
        rows,
    )


def matter_read(entry: Entry) -> str:
    """What counts as one case in a reader's day: the matter, or else the person."""
    return str(entry.matter_id or min(entry.subjects, key=str, default=entry.entry_id))


def _upsert(unit: Writes, sql: str, rows: Iterable[dict[str, object]]) -> None:
    if found := list(rows):
        unit.execute_many(sql, found)


def holdings_of(rows: Rows, municipality: str, recipient_id: UUID) -> list[Row]:
    """From whom an agency holds something, how often, from when until when; most first."""
    return rows.rows(
        "SELECT holder_id, entries, first_at, last_at FROM disclosure_holdings"
        " WHERE municipality = :municipality AND recipient_id = :recipient"
        " ORDER BY entries DESC, holder_id",
        {"municipality": municipality, "recipient": str(recipient_id)},
    )


def unreviewed_emergencies(rows: Rows, municipality: str) -> list[Row]:
    """Emergencies at which nobody has looked since: those that were asserted, the first due first.

    Then whatever else something rests on in the ledger. ``emergency_id``, ``review_due``,
    ``entries`` and ``first_position``; the last three may be empty.
    """
    asserted = rows.rows(
        "SELECT e.emergency_id, e.review_due, d.entries, d.first_position FROM emergencies e"
        " LEFT JOIN disclosure_emergencies d ON d.emergency_id = e.emergency_id"
        " WHERE e.municipality = :municipality AND e.reviewed = 0"
        " AND d.reviewed_position IS NULL ORDER BY e.review_due, e.emergency_id",
        {"municipality": municipality},
    )
    known_here_alone = rows.rows(
        "SELECT d.emergency_id, e.review_due, d.entries, d.first_position"
        " FROM disclosure_emergencies d"
        " LEFT JOIN emergencies e ON e.emergency_id = d.emergency_id"
        " WHERE d.reviewed_position IS NULL AND e.emergency_id IS NULL"
        " ORDER BY d.first_position",
    )
    return [*asserted, *known_here_alone]
