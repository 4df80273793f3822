"""Placement's read model of the steps towards work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.placement.domain.step import (
    StepEnded,
    StepEvent,
    StepFinished,
    StepPlanned,
    StepReviewed,
    StepStarted,
    StepStatus,
    StepUndone,
)
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row

_TAKEN_BACK = {
    "step": "status = 'undone'",
    "start": "started_on = NULL, status = 'planned'",
    "end": "ended_on = NULL, outcome = NULL, status ="
    " CASE WHEN started_on IS NULL THEN 'planned' ELSE 'running' END",
    "review": "reviewed_on = NULL",
    "finish": "status = 'awaiting_review'",
}
"""What is taken back, and how the row of its step is then; a step ends before it is looked back on,
so each leads back to where the step stood before."""


class Steps:
    """Table ``steps``: one row each, ids, codes and days; what was undone is marked so."""

    names = ("steps",)
    tables = (
        """CREATE TABLE IF NOT EXISTS steps (
            step_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            person_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            resource_id TEXT,
            programme TEXT,
            status TEXT NOT NULL,
            planned_on TEXT,
            planned_until TEXT,
            started_on TEXT,
            ended_on TEXT,
            outcome TEXT,
            reviewed_on TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS steps_by_case ON steps (municipality, case_id)",
        "CREATE INDEX IF NOT EXISTS steps_by_status ON steps (municipality, status)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        event = recorded.event
        if not isinstance(event, StepEvent):
            return
        step_id, on = str(recorded.originator_id), event.on.isoformat()
        match event:
            case StepPlanned(until=until):
                last = until.isoformat() if until else None
                _insert(tx, step_id, event, status="planned", planned_on=on, planned_until=last)
            case StepStarted():
                _insert(tx, step_id, event, status="running", started_on=on)
            case StepEnded(outcome=outcome):
                ended = "ended_on = :on_day, outcome = :outcome, status = 'awaiting_review'"
                _change(tx, step_id, ended, on_day=on, outcome=outcome)
            case StepReviewed():
                _change(tx, step_id, "reviewed_on = :on_day", on_day=on)
            case StepFinished():
                _change(tx, step_id, "status = 'finished'")
            case StepUndone(undone=undone) if undone in _TAKEN_BACK:
                _change(tx, step_id, _TAKEN_BACK[undone])


def _insert(tx: Transaction, step_id: str, event: StepEvent, **but: str | None) -> None:
    row: dict[str, Any] = {
        "planned_on": None,
        "planned_until": None,
        "started_on": None,
        **identity_of(event),
        **but,
        "step_id": step_id,
    }
    tx.execute(
        "INSERT INTO steps VALUES (:step_id, :municipality, :case_id, :person_id, :kind,"
        " :resource_id, :programme, :status, :planned_on, :planned_until, :started_on,"
        " NULL, NULL, NULL) ON CONFLICT (step_id) DO UPDATE"
        " SET status = excluded.status, started_on = excluded.started_on",
        row,
    )


def identity_of(event: StepEvent) -> dict[str, str | None]:
    """What every row about a step begins with."""
    return {
        "municipality": event.municipality,
        "case_id": str(event.case_id),
        "person_id": str(event.person_id),
        "kind": event.kind,
        "resource_id": str(event.resource_id) if event.resource_id else None,
        "programme": event.programme,
    }


def _change(tx: Transaction, step_id: str, assignments: str, **values: str) -> None:
    tx.execute(
        f"UPDATE steps SET {assignments} WHERE step_id = :step_id",  # noqa: S608 - own columns
        {"step_id": step_id, **values},
    )


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as lists know it.

    Attributes:
        step_id: which.
        case_id: the case it belongs to.
        person_id: who takes it.
        kind: code list ``step_kinds``.
        resource_id: the place or employer, if there is one.
        programme: the programme, if there is one.
        status: how far it has come.
        planned_on: its first planned day.
        started_on: since when it is taken.
        ended_on: its last day.
        outcome: code list ``step_outcomes``.
        reviewed_on: 振り返り.
    """

    step_id: UUID
    case_id: UUID
    person_id: UUID
    kind: str
    resource_id: UUID | None
    programme: str | None
    status: StepStatus
    planned_on: date | None
    started_on: date | None
    ended_on: date | None
    outcome: str | None
    reviewed_on: date | None


def steps_of(
    rows: Rows,
    municipality: str,
    *,
    case_id: UUID | None = None,
    status: StepStatus | None = None,
) -> tuple[StepRow, ...]:
    """The steps of a municipality's cases, those of the longest ago first; undone ones stay away.

    Args:
        rows: the database.
        municipality: whose.
        case_id: only of this case.
        status: only those that stand so.
    """
    sql = "SELECT * FROM steps WHERE municipality = :municipality AND status <> 'undone'"
    if case_id is not None:
        sql += " AND case_id = :case_id"
    if status is not None:
        sql += " AND status = :status"
    found = rows.rows(
        sql + " ORDER BY COALESCE(started_on, planned_on, ended_on), step_id",
        {
            "municipality": municipality,
            "case_id": str(case_id),
            "status": status or "",
        },
    )
    return tuple(map(_step, found))


def step_row(rows: Rows, step_id: UUID) -> StepRow:
    """A step that is on record, also one that was undone.

    Raises:
        LookupError: there is none.
    """
    found = rows.rows("SELECT * FROM steps WHERE step_id = :id", {"id": str(step_id)})
    if not found:
        raise LookupError("the list lacks a step that is on record")
    return _step(found[0])


def _step(row: Row) -> StepRow:
    return StepRow(
        step_id=UUID(row["step_id"]),
        case_id=UUID(row["case_id"]),
        person_id=UUID(row["person_id"]),
        kind=row["kind"],
        resource_id=UUID(row["resource_id"]) if row["resource_id"] else None,
        programme=row["programme"],
        status=row["status"],
        planned_on=_day(row["planned_on"]),
        started_on=_day(row["started_on"]),
        ended_on=_day(row["ended_on"]),
        outcome=row["outcome"],
        reviewed_on=_day(row["reviewed_on"]),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
