"""Retention: which cases have ended, who is in them, until when records are kept, what holds them.

The first three tables are filled from other services' facts and are not emptied when the views
are built again. Opaque ids, codes and days only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.conference.retention import ClassId
from shared.facts import Fact, intake, placement
from shared.store import Rows, Transaction

FOREIGN_TABLES = (
    """CREATE TABLE IF NOT EXISTS retention_cases (
        case_id TEXT PRIMARY KEY,
        municipality TEXT NOT NULL,
        ended INTEGER NOT NULL,
        since TEXT NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS retention_persons (
        person_id TEXT NOT NULL,
        case_id TEXT NOT NULL,
        PRIMARY KEY (person_id, case_id)
    )""",
    "CREATE INDEX IF NOT EXISTS retention_persons_by_case ON retention_persons (case_id)",
    """CREATE TABLE IF NOT EXISTS retention_signs (
        subject_id TEXT NOT NULL,
        class_id TEXT NOT NULL,
        last_on TEXT NOT NULL,
        PRIMARY KEY (subject_id, class_id)
    )""",
)
"""``subject_id`` is a person or a case: what is known of a case counts for everybody in it."""

OF_AGE = 18
_ABUSE = "abuse"

_End = intake.CaseClosed | intake.CaseTransferred | intake.AnonymousLinked
_Going = intake.CaseSuspended | intake.CaseReopened
_Joining = intake.PersonJoinedCase | intake.SubjectChanged | intake.AnonymousLinked
_Handed = (
    placement.ReferralOffered
    | placement.ReferralOfferedV1
    | placement.ReferralAccepted
    | placement.ReferralDeclined
    | placement.ReferralCompleted
    | placement.ReferralFailed
    | placement.EmploymentStarted
    | placement.EmploymentRetained
    | placement.EmploymentEnded
    | placement.EmploymentDescribed
    | placement.StepTaken
    | placement.StepAttended
    | placement.StepFinished
    | placement.OutcomeReached
)


def remember_for_retention(tx: Transaction, fact: Fact) -> None:
    """Note what another service's fact means for how long records are kept."""
    if isinstance(fact, intake.ConsultationReceived):
        tx.execute(
            "INSERT INTO retention_cases VALUES (:case_id, :municipality, 0, :on_day)"
            " ON CONFLICT (case_id) DO NOTHING",
            {
                "case_id": fact.case_id,
                "municipality": fact.municipality,
                "on_day": fact.occurred_on.isoformat(),
            },
        )
    if isinstance(fact, _End | _Going):
        tx.execute(
            "UPDATE retention_cases SET ended = :ended, since = :on_day WHERE case_id = :case_id",
            {
                "case_id": fact.case_id,
                "ended": int(isinstance(fact, _End)),
                "on_day": fact.occurred_on.isoformat(),
            },
        )
    if isinstance(fact, _Joining):
        _join(tx, fact.person_id, fact.case_id)
    if isinstance(fact, intake.ContactRecorded):
        if fact.person_id:
            _join(tx, fact.person_id, fact.case_id)
        if _ABUSE in fact.factors or (fact.age is not None and fact.age < OF_AGE):
            sign(tx, "retention_signs", fact.case_id, "abuse_child", fact.occurred_on)
    if isinstance(fact, intake.CaseAssessed) and _ABUSE in fact.factors:
        sign(tx, "retention_signs", fact.case_id, "abuse_child", fact.occurred_on)
    if isinstance(fact, _Handed):
        subject = fact.person_id or fact.case_id
        sign(tx, "retention_signs", subject, "placement", fact.occurred_on)


def _join(tx: Transaction, person_id: str, case_id: str) -> None:
    tx.execute(
        "INSERT INTO retention_persons VALUES (:person_id, :case_id)"
        " ON CONFLICT (person_id, case_id) DO NOTHING",
        {"person_id": person_id, "case_id": case_id},
    )


def sign(tx: Transaction, table: str, subject_id: str, class_id: ClassId, on: date) -> None:
    """Note that there are records of a class about a person or a case, the latest on a day."""
    tx.execute(
        f"INSERT INTO {table} VALUES (:subject_id, :class_id, :on_day)"  # noqa: S608 - own tables
        " ON CONFLICT (subject_id, class_id) DO UPDATE SET last_on ="
        f" CASE WHEN {table}.last_on < :on_day THEN :on_day ELSE {table}.last_on END",
        {"subject_id": subject_id, "class_id": class_id, "on_day": on.isoformat()},
    )


@dataclass(frozen=True, slots=True)
class CaseStanding:
    """One case that a person is or was in.

    Attributes:
        case_id: the case.
        municipality: whose.
        ended: 終結・移管・名寄せ済み; 中断 is not an end.
        since: since when it stands so.
    """

    case_id: UUID
    municipality: str
    ended: bool
    since: date


def cases_of_person(rows: Rows, person_id: UUID) -> list[CaseStanding]:
    """Every case a person is or was in, in every municipality, by id."""
    found = rows.rows(
        "SELECT c.case_id, c.municipality, c.ended, c.since FROM retention_persons p"
        " JOIN retention_cases c ON c.case_id = p.case_id"
        " WHERE p.person_id = :person_id ORDER BY c.case_id",
        {"person_id": str(person_id)},
    )
    return [
        CaseStanding(
            UUID(row["case_id"]),
            row["municipality"],
            bool(row["ended"]),
            date.fromisoformat(row["since"]),
        )
        for row in found
    ]


def persons_of_case(rows: Rows, case_id: UUID) -> list[UUID]:
    """Everybody who is or was in a case, by id."""
    found = rows.rows(
        "SELECT person_id FROM retention_persons WHERE case_id = :case_id ORDER BY person_id",
        {"case_id": str(case_id)},
    )
    return [UUID(row["person_id"]) for row in found]


def last_days(rows: Rows, subjects: list[UUID]) -> dict[ClassId, date]:
    """The latest day of each class of records about a person or their cases."""
    found: dict[ClassId, date] = {}
    for subject in subjects:
        for row in rows.rows(
            "SELECT class_id, last_on FROM retention_signs WHERE subject_id = :subject_id"
            " UNION ALL"
            " SELECT class_id, last_on FROM retention_records WHERE subject_id = :subject_id",
            {"subject_id": str(subject)},
        ):
            on = date.fromisoformat(row["last_on"])
            found[row["class_id"]] = max(on, found.get(row["class_id"], on))
    return found


def ended_persons(
    rows: Rows, municipality: str, ended_by: date, after: UUID | None, limit: int
) -> list[UUID]:
    """Persons of a municipality whose cases have all ended by a day, and who are not erased."""
    found = rows.rows(
        "SELECT p.person_id FROM retention_persons p"
        " JOIN retention_cases c ON c.case_id = p.case_id"
        " WHERE p.person_id > :after_id AND NOT EXISTS (SELECT 1 FROM erasures e"
        " WHERE e.person_id = p.person_id AND e.status IN ('approved', 'completed'))"
        " GROUP BY p.person_id"
        " HAVING MIN(c.ended) = 1 AND MAX(c.since) <= :ended_by"
        " AND MAX(CASE WHEN c.municipality = :municipality THEN 1 ELSE 0 END) = 1"
        " ORDER BY p.person_id LIMIT :page",
        {
            "municipality": municipality,
            "ended_by": ended_by.isoformat(),
            "after_id": str(after) if after else "",
            "page": limit,
        },
    )
    return [UUID(row["person_id"]) for row in found]
