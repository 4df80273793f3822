"""Placement's read model of employments, and of the looks at them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.placement.domain.employment import (
    Checkpoint,
    CheckpointRecorded,
    EmploymentDescribed,
    EmploymentEnded,
    EmploymentEvent,
    EmploymentRetained,
    EmploymentStarted,
    EmploymentUndone,
    LeavingCalledOff,
    LeavingPlanned,
)
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row

_CHANGED: dict[type[EmploymentEvent], str] = {
    EmploymentRetained: "retained_on = :on_day",
    LeavingPlanned: "leaving_since = :on_day",
    LeavingCalledOff: "leaving_since = NULL",
    EmploymentEnded: "ended_on = :on_day",
}
"""What an event of a day makes of the row of its employment."""

_TAKEN_BACK = {
    "start": "undone = 1",
    "retained": "retained_on = NULL",
    "leaving": "leaving_since = NULL",
    "end": "ended_on = NULL",
}
"""What is taken back, and how the row of its employment is then."""


class Employments:
    """Tables ``employments`` and ``employment_checks``: one row for each, without personal data."""

    names = ("employments", "employment_checks")
    tables = (
        """CREATE TABLE IF NOT EXISTS employments (
            employment_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            person_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            started_on TEXT NOT NULL,
            retained_on TEXT,
            leaving_since TEXT,
            ended_on TEXT,
            employer_id TEXT,
            workplace TEXT,
            trait TEXT,
            follows TEXT,
            undone INTEGER NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS employments_by_case ON employments (municipality, case_id)",
        "CREATE INDEX IF NOT EXISTS employments_by_former ON employments (follows)",
        """CREATE TABLE IF NOT EXISTS employment_checks (
            employment_id TEXT NOT NULL,
            month INTEGER NOT NULL,
            status TEXT NOT NULL,
            gap_days INTEGER,
            checked_on TEXT NOT NULL,
            undone INTEGER NOT NULL,
            PRIMARY KEY (employment_id, month)
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        event = recorded.event
        if not isinstance(event, EmploymentEvent):
            return
        employment_id = str(recorded.originator_id)
        match event:
            case EmploymentStarted():
                _insert(tx, employment_id, event)
            case EmploymentDescribed():
                _describe(tx, employment_id, event)
            case CheckpointRecorded(checkpoint=checkpoint):
                _check(tx, employment_id, checkpoint)
            case EmploymentUndone(undone="checkpoint", month=month):
                tx.execute(
                    "UPDATE employment_checks SET undone = 1"
                    " WHERE employment_id = :id AND month = :month",
                    {"id": employment_id, "month": month},
                )
            case EmploymentUndone(undone=undone) if undone in _TAKEN_BACK:
                _change(tx, employment_id, _TAKEN_BACK[undone])
            case _ if type(event) in _CHANGED:
                _change(tx, employment_id, _CHANGED[type(event)], on_day=event.on.isoformat())


def _insert(tx: Transaction, employment_id: str, event: EmploymentStarted) -> None:
    tx.execute(
        "INSERT INTO employments VALUES (:id, :municipality, :case_id, :person_id, :kind, :on_day,"
        " NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0)",
        {
            "id": employment_id,
            "municipality": event.municipality,
            "case_id": str(event.case_id),
            "person_id": str(event.person_id),
            "kind": event.kind,
            "on_day": event.on.isoformat(),
        },
    )


def _describe(tx: Transaction, employment_id: str, event: EmploymentDescribed) -> None:
    _change(
        tx,
        employment_id,
        "employer_id = :employer_id, workplace = :workplace, trait = :trait, follows = :follows",
        employer_id=str(event.employer_id) if event.employer_id else None,
        workplace=event.workplace,
        trait=event.trait,
        follows=str(event.follows) if event.follows else None,
    )


def _check(tx: Transaction, employment_id: str, found: Checkpoint) -> None:
    tx.execute(
        "INSERT INTO employment_checks VALUES (:id, :month, :status, :gap_days, :checked_on, 0)"
        " ON CONFLICT (employment_id, month) DO UPDATE SET status = excluded.status,"
        " gap_days = excluded.gap_days, checked_on = excluded.checked_on, undone = 0",
        {
            "id": employment_id,
            "month": found.month,
            "status": found.status,
            "gap_days": found.gap_days,
            "checked_on": found.checked_on.isoformat(),
        },
    )


def _change(tx: Transaction, employment_id: str, assignments: str, **values: str | None) -> None:
    tx.execute(
        f"UPDATE employments SET {assignments} WHERE employment_id = :id",  # noqa: S608 - own columns
        {"id": employment_id, **values},
    )


@dataclass(frozen=True, slots=True)
class EmploymentRow:
    """An employment as lists know it.

    Attributes:
        employment_id: which.
        municipality: whose.
        case_id: the case it belongs to.
        person_id: who works.
        kind: code list ``employment_kinds``.
        started_on: 就職日.
        retained_on: 就労定着.
        leaving_since: since when leaving is thought of.
        ended_on: 離職日.
        employer_id: the place or employer, if it is known.
        follows: the employment before it, if it is known.
    """

    employment_id: UUID
    municipality: str
    case_id: UUID
    person_id: UUID
    kind: str
    started_on: date
    retained_on: date | None
    leaving_since: date | None
    ended_on: date | None
    employer_id: UUID | None
    follows: UUID | None


def employments_of(
    rows: Rows,
    municipality: str,
    *,
    case_id: UUID | None = None,
    running: bool = False,
) -> tuple[EmploymentRow, ...]:
    """The employments of a municipality's cases, the first first; undone ones stay away.

    Args:
        rows: the database.
        municipality: whose.
        case_id: only of this case.
        running: only those that have not ended.
    """
    sql = "SELECT * FROM employments WHERE municipality = :municipality AND undone = 0"
    if case_id is not None:
        sql += " AND case_id = :case_id"
    if running:
        sql += " AND ended_on IS NULL"
    found = rows.rows(
        sql + " ORDER BY started_on, employment_id",
        {"municipality": municipality, "case_id": str(case_id)},
    )
    return tuple(map(_employment, found))


def employment_following(rows: Rows, employment_id: UUID) -> UUID | None:
    """The employment that followed one (再就職), if there is one."""
    found = rows.rows(
        "SELECT employment_id FROM employments WHERE follows = :id AND undone = 0"
        " ORDER BY started_on, employment_id LIMIT 1",
        {"id": str(employment_id)},
    )
    return UUID(found[0]["employment_id"]) if found else None


def looks_at_running(rows: Rows, municipality: str) -> dict[UUID, list[Checkpoint]]:
    """What was found at each running employment of a municipality's cases."""
    found: dict[UUID, list[Checkpoint]] = defaultdict(list)
    for row in rows.rows(
        "SELECT c.* FROM employment_checks c JOIN employments e"
        " ON e.employment_id = c.employment_id WHERE e.municipality = :municipality"
        " AND e.ended_on IS NULL AND e.undone = 0 AND c.undone = 0"
        " ORDER BY c.employment_id, c.month",
        {"municipality": municipality},
    ):
        found[UUID(row["employment_id"])].append(_checkpoint(row))
    return found


def _checkpoint(row: Row) -> Checkpoint:
    return Checkpoint(
        month=row["month"],
        status=row["status"],
        gap_days=row["gap_days"],
        checked_on=date.fromisoformat(row["checked_on"]),
    )


def _employment(row: Row) -> EmploymentRow:
    return EmploymentRow(
        employment_id=UUID(row["employment_id"]),
        municipality=row["municipality"],
        case_id=UUID(row["case_id"]),
        person_id=UUID(row["person_id"]),
        kind=row["kind"],
        started_on=date.fromisoformat(row["started_on"]),
        retained_on=_day(row["retained_on"]),
        leaving_since=_day(row["leaving_since"]),
        ended_on=_day(row["ended_on"]),
        employer_id=UUID(row["employer_id"]) if row["employer_id"] else None,
        follows=UUID(row["follows"]) if row["follows"] else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
