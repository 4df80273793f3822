"""Which cases there are and who is helped in them, as intake has told placement: ids and a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shared.facts.intake import (
    AnonymousLinked,
    ConsultationReceived,
    ContactRecorded,
    PersonJoinedCase,
    SubjectChanged,
)
from shared.store import Rows, Transaction
from shared.store.database import Row

FOREIGN_TABLES = (
    """CREATE TABLE IF NOT EXISTS told_cases (
        case_id TEXT PRIMARY KEY,
        municipality TEXT NOT NULL,
        received_on TEXT NOT NULL,
        subject_id TEXT
    )""",
    "CREATE INDEX IF NOT EXISTS told_cases_by_number ON told_cases (municipality, case_id)",
    """CREATE TABLE IF NOT EXISTS told_case_people (
        case_id TEXT NOT NULL,
        person_id TEXT NOT NULL,
        PRIMARY KEY (case_id, person_id)
    )""",
    "CREATE INDEX IF NOT EXISTS told_case_people_by_person ON told_case_people (person_id)",
)
"""Filled from another service's facts, so no rebuilding from the own log empties them."""

CaseTold = (
    ConsultationReceived | ContactRecorded | PersonJoinedCase | SubjectChanged | AnonymousLinked
)
"""What intake tells of who is helped in which case."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case, as far as placement must know it.

    Attributes:
        case_id: which.
        received_on: 受付日.
        subject_id: whom it is mainly about, if intake has said.
    """

    case_id: UUID
    received_on: date
    subject_id: UUID | None


def remember_case(tx: Transaction, fact: CaseTold) -> None:
    """Take in what intake has told of a case; who is in it stays in it."""
    match fact:
        case ConsultationReceived():
            tx.execute(
                "INSERT INTO told_cases VALUES (:case_id, :municipality, :on_day, NULL)"
                " ON CONFLICT (case_id) DO NOTHING",
                {
                    "case_id": fact.case_id,
                    "municipality": fact.municipality,
                    "on_day": fact.occurred_on.isoformat(),
                },
            )
        case ContactRecorded(person_id=person_id) if person_id is not None:
            _join(tx, fact.case_id, person_id)
        case PersonJoinedCase():
            _join(tx, fact.case_id, fact.person_id)
        case SubjectChanged():
            _join(tx, fact.case_id, fact.person_id)
            tx.execute(
                "UPDATE told_cases SET subject_id = :person_id WHERE case_id = :case_id",
                {"case_id": fact.case_id, "person_id": fact.person_id},
            )
        case AnonymousLinked():
            _join(tx, fact.case_id, fact.person_id)
            _join(tx, fact.linked_case_id, fact.person_id)


def forget_person(tx: Transaction, person_id: str) -> None:
    """Take an erased person out of every case."""
    tx.execute("DELETE FROM told_case_people WHERE person_id = :id", {"id": person_id})
    tx.execute("UPDATE told_cases SET subject_id = NULL WHERE subject_id = :id", {"id": person_id})


def case_told(rows: Rows, municipality: str, case_id: UUID) -> CaseRow | None:
    """A case of a municipality; ``None`` if intake has not told of it."""
    found = rows.rows(
        "SELECT * FROM told_cases WHERE case_id = :case_id AND municipality = :municipality",
        {"case_id": str(case_id), "municipality": municipality},
    )
    return _case(found[0]) if found else None


def cases_numbered(rows: Rows, municipality: str, beginning: str) -> tuple[CaseRow, ...]:
    """The cases of a municipality whose id begins so: hexadecimal digits with their hyphens."""
    found = rows.rows(
        "SELECT * FROM told_cases WHERE municipality = :municipality"
        " AND case_id >= :beginning AND case_id < :behind"
        " ORDER BY received_on DESC, case_id",
        {"municipality": municipality, "beginning": beginning, "behind": beginning + "g"},
    )
    return tuple(map(_case, found))


def people_of(rows: Rows, municipality: str, case_id: UUID) -> tuple[UUID, ...]:
    """Who is known in a case: told by intake, or on record in placement."""
    whose = {"case_id": str(case_id), "municipality": municipality}
    found = rows.rows(
        "SELECT p.person_id FROM told_case_people p JOIN told_cases c ON c.case_id = p.case_id"
        " WHERE p.case_id = :case_id AND c.municipality = :municipality"
        " UNION SELECT person_id FROM referrals WHERE case_id = :case_id"
        " AND municipality = :municipality AND person_id IS NOT NULL"
        " UNION SELECT person_id FROM steps WHERE case_id = :case_id"
        " AND municipality = :municipality AND status <> 'undone'"
        " UNION SELECT person_id FROM employments WHERE case_id = :case_id"
        " AND municipality = :municipality AND undone = 0"
        " ORDER BY person_id",
        whose,
    )
    return tuple(UUID(row["person_id"]) for row in found)


def is_on_record(rows: Rows, municipality: str, case_id: UUID) -> bool:
    """Whether placement itself has something on record about a case of a municipality."""
    found = rows.rows(
        "SELECT case_id FROM referrals WHERE case_id = :case_id AND municipality = :municipality"
        " UNION SELECT case_id FROM steps WHERE case_id = :case_id"
        " AND municipality = :municipality"
        " UNION SELECT case_id FROM employments WHERE case_id = :case_id"
        " AND municipality = :municipality",
        {"case_id": str(case_id), "municipality": municipality},
    )
    return bool(found)


def _join(tx: Transaction, case_id: str, person_id: str) -> None:
    tx.execute(
        "INSERT INTO told_case_people VALUES (:case_id, :person_id)"
        " ON CONFLICT (case_id, person_id) DO NOTHING",
        {"case_id": case_id, "person_id": person_id},
    )


def _case(row: Row) -> CaseRow:
    return CaseRow(
        case_id=UUID(row["case_id"]),
        received_on=date.fromisoformat(row["received_on"]),
        subject_id=UUID(row["subject_id"]) if row["subject_id"] else None,
    )
