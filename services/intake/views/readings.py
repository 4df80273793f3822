"""Who looked at what was known about whom, for the audit: opaque ids and instants only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.intake.domain.reading import Look, RecordRead
from shared.identity import Role
from shared.store import Recorded, Rows, Transaction


class Readings:
    """Table ``readings``: a row per look and person; a case without persons has one of its own."""

    names = ("readings",)
    tables = (
        """CREATE TABLE IF NOT EXISTS readings (
            reading_id TEXT NOT NULL,
            municipality TEXT NOT NULL,
            about TEXT NOT NULL,
            read_at TEXT NOT NULL,
            look TEXT NOT NULL,
            worker TEXT NOT NULL,
            agency TEXT NOT NULL,
            role TEXT NOT NULL,
            PRIMARY KEY (reading_id, about)
        )""",
        "CREATE INDEX IF NOT EXISTS readings_by_about ON readings (municipality, about, read_at)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        event = recorded.event
        if not isinstance(event, RecordRead):
            return
        metadata = recorded.metadata
        for about in dict.fromkeys((*event.person_ids, *event.case_ids)):
            tx.add(
                "readings",
                {
                    "reading_id": str(recorded.originator_id),
                    "municipality": event.municipality,
                    "about": str(about),
                    "read_at": metadata.recorded_at.isoformat(),
                    "look": event.look,
                    "worker": metadata.actor.person,
                    "agency": metadata.actor.agency,
                    "role": metadata.actor.role,
                },
            )


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One look.

    Attributes:
        reading_id: names it.
        read_at: when.
        look: at what kind of thing.
        worker: who, as their account is known.
        agency: for which agency.
        role: in which role.
    """

    reading_id: UUID
    read_at: datetime
    look: Look
    worker: str
    agency: str
    role: Role


def readings_about(rows: Rows, municipality: str, about: UUID) -> list[ReadingRow]:
    """Who looked at what is known about a person or a case, the latest first."""
    found = rows.rows(
        "SELECT * FROM readings WHERE municipality = :municipality AND about = :about"
        " ORDER BY read_at DESC, reading_id",
        {"municipality": municipality, "about": str(about)},
    )
    return [
        ReadingRow(
            reading_id=UUID(row["reading_id"]),
            read_at=datetime.fromisoformat(row["read_at"]),
            look=row["look"],
            worker=row["worker"],
            agency=row["agency"],
            role=row["role"],
        )
        for row in found
    ]
