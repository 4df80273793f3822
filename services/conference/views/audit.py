"""What was signed for others, and what was asked of the ledger."""

from __future__ import annotations

from uuid import UUID

from services.conference.domain.audit import AuditAsked, CheckpointSigned
from services.conference.domain.worker import WorkerDescribed
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row


class AuditTrail:
    """Tables ``checkpoints``, ``audit_questions`` and ``described_workers``: no answer, no name."""

    names = ("checkpoints", "audit_questions", "described_workers")
    tables = (
        """CREATE TABLE IF NOT EXISTS checkpoints (
            size INTEGER PRIMARY KEY,
            note TEXT NOT NULL,
            signed_at TEXT NOT NULL
        )""",
        """CREATE TABLE IF NOT EXISTS audit_questions (
            question_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            asked_at TEXT NOT NULL,
            worker TEXT NOT NULL,
            agency TEXT NOT NULL,
            role TEXT NOT NULL,
            question TEXT NOT NULL,
            about TEXT
        )""",
        "CREATE TABLE IF NOT EXISTS described_workers (worker TEXT PRIMARY KEY)",
        """CREATE INDEX IF NOT EXISTS audit_questions_by_about
            ON audit_questions (municipality, about, asked_at)""",
        """CREATE INDEX IF NOT EXISTS audit_questions_by_time
            ON audit_questions (municipality, asked_at)""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        match recorded.event:
            case CheckpointSigned() as signed:
                tx.execute(
                    "INSERT INTO checkpoints VALUES (:size, :note, :signed_at)"
                    " ON CONFLICT (size) DO NOTHING",
                    {
                        "size": signed.size,
                        "note": signed.note,
                        "signed_at": signed.signed_at.isoformat(),
                    },
                )
            case WorkerDescribed() as described:
                tx.execute(
                    "INSERT INTO described_workers VALUES (:worker)"
                    " ON CONFLICT (worker) DO NOTHING",
                    {"worker": described.worker},
                )
            case AuditAsked() as asked:
                by = recorded.metadata.actor
                tx.execute(
                    "INSERT INTO audit_questions VALUES"
                    " (:id, :municipality, :at, :worker, :agency, :role, :question, :about)",
                    {
                        "id": str(recorded.originator_id),
                        "municipality": asked.municipality,
                        "at": recorded.metadata.recorded_at.isoformat(),
                        "worker": by.person,
                        "agency": by.agency,
                        "role": by.role,
                        "question": asked.question,
                        "about": asked.about,
                    },
                )


def checkpoints_behind(rows: Rows, size: int) -> list[str]:
    """Signed notes (base64) over more entries than that, smallest first."""
    found = rows.rows(
        "SELECT note FROM checkpoints WHERE size > :size ORDER BY size", {"size": size}
    )
    return [row["note"] for row in found]


def questions_about(rows: Rows, municipality: str, about: UUID | None) -> list[Row]:
    """Who asked a municipality's ledger about something, or about anything, latest first."""
    told = {"municipality": municipality}
    if about is None:
        return rows.rows(
            "SELECT * FROM audit_questions WHERE municipality = :municipality"
            " ORDER BY asked_at DESC",
            told,
        )
    return rows.rows(
        "SELECT * FROM audit_questions WHERE municipality = :municipality AND about = :about"
        " ORDER BY asked_at DESC",
        {**told, "about": str(about)},
    )


def described_workers(rows: Rows) -> frozenset[str]:
    """The workers whose family name is on record, sealed."""
    return frozenset(row["worker"] for row in rows.rows("SELECT worker FROM described_workers"))
