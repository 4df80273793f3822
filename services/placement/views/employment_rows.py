"""The employments of placement's read model, and the looks at them, as they are read back."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.placement.domain.employment import Checkpoint
from shared.store import Rows
from shared.store.database import Row


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
        workplace: what kind of place, as last described.
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
    workplace: str | None
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


def employment_row(rows: Rows, employment_id: UUID) -> EmploymentRow:
    """An employment that is on record, also one that was undone.

    Raises:
        LookupError: there is none.
    """
    found = rows.rows(
        "SELECT * FROM employments WHERE employment_id = :id", {"id": str(employment_id)}
    )
    if not found:
        raise LookupError("the list lacks an employment that is on record")
    return _employment(found[0])


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
        workplace=row["workplace"],
        follows=UUID(row["follows"]) if row["follows"] else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
