"""Placement's read model of tasks: what is overdue, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.placement.domain.employment import CheckpointMonth
from services.placement.domain.task import TaskEvent, TaskKind, TaskOpened, TaskStatus, status_after
from shared.codes.municipality import MunicipalityCode
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row


class Tasks:
    """Table ``tasks``: one row each, ids, codes and days."""

    names = ("tasks",)
    tables = (
        """CREATE TABLE IF NOT EXISTS tasks (
            task_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT,
            person_id TEXT,
            kind TEXT NOT NULL,
            record_id TEXT NOT NULL,
            month INTEGER,
            due_on TEXT NOT NULL,
            opened_on TEXT NOT NULL,
            status TEXT NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS tasks_by_status ON tasks (municipality, status, due_on)",
        "CREATE INDEX IF NOT EXISTS tasks_by_record ON tasks (record_id)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        event, task_id = recorded.event, str(recorded.originator_id)
        if not isinstance(event, TaskEvent):
            return
        status = status_after(_status(tx, task_id), event)
        if isinstance(event, TaskOpened):
            tx.execute(
                "INSERT INTO tasks VALUES (:id, :municipality, :case_id, :person_id, :kind,"
                " :record_id, :month, :due_on, :on_day, :status)"
                " ON CONFLICT (task_id) DO UPDATE SET opened_on = :on_day, status = :status",
                {
                    "id": task_id,
                    "municipality": event.municipality,
                    "case_id": str(event.case_id) if event.case_id else None,
                    "person_id": str(event.person_id) if event.person_id else None,
                    "kind": event.kind,
                    "record_id": str(event.record_id),
                    "month": event.month,
                    "due_on": event.due_on.isoformat(),
                    "on_day": event.on.isoformat(),
                    "status": status,
                },
            )
            return
        tx.execute(
            "UPDATE tasks SET status = :status WHERE task_id = :id",
            {"id": task_id, "status": status},
        )


def _status(tx: Transaction, task_id: str) -> TaskStatus | None:
    found = tx.rows("SELECT status FROM tasks WHERE task_id = :id", {"id": task_id})
    return found[0]["status"] if found else None


@dataclass(frozen=True, slots=True)
class TaskRow:
    """An open task.

    Attributes:
        task_id: which.
        municipality: whose case it is about.
        case_id: which case; ``None`` for a resource.
        person_id: whom it is about; ``None`` for a household or a resource.
        kind: what is to be done.
        record_id: the referral; of a checkpoint the employment, of a confirmation the resource.
        month: of a checkpoint: which of the series.
        due_on: the last day on which it was in time.
        opened_on: since when it is open.
    """

    task_id: UUID
    municipality: MunicipalityCode
    case_id: UUID | None
    person_id: UUID | None
    kind: TaskKind
    record_id: UUID
    month: CheckpointMonth | None
    due_on: date
    opened_on: date


def open_tasks(rows: Rows, municipality: str) -> tuple[TaskRow, ...]:
    """A municipality's open tasks, the longest overdue first."""
    found = rows.rows(
        "SELECT * FROM tasks WHERE municipality = :municipality AND status = 'open'"
        " ORDER BY due_on, task_id",
        {"municipality": municipality},
    )
    return tuple(map(_read, found))


def open_tasks_awaited_from(rows: Rows, agency_id: UUID) -> tuple[TaskRow, ...]:
    """The open tasks of referrals in which an agency was asked, the longest overdue first."""
    found = rows.rows(
        "SELECT t.* FROM tasks t JOIN referrals r ON r.referral_id = t.record_id"
        " WHERE r.to_agency_id = :agency AND r.offered_on IS NOT NULL AND t.status = 'open'"
        " ORDER BY t.due_on, t.task_id",
        {"agency": str(agency_id)},
    )
    return tuple(map(_read, found))


def tasks_done(rows: Rows, municipality: str) -> frozenset[UUID]:
    """The tasks of a municipality that somebody did."""
    found = rows.rows(
        "SELECT task_id FROM tasks WHERE municipality = :municipality AND status = 'done'",
        {"municipality": municipality},
    )
    return frozenset(UUID(row["task_id"]) for row in found)


def municipalities_at_work(rows: Rows) -> tuple[MunicipalityCode, ...]:
    """Where there is, or was, anything that can be overdue."""
    found = rows.rows(
        "SELECT municipality FROM referrals UNION SELECT municipality FROM employments"
        " UNION SELECT municipality FROM resources ORDER BY municipality"
    )
    return tuple(row["municipality"] for row in found)


def _read(row: Row) -> TaskRow:
    return TaskRow(
        task_id=UUID(row["task_id"]),
        municipality=row["municipality"],
        case_id=UUID(row["case_id"]) if row["case_id"] else None,
        person_id=UUID(row["person_id"]) if row["person_id"] else None,
        kind=row["kind"],
        record_id=UUID(row["record_id"]),
        month=row["month"],
        due_on=date.fromisoformat(row["due_on"]),
        opened_on=date.fromisoformat(row["opened_on"]),
    )
