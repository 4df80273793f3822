"""Placement's read model of what nothing at hand met; ids, codes and days only."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement.domain.need import UnmetNeedFound, UnmetNeedUndone
from shared.store import Recorded, Rows, Transaction


class Needs:
    """Table ``unmet_needs``: one row each; what was undone is marked so."""

    names = ("unmet_needs",)
    tables = (
        """CREATE TABLE IF NOT EXISTS unmet_needs (
            need_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            found_on TEXT NOT NULL,
            undone INTEGER NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS unmet_needs_by_day ON unmet_needs (municipality, found_on)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        match recorded.event:
            case UnmetNeedFound() as event:
                tx.execute(
                    "INSERT INTO unmet_needs VALUES (:id, :municipality, :case_id, :found_on, 0)",
                    {
                        "id": str(recorded.originator_id),
                        "municipality": event.municipality,
                        "case_id": str(event.case_id),
                        "found_on": event.found_on.isoformat(),
                    },
                )
            case UnmetNeedUndone():
                tx.execute(
                    "UPDATE unmet_needs SET undone = 1 WHERE need_id = :id",
                    {"id": str(recorded.originator_id)},
                )


def needs_found(rows: Rows, municipality: str, since: date, until: date) -> list[UUID]:
    """The needs found in a municipality from one day to another, both included, by day.

    Those that were undone stay away.
    """
    found = rows.rows(
        "SELECT need_id FROM unmet_needs WHERE municipality = :municipality"
        " AND undone = 0 AND found_on BETWEEN :since AND :until ORDER BY found_on, need_id",
        {
            "municipality": municipality,
            "since": since.isoformat(),
            "until": until.isoformat(),
        },
    )
    return [UUID(row["need_id"]) for row in found]
