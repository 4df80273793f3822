"""The board of referrals as it is asked: by municipality, destination, plan and chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.placement.domain.referral import OPEN, PlanResult, Standing
from shared.codes.municipality import MunicipalityCode
from shared.store import Rows
from shared.store.database import Row


@dataclass(frozen=True, slots=True)
class ReferralRow:
    """A referral on the board: ids, codes and days.

    Attributes:
        referral_id: which.
        municipality: whose.
        case_id: of which case.
        person_id: who is handed on; ``None`` where nobody is named.
        whom: つないだ相手, code list ``referral_whom``.
        destination: kind of destination.
        to_agency_id: the destination's own agency, if it is registered.
        resource_id: the 社会資源 that is asked.
        mode: つなぎ方, if somebody has said.
        stays: who asked stays in the case.
        follows: the referral before it in the chain.
        plan_id: the plan that it comes of.
        plan_result: what was last decided of that plan, if anything was.
        offered_on: the day of 打診; ``None`` while it is only planned.
        standing: how far it has come.
    """

    referral_id: UUID
    municipality: MunicipalityCode
    case_id: UUID
    person_id: UUID | None
    whom: str
    destination: str
    to_agency_id: UUID | None
    resource_id: UUID | None
    mode: str | None
    stays: bool
    follows: UUID | None
    plan_id: UUID | None
    plan_result: PlanResult | None
    offered_on: date | None
    standing: Standing


def referral_row(rows: Rows, referral_id: UUID) -> ReferralRow | None:
    """A referral as the board shows it."""
    found = rows.rows("SELECT * FROM referrals WHERE referral_id = :id", {"id": str(referral_id)})
    return read_referral(found[0]) if found else None


def referrals_of(rows: Rows, municipality: str, *, ended_since: date) -> tuple[ReferralRow, ...]:
    """A municipality's referrals, the longest unchanged first.

    Args:
        rows: the read models.
        municipality: whose.
        ended_since: of those that have ended, the ones that ended on this day or later.
    """
    found = rows.rows(
        "SELECT * FROM referrals WHERE municipality = :municipality"  # noqa: S608 - fixed words
        f" AND (status IN ({_OPEN}) OR since >= :ended_since) ORDER BY since, referral_id",
        {"municipality": municipality, "ended_since": ended_since.isoformat()},
    )
    return tuple(read_referral(row) for row in found)


def referrals_to(rows: Rows, agency_id: UUID, *, ended_since: date) -> tuple[ReferralRow, ...]:
    """The referrals in which an agency was asked; see :func:`referrals_of`."""
    found = rows.rows(
        "SELECT * FROM referrals WHERE to_agency_id = :agency"  # noqa: S608 - fixed words
        " AND offered_on IS NOT NULL"
        f" AND (status IN ({_OPEN}) OR since >= :ended_since) ORDER BY since, referral_id",
        {"agency": str(agency_id), "ended_since": ended_since.isoformat()},
    )
    return tuple(read_referral(row) for row in found)


def foreseen_by(rows: Rows, municipality: str, plan_id: UUID) -> tuple[UUID, ...]:
    """The referrals of a plan of a municipality, however far they have come."""
    found = rows.rows(
        "SELECT referral_id FROM referrals WHERE plan_id = :plan AND municipality = :municipality"
        " ORDER BY referral_id",
        {"plan": str(plan_id), "municipality": municipality},
    )
    return tuple(UUID(row["referral_id"]) for row in found)


def followers_of(rows: Rows, referral_id: UUID) -> tuple[ReferralRow, ...]:
    """The referrals that came after one in its chain, the earliest offered first."""
    found = rows.rows(
        "SELECT * FROM referrals WHERE follows = :id ORDER BY offered_on, referral_id",
        {"id": str(referral_id)},
    )
    return tuple(read_referral(row) for row in found)


_OPEN = ", ".join(f"'{status}'" for status in OPEN)


def read_referral(row: Row) -> ReferralRow:
    """A referral as the table has it."""
    at = row["appointment_at"]
    return ReferralRow(
        referral_id=UUID(row["referral_id"]),
        municipality=row["municipality"],
        case_id=UUID(row["case_id"]),
        person_id=_id(row["person_id"]),
        whom=row["whom"],
        destination=row["destination"],
        to_agency_id=_id(row["to_agency_id"]),
        resource_id=_id(row["resource_id"]),
        mode=row["mode"],
        stays=bool(row["stays"]),
        follows=_id(row["follows"]),
        plan_id=_id(row["plan_id"]),
        plan_result=row["plan_result"],
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


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
