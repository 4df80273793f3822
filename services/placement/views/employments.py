"""Placement's read model of employments."""

from __future__ import annotations

from services.placement.domain.employment import (
    EmploymentEnded,
    EmploymentRetained,
    EmploymentStarted,
)
from shared.store import Recorded, Transaction


class Employments:
    """Table ``employments``: one row each, without personal data."""

    names = ("employments",)
    tables = (
        """CREATE TABLE IF NOT EXISTS employments (
            employment_id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            started_on TEXT NOT NULL,
            retained_on TEXT,
            ended_on TEXT
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        identity = {"id": str(recorded.originator_id)}
        match recorded.event:
            case EmploymentStarted() as event:
                tx.execute(
                    "INSERT INTO employments VALUES (:id, :case_id, :kind, :on_day, NULL, NULL)",
                    identity
                    | {
                        "case_id": str(event.case_id),
                        "kind": event.kind,
                        "on_day": event.on.isoformat(),
                    },
                )
            case EmploymentRetained() as event:
                tx.execute(
                    "UPDATE employments SET retained_on = :on_day WHERE employment_id = :id",
                    identity | {"on_day": event.on.isoformat()},
                )
            case EmploymentEnded() as event:
                tx.execute(
                    "UPDATE employments SET ended_on = :on_day WHERE employment_id = :id",
                    identity | {"on_day": event.on.isoformat()},
                )
