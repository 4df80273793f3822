"""Placement's read model of the days people were there: what money and hours are counted from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.placement.domain.step import StepAttended, StepUndone
from services.placement.views.steps import identity_of
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row


class Attendances:
    """Table ``attendances``: one row each, ids, codes and days; what was undone is marked so."""

    names = ("attendances",)
    tables = (
        """CREATE TABLE IF NOT EXISTS attendances (
            attendance_id TEXT PRIMARY KEY,
            step_id TEXT NOT NULL,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            person_id TEXT NOT NULL,
            resource_id TEXT,
            kind TEXT NOT NULL,
            programme TEXT,
            on_day TEXT NOT NULL,
            minutes INTEGER,
            undone INTEGER NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS attendances_by_day ON attendances (municipality, on_day)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        match recorded.event:
            case StepAttended() as event:
                tx.execute(
                    "INSERT INTO attendances VALUES (:attendance_id, :step_id, :municipality,"
                    " :case_id, :person_id, :resource_id, :kind, :programme, :on_day, :minutes, 0)",
                    {
                        "attendance_id": str(event.attendance_id),
                        "step_id": str(recorded.originator_id),
                        "on_day": event.on.isoformat(),
                        "minutes": event.minutes,
                        **identity_of(event),
                    },
                )
            case StepUndone(undone="attendance") as event:
                tx.execute(
                    "UPDATE attendances SET undone = 1 WHERE attendance_id = :attendance_id",
                    {"attendance_id": str(event.attendance_id)},
                )


@dataclass(frozen=True, slots=True)
class Attendance:
    """A day that somebody was there.

    Attributes:
        attendance_id: its id.
        step_id: the step it belongs to.
        case_id: the case.
        person_id: who was there.
        resource_id: the place or employer, if there is one.
        kind: code list ``step_kinds``.
        on: the day.
        minutes: how long; ``None`` where only days count.
        programme: the programme, if there is one.
    """

    attendance_id: UUID
    step_id: UUID
    case_id: UUID
    person_id: UUID
    resource_id: UUID | None
    kind: str
    on: date
    minutes: int | None
    programme: str | None


def attendances_of(
    rows: Rows,
    municipality: str,
    *,
    since: date,
    until: date,
    person_id: UUID | None = None,
    resource_id: UUID | None = None,
) -> tuple[Attendance, ...]:
    """The days on which people were there, as they stand now, in the order of the days.

    Args:
        rows: the database.
        municipality: whose cases.
        since: the first day.
        until: the last day, inclusive.
        person_id: only this person's.
        resource_id: only those at this place.
    """
    sql = (
        "SELECT * FROM attendances WHERE municipality = :municipality AND undone = 0"
        " AND on_day BETWEEN :since AND :until"
    )
    if person_id is not None:
        sql += " AND person_id = :person_id"
    if resource_id is not None:
        sql += " AND resource_id = :resource_id"
    found = rows.rows(
        sql + " ORDER BY on_day, attendance_id",
        {
            "municipality": municipality,
            "since": since.isoformat(),
            "until": until.isoformat(),
            "person_id": str(person_id),
            "resource_id": str(resource_id),
        },
    )
    return tuple(map(_attendance, found))


def attendances_at(rows: Rows, step_id: UUID) -> tuple[Attendance, ...]:
    """The days on which somebody was there at one step, as they stand now, in their order."""
    found = rows.rows(
        "SELECT * FROM attendances WHERE step_id = :step_id AND undone = 0"
        " ORDER BY on_day, attendance_id",
        {"step_id": str(step_id)},
    )
    return tuple(map(_attendance, found))


def minutes_on(rows: Rows, municipality: str, person_id: UUID, on: date) -> int:
    """How many minutes a person is on record for on a day, with all their steps."""
    there = attendances_of(rows, municipality, since=on, until=on, person_id=person_id)
    return sum(one.minutes or 0 for one in there)


def _attendance(row: Row) -> Attendance:
    return Attendance(
        attendance_id=UUID(row["attendance_id"]),
        step_id=UUID(row["step_id"]),
        case_id=UUID(row["case_id"]),
        person_id=UUID(row["person_id"]),
        resource_id=UUID(row["resource_id"]) if row["resource_id"] else None,
        kind=row["kind"],
        on=date.fromisoformat(row["on_day"]),
        minutes=row["minutes"],
        programme=row["programme"],
    )
