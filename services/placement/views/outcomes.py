"""Placement's read model of outcomes that are no job."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.placement.domain.outcome import OutcomeReached, OutcomeUndone
from shared.store import Recorded, Rows, Transaction


class Outcomes:
    """Table ``outcomes``: one row each, ids, codes and days; what was undone is marked so."""

    names = ("outcomes",)
    tables = (
        """CREATE TABLE IF NOT EXISTS outcomes (
            outcome_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            person_id TEXT,
            kind TEXT NOT NULL,
            resource_id TEXT,
            on_day TEXT NOT NULL,
            undone INTEGER NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS outcomes_by_case ON outcomes (municipality, case_id)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        identity = {"id": str(recorded.originator_id)}
        match recorded.event:
            case OutcomeReached() as event:
                tx.execute(
                    "INSERT INTO outcomes VALUES (:id, :municipality, :case_id, :person_id, :kind,"
                    " :resource_id, :on_day, 0)",
                    {
                        **identity,
                        "municipality": event.municipality,
                        "case_id": str(event.case_id),
                        "person_id": str(event.person_id) if event.person_id else None,
                        "kind": event.kind,
                        "resource_id": str(event.resource_id) if event.resource_id else None,
                        "on_day": event.on.isoformat(),
                    },
                )
            case OutcomeUndone():
                tx.execute("UPDATE outcomes SET undone = 1 WHERE outcome_id = :id", identity)


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome as lists know it.

    Attributes:
        outcome_id: which.
        person_id: who reached it; ``None`` for the household.
        kind: code list ``outcome_kinds``.
        resource_id: the place, if there is one.
        on: the day.
    """

    outcome_id: UUID
    person_id: UUID | None
    kind: str
    resource_id: UUID | None
    on: date


def outcomes_of(rows: Rows, municipality: str, case_id: UUID) -> tuple[OutcomeRow, ...]:
    """What was reached in a case, in the order of the days; undone ones stay away."""
    found = rows.rows(
        "SELECT * FROM outcomes WHERE municipality = :municipality AND case_id = :case_id"
        " AND undone = 0 ORDER BY on_day, outcome_id",
        {"municipality": municipality, "case_id": str(case_id)},
    )
    return tuple(
        OutcomeRow(
            outcome_id=UUID(row["outcome_id"]),
            person_id=UUID(row["person_id"]) if row["person_id"] else None,
            kind=row["kind"],
            resource_id=UUID(row["resource_id"]) if row["resource_id"] else None,
            on=date.fromisoformat(row["on_day"]),
        )
        for row in found
    )
