"""What came out of meetings: who has what to do, whose consent is sought, what is lacking."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from services.conference.domain.deliberation import (
    ConsentTaskAdvanced,
    ConsentTaskFinished,
    ConsentTaskSet,
    RoleEnded,
    RolesDivided,
    UnmetNeedFound,
)
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row


class TaskPlace(NamedTuple):
    """Where a task was given: the agenda item, and its conference."""

    task_id: UUID
    conference_id: UUID
    agenda_id: UUID


class Deliberations:
    """Tables ``role_tasks``, ``consent_tasks``, ``unmet_needs``; ids, codes and days only."""

    names = ("role_tasks", "consent_tasks", "unmet_needs")
    tables = (
        """CREATE TABLE IF NOT EXISTS role_tasks (
            task_id TEXT PRIMARY KEY,
            conference_id TEXT NOT NULL,
            agenda_id TEXT NOT NULL,
            agency_id TEXT NOT NULL,
            due_on TEXT,
            ended INTEGER NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS role_tasks_by_agency ON role_tasks (agency_id, ended)",
        """CREATE TABLE IF NOT EXISTS consent_tasks (
            task_id TEXT PRIMARY KEY,
            conference_id TEXT NOT NULL,
            agenda_id TEXT NOT NULL,
            seeker_id TEXT NOT NULL,
            status TEXT NOT NULL,
            due_on TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS consent_tasks_by_seeker ON consent_tasks (seeker_id, status)",
        """CREATE TABLE IF NOT EXISTS unmet_needs (
            need_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            gap TEXT NOT NULL,
            found_on TEXT NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS unmet_needs_by_day ON unmet_needs (municipality, found_on)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        match recorded.event:
            case RolesDivided() as divided:
                _divide(tx, divided)
            case RoleEnded() as ended:
                tx.execute(
                    "UPDATE role_tasks SET ended = 1 WHERE task_id = :task_id",
                    {"task_id": str(ended.task_id)},
                )
            case ConsentTaskSet() as task:
                tx.execute(
                    "INSERT INTO consent_tasks VALUES"
                    " (:task_id, :conference_id, :agenda_id, :seeker_id, 'open', :due_on)",
                    {
                        "task_id": str(task.task_id),
                        "conference_id": str(task.conference_id),
                        "agenda_id": str(task.agenda_id),
                        "seeker_id": str(task.seeker_id),
                        "due_on": task.due_on.isoformat() if task.due_on else None,
                    },
                )
            case ConsentTaskAdvanced() as advanced:
                _stand(tx, advanced.task_id, advanced.step)
            case ConsentTaskFinished() as finished:
                _stand(tx, finished.task_id, finished.outcome)
            case UnmetNeedFound() as need:
                tx.execute(
                    "INSERT INTO unmet_needs VALUES"
                    " (:need_id, :municipality, :case_id, :gap, :found_on)",
                    {
                        "need_id": str(need.need_id),
                        "municipality": need.municipality,
                        "case_id": str(need.case_id),
                        "gap": need.gap,
                        "found_on": need.found_on.isoformat(),
                    },
                )


def _divide(tx: Transaction, divided: RolesDivided) -> None:
    for one in divided.tasks:
        tx.execute(
            "INSERT INTO role_tasks VALUES"
            " (:task_id, :conference_id, :agenda_id, :agency_id, :due_on, 0)",
            {
                "task_id": str(one.task_id),
                "conference_id": str(divided.conference_id),
                "agenda_id": str(divided.agenda_id),
                "agency_id": str(one.agency_id),
                "due_on": one.due_on.isoformat() if one.due_on else None,
            },
        )


def _stand(tx: Transaction, task_id: UUID, status: str) -> None:
    tx.execute(
        "UPDATE consent_tasks SET status = :status WHERE task_id = :task_id",
        {"task_id": str(task_id), "status": status},
    )


def role_task(rows: Rows, task_id: UUID) -> TaskPlace | None:
    """Where a task was given to an agency."""
    return _place(
        rows.rows(
            "SELECT task_id, conference_id, agenda_id FROM role_tasks WHERE task_id = :task_id",
            {"task_id": str(task_id)},
        )
    )


def consent_task(rows: Rows, task_id: UUID) -> TaskPlace | None:
    """Where a task to seek consent was given."""
    return _place(
        rows.rows(
            "SELECT task_id, conference_id, agenda_id FROM consent_tasks WHERE task_id = :task_id",
            {"task_id": str(task_id)},
        )
    )


def role_tasks_of(rows: Rows, agency_id: UUID) -> list[TaskPlace]:
    """The tasks that an agency has not ended, the most urgent first."""
    return _places(
        rows.rows(
            "SELECT task_id, conference_id, agenda_id FROM role_tasks"
            " WHERE agency_id = :agency_id AND ended = 0"
            " ORDER BY coalesce(due_on, '9999-12-31'), task_id",
            {"agency_id": str(agency_id)},
        )
    )


def consent_tasks_of(rows: Rows, agency_id: UUID) -> list[TaskPlace]:
    """The tasks to seek consent that an agency has not ended, the most urgent first."""
    return _places(
        rows.rows(
            "SELECT task_id, conference_id, agenda_id FROM consent_tasks"
            " WHERE seeker_id = :agency_id AND status NOT IN ('done', 'declined')"
            " ORDER BY coalesce(due_on, '9999-12-31'), task_id",
            {"agency_id": str(agency_id)},
        )
    )


def unmet_needs(rows: Rows, municipality: str, since: date, until: date) -> dict[str, int]:
    """How often each gap was found from one day to another, both included."""
    found = rows.rows(
        "SELECT gap, count(*) AS found FROM unmet_needs WHERE municipality = :municipality"
        " AND found_on >= :since AND found_on <= :until GROUP BY gap ORDER BY gap",
        {
            "municipality": municipality,
            "since": since.isoformat(),
            "until": until.isoformat(),
        },
    )
    return {row["gap"]: int(row["found"]) for row in found}


def _place(found: list[Row]) -> TaskPlace | None:
    return _places(found)[0] if found else None


def _places(found: list[Row]) -> list[TaskPlace]:
    return [
        TaskPlace(UUID(row["task_id"]), UUID(row["conference_id"]), UUID(row["agenda_id"]))
        for row in found
    ]
