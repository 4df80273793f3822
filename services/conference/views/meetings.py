"""Conference's read models: the cases it may speak of, its meetings and its plans."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from services.conference.domain.conference import ConferenceHeld
from services.conference.domain.plan import PlanDecided
from shared.facts.intake import ConsultationReceived
from shared.store import Recorded, Rows, Transaction

FOREIGN_TABLES = (
    """CREATE TABLE IF NOT EXISTS known_cases (
        case_id TEXT PRIMARY KEY,
        municipality TEXT NOT NULL
    )""",
)
"""Filled from other services' facts, so no rebuilding from the own log empties it."""


class Meetings:
    """Tables ``conferences`` and ``plans``: one row each, without personal data."""

    names = ("conferences", "plans")
    tables = (
        """CREATE TABLE IF NOT EXISTS conferences (
            conference_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            legal_mode TEXT NOT NULL,
            held_on TEXT NOT NULL,
            cases INTEGER NOT NULL
        )""",
        """CREATE TABLE IF NOT EXISTS plans (
            plan_id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL,
            decided_on TEXT NOT NULL,
            next_review TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS plans_by_case ON plans (case_id)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        match recorded.event:
            case ConferenceHeld() as held:
                tx.execute(
                    "INSERT INTO conferences VALUES"
                    " (:id, :municipality, :legal_mode, :held_on, :cases)",
                    {
                        "id": str(recorded.originator_id),
                        "municipality": held.municipality,
                        "legal_mode": held.legal_mode,
                        "held_on": held.held_on.isoformat(),
                        "cases": len(held.agenda),
                    },
                )
            case PlanDecided() as decided:
                review = decided.next_review
                tx.execute(
                    "INSERT INTO plans VALUES (:id, :case_id, :decided_on, :next_review)",
                    {
                        "id": str(recorded.originator_id),
                        "case_id": str(decided.case_id),
                        "decided_on": decided.decided_on.isoformat(),
                        "next_review": review.isoformat() if review else None,
                    },
                )


def remember_case(tx: Transaction, fact: ConsultationReceived) -> None:
    """Note that intake opened a case."""
    tx.execute(
        "INSERT INTO known_cases VALUES (:case_id, :municipality) ON CONFLICT (case_id) DO NOTHING",
        {"case_id": fact.case_id, "municipality": fact.municipality},
    )


def known_cases(rows: Rows, municipality: str, cases: Sequence[UUID]) -> frozenset[UUID]:
    """Return those of the cases that intake opened in this municipality."""
    found = set()
    for case_id in cases:
        if rows.rows(
            "SELECT 1 FROM known_cases WHERE case_id = :case_id AND municipality = :municipality",
            {"case_id": str(case_id), "municipality": municipality},
        ):
            found.add(case_id)
    return frozenset(found)


def has_plan(rows: Rows, case_id: UUID) -> bool:
    """Whether a plan was decided for the case before."""
    return bool(
        rows.rows("SELECT 1 FROM plans WHERE case_id = :case_id", {"case_id": str(case_id)})
    )
