"""Placement's read model of referrals: the board, and the chain of those that follow each other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from services.placement.domain.referral import (
    OPEN,
    ReferralAddressed,
    ReferralEvent,
    ReferralOffered,
    ReferralPlanned,
    ReferralStepUndone,
    Standing,
    standing_after,
)
from shared.codes.municipality import MunicipalityCode
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral on the board: ids, codes and days.

    Attributes:
        referral_id: which.
        municipality: whose.
        case_id: of which case.
        person_id: who is handed on; ``None`` for a household.
        destination: kind of destination.
        to_agency_id: the destination's own agency, if it is registered.
        resource_id: the 社会資源 that is asked.
        mode: つなぎ方, if somebody has said.
        stays: who asked stays in the case.
        follows: the referral before it in the chain.
        plan_id: the plan that it comes of.
        offered_on: the day of 打診; ``None`` while it is only planned.
        standing: how far it has come.
    """

    referral_id: UUID
    municipality: MunicipalityCode
    case_id: UUID
    person_id: UUID | None
    destination: str
    to_agency_id: UUID | None
    resource_id: UUID | None
    mode: str | None
    stays: bool
    follows: UUID | None
    plan_id: UUID | None
    offered_on: date | None
    standing: Standing


class Referrals:
    """Table ``referrals``: one row each, without personal data."""

    names = ("referrals",)
    tables = (
        """CREATE TABLE IF NOT EXISTS referrals (
            referral_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            person_id TEXT,
            destination TEXT NOT NULL,
            to_agency_id TEXT,
            resource_id TEXT,
            mode TEXT,
            stays INTEGER NOT NULL,
            follows TEXT,
            plan_id TEXT,
            offered_on TEXT,
            status TEXT NOT NULL,
            since TEXT NOT NULL,
            accepted_on TEXT,
            appointment_at TEXT,
            accompanied INTEGER NOT NULL,
            held_until TEXT,
            reason TEXT,
            outcome TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS referrals_by_status ON referrals (municipality, status, since)",
        "CREATE INDEX IF NOT EXISTS referrals_by_agency ON referrals (to_agency_id, status)",
        "CREATE INDEX IF NOT EXISTS referrals_by_case ON referrals (case_id)",
        "CREATE INDEX IF NOT EXISTS referrals_by_former ON referrals (follows)",
        "CREATE INDEX IF NOT EXISTS referrals_by_plan ON referrals (plan_id, status)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        referral_id = recorded.originator_id
        match recorded.event:
            case ReferralPlanned() | ReferralOffered() as begun:
                _begin(tx, referral_id, begun)
            case ReferralAddressed() as addressed:
                tx.execute(
                    "UPDATE referrals SET to_agency_id = :to WHERE referral_id = :id",
                    {"to": str(addressed.to_agency_id), "id": str(referral_id)},
                )
            case ReferralEvent() as event:
                row = referral_row(tx, referral_id)
                stands = standing_after(row.standing if row else None, event)
                tx.execute(
                    "UPDATE referrals SET status = :status, since = :since,"
                    " accepted_on = :accepted_on, appointment_at = :appointment_at,"
                    " accompanied = :accompanied, held_until = :held_until, reason = :reason,"
                    " outcome = :outcome"
                    " WHERE referral_id = :id",
                    {"id": str(referral_id), **_columns(stands)},
                )
                if isinstance(event, ReferralStepUndone) and event.step == "offer":
                    tx.execute(
                        "UPDATE referrals SET offered_on = NULL WHERE referral_id = :id",
                        {"id": str(referral_id)},
                    )


def _begin(tx: Transaction, referral_id: UUID, begun: ReferralPlanned | ReferralOffered) -> None:
    """Enter a referral; one that was planned is there already when it is offered."""
    offered = isinstance(begun, ReferralOffered)
    tx.execute(
        "INSERT INTO referrals VALUES (:id, :municipality, :case_id, :person_id, :destination,"
        " :to_agency_id, :resource_id, :mode, :stays, :follows, :plan_id, :offered_on, :status,"
        " :since, :accepted_on, :appointment_at, :accompanied, :held_until, :reason, :outcome)"
        " ON CONFLICT (referral_id) DO UPDATE SET to_agency_id = :to_agency_id,"
        " resource_id = :resource_id, stays = :stays, offered_on = :offered_on, status = :status,"
        " since = :since, held_until = :held_until, reason = :reason",
        {
            "id": str(referral_id),
            "municipality": begun.municipality,
            "case_id": str(begun.case_id),
            "person_id": _text(begun.person_id),
            "destination": begun.destination,
            "to_agency_id": _text(begun.to_agency_id),
            "resource_id": _text(begun.resource_id),
            "mode": begun.mode,
            "stays": int(begun.stays),
            "follows": _text(begun.follows),
            "plan_id": _text(begun.plan_id),
            "offered_on": begun.on.isoformat() if offered else None,
            **_columns(standing_after(None, begun)),
        },
    )


def referral_row(rows: Rows, referral_id: UUID) -> ReferralRow | None:
    """A referral as the board shows it."""
    found = rows.rows("SELECT * FROM referrals WHERE referral_id = :id", {"id": str(referral_id)})
    return _read(found[0]) if found else None


def referrals_of(
    rows: Rows, municipality: str, *, ended_since: date, case_id: UUID | None = None
) -> tuple[ReferralRow, ...]:
    """A municipality's referrals, or those of one case, the longest unchanged first.

    Args:
        rows: the read models.
        municipality: whose.
        ended_since: of those that have ended, the ones that ended on this day or later.
        case_id: of one case alone.
    """
    found = rows.rows(
        "SELECT * FROM referrals WHERE municipality = :municipality"  # noqa: S608 - fixed words
        f" AND (status IN ({_OPEN}) OR since >= :ended_since)"
        " AND (:case_id = '' OR case_id = :case_id) ORDER BY since, referral_id",
        {
            "municipality": municipality,
            "ended_since": ended_since.isoformat(),
            "case_id": str(case_id) if case_id else "",
        },
    )
    return tuple(_read(row) for row in found)


def referrals_to(rows: Rows, agency_id: UUID, *, ended_since: date) -> tuple[ReferralRow, ...]:
    """The referrals in which an agency was asked; see :func:`referrals_of`."""
    found = rows.rows(
        "SELECT * FROM referrals WHERE to_agency_id = :agency"  # noqa: S608 - fixed words
        " AND offered_on IS NOT NULL"
        f" AND (status IN ({_OPEN}) OR since >= :ended_since) ORDER BY since, referral_id",
        {"agency": str(agency_id), "ended_since": ended_since.isoformat()},
    )
    return tuple(_read(row) for row in found)


def planned_by(rows: Rows, plan_id: UUID) -> tuple[UUID, ...]:
    """What a plan foresees and nobody was asked for yet."""
    found = rows.rows(
        "SELECT referral_id FROM referrals WHERE plan_id = :plan AND status = 'planned'"
        " ORDER BY referral_id",
        {"plan": str(plan_id)},
    )
    return tuple(UUID(row["referral_id"]) for row in found)


def followers_of(rows: Rows, referral_id: UUID) -> tuple[ReferralRow, ...]:
    """The referrals that came after one in its chain, the earliest offered first."""
    found = rows.rows(
        "SELECT * FROM referrals WHERE follows = :id ORDER BY offered_on, referral_id",
        {"id": str(referral_id)},
    )
    return tuple(_read(row) for row in found)


_OPEN = ", ".join(f"'{status}'" for status in OPEN)


def _columns(standing: Standing) -> dict[str, Any]:
    return standing.model_dump(mode="json") | {"accompanied": int(standing.accompanied)}


def _read(row: Row) -> ReferralRow:
    at = row["appointment_at"]
    return ReferralRow(
        referral_id=UUID(row["referral_id"]),
        municipality=row["municipality"],
        case_id=UUID(row["case_id"]),
        person_id=_id(row["person_id"]),
        destination=row["destination"],
        to_agency_id=_id(row["to_agency_id"]),
        resource_id=_id(row["resource_id"]),
        mode=row["mode"],
        stays=bool(row["stays"]),
        follows=_id(row["follows"]),
        plan_id=_id(row["plan_id"]),
        offered_on=_day(row["offered_on"]),
        standing=Standing(
            status=row["status"],
            since=date.fromisoformat(row["since"]),
            accepted_on=_day(row["accepted_on"]),
            appointment_at=datetime.fromisoformat(at) if at else None,
            accompanied=bool(row["accompanied"]),
            held_until=_day(row["held_until"]),
            reason=row["reason"],
            outcome=row["outcome"],
        ),
    )


def _text(one: UUID | None) -> str | None:
    return str(one) if one else None


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
