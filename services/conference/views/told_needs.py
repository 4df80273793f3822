"""Needs that nothing met on the way to somewhere, as placement has told of them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from shared.facts.placement import PlacementUnmetNeedFound, PlacementUnmetNeedUndone
from shared.store import Rows, Transaction

FOREIGN_TABLES = (
    """CREATE TABLE IF NOT EXISTS told_needs (
        need_id TEXT PRIMARY KEY,
        municipality TEXT NOT NULL,
        case_id TEXT NOT NULL,
        gap TEXT NOT NULL,
        found_on TEXT NOT NULL
    )""",
    "CREATE INDEX IF NOT EXISTS told_needs_by_day ON told_needs (municipality, found_on)",
    "CREATE INDEX IF NOT EXISTS told_needs_by_case ON told_needs (case_id)",
)
"""Filled from another service's facts, so no rebuilding from the own log empties it."""


class ToldNeed(NamedTuple):
    """A need that placement has told of.

    Attributes:
        need_id: its id there.
        gap: code list ``resource_gaps``.
        found_on: the day (JST).
    """

    need_id: UUID
    gap: str
    found_on: date


def remember_need(tx: Transaction, fact: PlacementUnmetNeedFound) -> None:
    """Note that nothing met a need."""
    tx.execute(
        "INSERT INTO told_needs VALUES (:need_id, :municipality, :case_id, :gap, :found_on)"
        " ON CONFLICT (need_id) DO NOTHING",
        {
            "need_id": fact.need_id,
            "municipality": fact.municipality,
            "case_id": fact.case_id,
            "gap": fact.gap,
            "found_on": fact.occurred_on.isoformat(),
        },
    )


def forget_need(tx: Transaction, fact: PlacementUnmetNeedUndone) -> None:
    """Take out what was found by mistake; placement's log keeps both."""
    tx.execute("DELETE FROM told_needs WHERE need_id = :need_id", {"need_id": fact.need_id})


def needs_told_of(rows: Rows, municipality: str, case_id: UUID) -> list[ToldNeed]:
    """What placement has told of a case, by day."""
    found = rows.rows(
        "SELECT need_id, gap, found_on FROM told_needs"
        " WHERE case_id = :case_id AND municipality = :municipality ORDER BY found_on, need_id",
        {"case_id": str(case_id), "municipality": municipality},
    )
    return [
        ToldNeed(UUID(row["need_id"]), row["gap"], date.fromisoformat(row["found_on"]))
        for row in found
    ]


def told_needs(rows: Rows, municipality: str, since: date, until: date) -> dict[str, int]:
    """How often placement told of each gap from one day to another, both included."""
    found = rows.rows(
        "SELECT gap, count(*) AS found FROM told_needs WHERE municipality = :municipality"
        " AND found_on BETWEEN :since AND :until GROUP BY gap ORDER BY gap",
        {
            "municipality": municipality,
            "since": since.isoformat(),
            "until": until.isoformat(),
        },
    )
    return {row["gap"]: int(row["found"]) for row in found}
