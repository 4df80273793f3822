"""Support plans: which there are, where they stand, when they are looked at again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from services.conference.domain.plan import (
    PlanClosed,
    PlanDecided,
    PlanProposed,
    PlanReplaced,
    PlanResumed,
    PlanReviewed,
    PlanRevised,
    PlanStatus,
    PlanSuspended,
    PlanWithdrawn,
    RoleShare,
)
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row

_COLUMNS = (
    "plan_id, case_id, municipality, status, conference_id, proposed_by, decided_on, next_review"
)


class PlanLine(NamedTuple):
    """One plan, without anything it says.

    Attributes:
        plan_id: which.
        case_id: the case it is for.
        municipality: where.
        status: where it stands.
        conference_id: where it is or was discussed.
        proposed_by: the agency that proposed it.
        decided_on: the day of the decision.
        next_review: the day by which it is looked at again; ``None`` unless it runs.
    """

    plan_id: UUID
    case_id: UUID
    municipality: str
    status: PlanStatus
    conference_id: UUID
    proposed_by: UUID | None
    decided_on: date | None
    next_review: date | None


class Plans:
    """Tables ``plans``, one row each, and ``plan_agencies``: who proposed, keeps, decided, acts."""

    names = ("plans", "plan_agencies")
    tables = (
        """CREATE TABLE IF NOT EXISTS plans (
            plan_id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL,
            municipality TEXT NOT NULL,
            status TEXT NOT NULL,
            conference_id TEXT NOT NULL,
            proposed_by TEXT,
            decided_on TEXT,
            next_review TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS plans_by_case ON plans (case_id)",
        "CREATE INDEX IF NOT EXISTS plans_by_review ON plans (municipality, next_review)",
        """CREATE TABLE IF NOT EXISTS plan_agencies (
            plan_id TEXT NOT NULL,
            agency_id TEXT NOT NULL,
            part TEXT NOT NULL,
            PRIMARY KEY (agency_id, plan_id, part)
        )""",
        "CREATE INDEX IF NOT EXISTS plan_agencies_by_plan ON plan_agencies (plan_id, part)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        plan_id, event = str(recorded.originator_id), recorded.event
        match event:
            case PlanProposed():
                _insert(tx, plan_id, event, "proposed", proposed_by=str(event.proposed_by))
                _take_part(tx, plan_id, "proposes", [event.proposed_by])
                _take_part(tx, plan_id, "keeps", [event.kept_by])
            case PlanDecided():
                _insert(tx, plan_id, event, "active", proposed_by=None)
                tx.execute(
                    "UPDATE plans SET status = 'active', decided_on = :decided_on,"
                    " conference_id = :conference_id WHERE plan_id = :plan_id",
                    {
                        "plan_id": plan_id,
                        "decided_on": event.decided_on.isoformat(),
                        "conference_id": str(event.conference_id),
                    },
                )
                _review(tx, plan_id, event.next_review)
                _take_part(tx, plan_id, "decided", [event.decided_by] if event.decided_by else [])
                _take_part(tx, plan_id, "acts", _acting(event.roles))
            case PlanReviewed():
                _review(tx, plan_id, event.next_review)
            case PlanSuspended():
                _stand(tx, plan_id, "suspended", event.next_review)
            case PlanResumed():
                _stand(tx, plan_id, "active", event.next_review)
            case PlanWithdrawn():
                _stand(tx, plan_id, "withdrawn", None)
            case PlanReplaced():
                _stand(tx, plan_id, "replaced", None)
            case PlanClosed():
                _stand(tx, plan_id, "closed", None)
            case PlanRevised():
                pass


def _insert(
    tx: Transaction,
    plan_id: str,
    event: PlanProposed | PlanDecided,
    status: PlanStatus,
    *,
    proposed_by: str | None,
) -> None:
    tx.execute(
        f"INSERT INTO plans ({_COLUMNS}) VALUES (:plan_id, :case_id, :municipality, :status,"  # noqa: S608 - own columns
        " :conference_id, :proposed_by, NULL, NULL) ON CONFLICT (plan_id) DO NOTHING",
        {
            "plan_id": plan_id,
            "case_id": str(event.case_id),
            "municipality": event.municipality,
            "status": status,
            "conference_id": str(event.conference_id),
            "proposed_by": proposed_by,
        },
    )


def _stand(tx: Transaction, plan_id: str, status: PlanStatus, next_review: date | None) -> None:
    tx.execute(
        "UPDATE plans SET status = :status WHERE plan_id = :plan_id",
        {"plan_id": plan_id, "status": status},
    )
    _review(tx, plan_id, next_review)


def _review(tx: Transaction, plan_id: str, next_review: date | None) -> None:
    tx.execute(
        "UPDATE plans SET next_review = :next_review WHERE plan_id = :plan_id",
        {"plan_id": plan_id, "next_review": next_review.isoformat() if next_review else None},
    )


def _acting(roles: Iterable[RoleShare]) -> list[UUID]:
    return [one.agency_id for one in roles]


def _take_part(tx: Transaction, plan_id: str, part: str, agencies: Iterable[UUID]) -> None:
    for agency_id in dict.fromkeys(agencies):
        tx.execute(
            "INSERT INTO plan_agencies VALUES (:plan_id, :agency_id, :part)"
            " ON CONFLICT (agency_id, plan_id, part) DO NOTHING",
            {"plan_id": plan_id, "agency_id": str(agency_id), "part": part},
        )


def has_plan(rows: Rows, case_id: UUID) -> bool:
    """Whether a plan was decided for the case before."""
    return bool(
        rows.rows(
            "SELECT 1 FROM plans WHERE case_id = :case_id AND decided_on IS NOT NULL",
            {"case_id": str(case_id)},
        )
    )


def acts_in_plan(rows: Rows, plan_id: UUID, agency_id: UUID) -> bool:
    """Whether an agency has a role in a decided plan."""
    return bool(
        rows.rows(
            "SELECT 1 FROM plan_agencies WHERE plan_id = :plan_id AND agency_id = :agency_id"
            " AND part = 'acts'",
            {"plan_id": str(plan_id), "agency_id": str(agency_id)},
        )
    )


def plans_of(rows: Rows, municipality: str) -> list[PlanLine]:
    """All plans of a municipality, those that are looked at next first."""
    return _lines(
        rows.rows(
            f"SELECT {_COLUMNS} FROM plans WHERE municipality = :municipality",  # noqa: S608 - own columns
            {"municipality": municipality},
        )
    )


def plans_with(rows: Rows, agency_id: UUID) -> list[PlanLine]:
    """The plans in which an agency has a part, those that are looked at next first."""
    return _lines(
        rows.rows(
            f"SELECT {_COLUMNS} FROM plans WHERE plan_id IN"  # noqa: S608 - own columns
            " (SELECT plan_id FROM plan_agencies WHERE agency_id = :agency_id)",
            {"agency_id": str(agency_id)},
        )
    )


def _lines(rows: Iterable[Row]) -> list[PlanLine]:
    lines = [
        PlanLine(
            UUID(row["plan_id"]),
            UUID(row["case_id"]),
            row["municipality"],
            row["status"],
            UUID(row["conference_id"]),
            UUID(row["proposed_by"]) if row["proposed_by"] else None,
            date.fromisoformat(row["decided_on"]) if row["decided_on"] else None,
            date.fromisoformat(row["next_review"]) if row["next_review"] else None,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda one: (one.next_review or date.max, one.plan_id))
