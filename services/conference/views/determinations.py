"""Determinations and emergencies by whom they concern; what nobody has reviewed yet."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from services.conference.domain.determination import (
    DeterminationEnded,
    DeterminationMade,
    EmergencyAsserted,
    EmergencyReviewed,
)
from shared.store import Recorded, Rows, Transaction


class Determinations:
    """Tables ``determinations_by_subject``, ``emergencies_by_subject`` and ``emergencies``.

    What has ended stays: what was lawful on a past day is asked of what held then.
    """

    names = ("determinations_by_subject", "emergencies_by_subject", "emergencies")
    tables = (
        """CREATE TABLE IF NOT EXISTS determinations_by_subject (
            subject_id TEXT NOT NULL,
            determination_id TEXT NOT NULL,
            municipality TEXT NOT NULL,
            kind TEXT NOT NULL,
            starts_at TEXT NOT NULL,
            ends_at TEXT,
            ended_at TEXT,
            PRIMARY KEY (subject_id, determination_id)
        )""",
        (
            "CREATE INDEX IF NOT EXISTS determinations_by_id"
            " ON determinations_by_subject (determination_id)"
        ),
        """CREATE TABLE IF NOT EXISTS emergencies_by_subject (
            subject_id TEXT NOT NULL,
            emergency_id TEXT NOT NULL,
            starts_at TEXT NOT NULL,
            ends_at TEXT,
            PRIMARY KEY (subject_id, emergency_id)
        )""",
        """CREATE TABLE IF NOT EXISTS emergencies (
            emergency_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            review_due TEXT NOT NULL,
            reviewed INTEGER NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS emergencies_unreviewed ON emergencies (municipality, reviewed)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        own_id = str(recorded.originator_id)
        match recorded.event:
            case DeterminationMade() as made:
                for subject in dict.fromkeys(made.subjects):
                    tx.execute(
                        "INSERT INTO determinations_by_subject"
                        " VALUES (:subject, :id, :municipality, :kind, :starts, :ends, NULL)",
                        {
                            "subject": str(subject),
                            "id": own_id,
                            "municipality": made.municipality,
                            "kind": made.kind,
                            "starts": made.start.isoformat(),
                            "ends": made.end.isoformat() if made.end else None,
                        },
                    )
            case DeterminationEnded() as ended:
                tx.execute(
                    "UPDATE determinations_by_subject SET ended_at = :ended_at"
                    " WHERE determination_id = :id",
                    {"ended_at": ended.ended_at.isoformat(), "id": own_id},
                )
            case EmergencyAsserted() as asserted:
                _assert(tx, own_id, asserted)
            case EmergencyReviewed():
                tx.execute(
                    "UPDATE emergencies SET reviewed = 1 WHERE emergency_id = :id", {"id": own_id}
                )


def _assert(tx: Transaction, own_id: str, asserted: EmergencyAsserted) -> None:
    tx.execute(
        "INSERT INTO emergencies VALUES (:id, :municipality, :due, 0)",
        {
            "id": own_id,
            "municipality": asserted.municipality,
            "due": asserted.review_due.isoformat(),
        },
    )
    for subject in dict.fromkeys(asserted.subjects):
        tx.execute(
            "INSERT INTO emergencies_by_subject VALUES (:subject, :id, :starts, :ends)",
            {
                "subject": str(subject),
                "id": own_id,
                "starts": asserted.start.isoformat(),
                "ends": asserted.end.isoformat() if asserted.end else None,
            },
        )


def determinations_about(rows: Rows, person_ids: Iterable[UUID]) -> list[UUID]:
    """Every determination ever made about any of the persons, each once, by id."""
    return _about(
        rows,
        "SELECT determination_id AS id FROM determinations_by_subject WHERE subject_id = :subject",
        person_ids,
    )


def emergencies_about(rows: Rows, person_ids: Iterable[UUID]) -> list[UUID]:
    """Every emergency ever asserted about any of the persons, each once, by id."""
    return _about(
        rows,
        "SELECT emergency_id AS id FROM emergencies_by_subject WHERE subject_id = :subject",
        person_ids,
    )


def _about(rows: Rows, sql: str, person_ids: Iterable[UUID]) -> list[UUID]:
    found: set[UUID] = set()
    for person_id in person_ids:
        found |= {UUID(row["id"]) for row in rows.rows(sql, {"subject": str(person_id)})}
    return sorted(found)


def unreviewed_emergencies(rows: Rows, municipality: str) -> list[UUID]:
    """The emergencies of a municipality that nobody has looked at afterwards, by id."""
    found = rows.rows(
        "SELECT emergency_id FROM emergencies"
        " WHERE municipality = :municipality AND reviewed = 0 ORDER BY emergency_id",
        {"municipality": municipality},
    )
    return [UUID(row["emergency_id"]) for row in found]
