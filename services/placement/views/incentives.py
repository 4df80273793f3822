"""Placement's read model of issued statements: what was paid to whom for which month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.placement.domain.incentive import (
    EmployerIncentivesIssued,
    PayeeKind,
    PersonIncentivesIssued,
)
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row


class Incentives:
    """Table ``incentive_statements``: one row for each, with its corrections summed up."""

    names = ("incentive_statements",)
    tables = (
        """CREATE TABLE IF NOT EXISTS incentive_statements (
            statement_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            month TEXT NOT NULL,
            person_id TEXT,
            resource_id TEXT,
            total INTEGER NOT NULL,
            entries INTEGER NOT NULL,
            issued_on TEXT NOT NULL,
            corrected_on TEXT
        )""",
        """CREATE INDEX IF NOT EXISTS incentive_statements_by_month
            ON incentive_statements (municipality, month)""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        match recorded.event:
            case PersonIncentivesIssued() as event:
                payee = {"person_id": str(event.person_id), "resource_id": None}
            case EmployerIncentivesIssued() as event:
                payee = {"person_id": None, "resource_id": str(event.resource_id)}
            case _:
                return
        tx.execute(
            "INSERT INTO incentive_statements VALUES (:id, :municipality, :month, :person_id,"
            " :resource_id, :total, 1, :on_day, NULL) ON CONFLICT (statement_id) DO UPDATE SET"
            " total = incentive_statements.total + excluded.total,"
            " entries = incentive_statements.entries + 1, corrected_on = excluded.issued_on",
            {
                "id": str(recorded.originator_id),
                "municipality": event.municipality,
                "month": event.month,
                "total": event.total,
                "on_day": event.on.isoformat(),
                **payee,
            },
        )


@dataclass(frozen=True, slots=True)
class StatementRow:
    """A statement as lists know it.

    Attributes:
        statement_id: which.
        person_id: who is paid, if it is a person.
        resource_id: which place is, if it is an employer.
        month: for which month.
        total: yen, with all corrections.
        entries: how many entries it has.
        issued_on: the day of the statement itself.
        corrected_on: the day of its last correction.
    """

    statement_id: UUID
    person_id: UUID | None
    resource_id: UUID | None
    month: str
    total: int
    entries: int
    issued_on: date
    corrected_on: date | None

    @property
    def payee(self) -> PayeeKind:
        """利用者 or 事業者."""
        return "employer" if self.person_id is None else "person"


def statements_of(
    rows: Rows, municipality: str, *, month: str | None = None
) -> tuple[StatementRow, ...]:
    """The statements of a municipality, the latest months first.

    Args:
        rows: the database.
        municipality: whose.
        month: only of this one.
    """
    sql = "SELECT * FROM incentive_statements WHERE municipality = :municipality"
    if month is not None:
        sql += " AND month = :month"
    found = rows.rows(
        sql + " ORDER BY month DESC, statement_id", {"municipality": municipality, "month": month}
    )
    return tuple(map(_statement, found))


def _statement(row: Row) -> StatementRow:
    return StatementRow(
        statement_id=UUID(row["statement_id"]),
        person_id=UUID(row["person_id"]) if row["person_id"] else None,
        resource_id=UUID(row["resource_id"]) if row["resource_id"] else None,
        month=row["month"],
        total=row["total"],
        entries=row["entries"],
        issued_on=date.fromisoformat(row["issued_on"]),
        corrected_on=date.fromisoformat(row["corrected_on"]) if row["corrected_on"] else None,
    )
