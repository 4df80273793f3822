"""The columns of a board of referrals: how many stand in each, and a page of one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.placement.domain.referral import OPEN, PlanResult, Standing, Status
from services.placement.views.referral_rows import ReferralRow, read_referral
from shared.codes.municipality import MunicipalityCode
from shared.store import Rows
from shared.store.database import Row


@dataclass(frozen=True, slots=True)
class OnBoard:
    """Which referrals stand on a board.

    Attributes:
        municipality: whose.
        ended_since: of those that have ended, the ones that ended on this day or later.
        case_id: of one case alone.
    """

    municipality: MunicipalityCode
    ended_since: date
    case_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Alike:
    """Referrals of a board that stand alike, as far as it says what is owed.

    Attributes:
        standing: how far they have come.
        plan_result: what was last decided of their plans, if anything was.
        count: how many.
    """

    standing: Standing
    plan_result: PlanResult | None
    count: int


@dataclass(frozen=True, slots=True)
class Behind:
    """A place in a column.

    Attributes:
        since: of the referral at that place.
        referral_id: likewise.
    """

    since: date
    referral_id: UUID


def alike_on(rows: Rows, board: OnBoard) -> tuple[Alike, ...]:
    """How many referrals stand how, without reading each."""
    found = rows.rows(
        "SELECT status, since, appointment_at, held_until, plan_result, count(*) AS many"  # noqa: S608 - fixed words
        " FROM referrals WHERE municipality = :municipality"
        f" AND (status IN ({_OPEN}) OR since >= :ended_since)"
        " AND (:case_id = '' OR case_id = :case_id)"
        " GROUP BY status, since, appointment_at, held_until, plan_result",
        _asked(board),
    )
    return tuple(Alike(_standing(row), row["plan_result"], row["many"]) for row in found)


def column_of(
    rows: Rows, board: OnBoard, status: Status, behind: Behind | None, limit: int
) -> tuple[ReferralRow, ...]:
    """At most so many referrals of a column, the longest unchanged first."""
    asked = {**_asked(board), "status": status, "most": limit}
    conditions = ["municipality = :municipality", "status = :status"]
    if status not in OPEN:
        conditions.append("since >= :ended_since")
    if board.case_id is not None:
        conditions.append("case_id = :case_id")
    if behind is not None:
        asked |= {"day": behind.since.isoformat(), "id": str(behind.referral_id)}
        conditions.append("(since > :day OR (since = :day AND referral_id > :id))")
    found = rows.rows(
        f"SELECT * FROM referrals WHERE {' AND '.join(conditions)}"  # noqa: S608 - fixed words
        " ORDER BY since, referral_id LIMIT :most",
        asked,
    )
    return tuple(read_referral(row) for row in found)


def _standing(row: Row) -> Standing:
    at, until = row["appointment_at"], row["held_until"]
    return Standing(
        status=row["status"],
        since=date.fromisoformat(row["since"]),
        appointment_at=datetime.fromisoformat(at) if at else None,
        held_until=date.fromisoformat(until) if until else None,
    )


def _asked(board: OnBoard) -> dict[str, object]:
    return {
        "municipality": board.municipality,
        "ended_since": board.ended_since.isoformat(),
        "case_id": str(board.case_id) if board.case_id else "",
    }


_OPEN = ", ".join(f"'{status}'" for status in OPEN)
