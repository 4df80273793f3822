"""Placement's read model of 検討: when somewhere to go was looked for in a case; ids and days."""

from __future__ import annotations

from uuid import UUID

from services.placement.domain.routing import RoutingDecided
from shared.store import Recorded, Rows, Transaction


class Routings:
    """Table ``routings``: one row each; nothing is taken back."""

    names = ("routings",)
    tables = (
        """CREATE TABLE IF NOT EXISTS routings (
            routing_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            on_day TEXT NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS routings_by_case ON routings (municipality, case_id)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        match recorded.event:
            case RoutingDecided() as event:
                tx.execute(
                    "INSERT INTO routings VALUES (:id, :municipality, :case_id, :on_day)",
                    {
                        "id": str(recorded.originator_id),
                        "municipality": event.municipality,
                        "case_id": str(event.case_id),
                        "on_day": event.on.isoformat(),
                    },
                )


def routings_of(rows: Rows, municipality: str, case_id: UUID) -> list[UUID]:
    """What was decided in a case about somewhere to go, the latest day first."""
    found = rows.rows(
        "SELECT routing_id FROM routings WHERE municipality = :municipality"
        " AND case_id = :case_id ORDER BY on_day DESC, routing_id",
        {"municipality": municipality, "case_id": str(case_id)},
    )
    return [UUID(row["routing_id"]) for row in found]
