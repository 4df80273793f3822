"""Placement's read model of employments, and of the looks at them: how it is written."""

from __future__ import annotations

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
from shared.store import Recorded, Transaction

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
