"""Placement's read model of referrals: the board, and the chain of those that follow each other."""

from __future__ import annotations

from uuid import UUID

from services.placement.domain.referral import (
    PlanOfReferralChanged,
    ReferralAddressed,
    ReferralEvent,
    ReferralOffered,
    ReferralPlanned,
    ReferralStepUndone,
    Standing,
    standing_after,
    whom_of,
)
from services.placement.views.referral_rows import referral_row
from shared.store import Recorded, Transaction


class Referrals:
    """Table ``referrals``: one row each, without personal data.

    What was ``foreseen`` before 打診 comes back when that is undone.
    """

    names = ("referrals",)
    tables = (
        """CREATE TABLE IF NOT EXISTS referrals (
            referral_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            case_id TEXT NOT NULL,
            person_id TEXT,
            whom TEXT NOT NULL,
            destination TEXT NOT NULL,
            to_agency_id TEXT,
            resource_id TEXT,
            mode TEXT,
            stays INTEGER NOT NULL,
            follows TEXT,
            plan_id TEXT,
            plan_result TEXT,
            offered_on TEXT,
            status TEXT NOT NULL,
            since TEXT NOT NULL,
            accepted_on TEXT,
            appointment_at TEXT,
            accompanied INTEGER NOT NULL,
            held_until TEXT,
            reason TEXT,
            outcome TEXT,
            foreseen_agency_id TEXT,
            foreseen_resource_id TEXT,
            foreseen_stays INTEGER,
            foreseen_whom TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS referrals_by_status ON referrals (municipality, status, since)",
        "CREATE INDEX IF NOT EXISTS referrals_by_agency ON referrals (to_agency_id, status)",
        "CREATE INDEX IF NOT EXISTS referrals_by_case ON referrals (case_id)",
        "CREATE INDEX IF NOT EXISTS referrals_by_former ON referrals (follows)",
        "CREATE INDEX IF NOT EXISTS referrals_by_plan ON referrals (plan_id)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        event, referral_id = recorded.event, recorded.originator_id
        if not isinstance(event, ReferralEvent):
            return
        known = referral_row(tx, referral_id)
        match event:
            case ReferralPlanned() | ReferralOffered() if known is None:
                _begin(tx, referral_id, event)
            case ReferralOffered():
                _offer(tx, referral_id, event)
            case ReferralAddressed():
                _change(tx, referral_id, "to_agency_id = :to", to=str(event.to_agency_id))
            case PlanOfReferralChanged():
                _change(tx, referral_id, "plan_result = :result", result=event.plan_result)
            case ReferralStepUndone(step="offer"):
                _change(tx, referral_id, _NOT_OFFERED)
        stands = standing_after(known.standing if known else None, event)
        _change(tx, referral_id, _STANDING, **_columns(stands))


_STANDING = (
    "status = :status, since = :since, accepted_on = :accepted_on,"
    " appointment_at = :appointment_at, accompanied = :accompanied, held_until = :held_until,"
    " reason = :reason, outcome = :outcome"
)

_NOT_OFFERED = (
    "offered_on = NULL, to_agency_id = foreseen_agency_id, resource_id = foreseen_resource_id,"
    " stays = foreseen_stays, whom = foreseen_whom"
)


def _begin(tx: Transaction, referral_id: UUID, begun: ReferralPlanned | ReferralOffered) -> None:
    """Enter a referral, planned or offered."""
    offered = isinstance(begun, ReferralOffered)
    tx.execute(
        "INSERT INTO referrals VALUES (:id, :municipality, :case_id, :person_id, :whom,"
        " :destination, :to_agency_id, :resource_id, :mode, :stays, :follows, :plan_id, NULL,"
        " :offered_on, :status, :since, :accepted_on, :appointment_at, :accompanied, :held_until,"
        " :reason, :outcome, NULL, NULL, NULL, NULL)",
        {
            "id": str(referral_id),
            "municipality": begun.municipality,
            "case_id": str(begun.case_id),
            "person_id": _text(begun.person_id),
            "whom": whom_of(begun, begun),
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


def _offer(tx: Transaction, referral_id: UUID, offered: ReferralOffered) -> None:
    """Note whom is asked, and keep what was foreseen."""
    _change(
        tx,
        referral_id,
        "foreseen_agency_id = to_agency_id, foreseen_resource_id = resource_id,"
        " foreseen_stays = stays, foreseen_whom = whom, to_agency_id = :to_agency_id,"
        " resource_id = :resource_id, stays = :stays, whom = :whom, offered_on = :offered_on",
        to_agency_id=_text(offered.to_agency_id),
        resource_id=_text(offered.resource_id),
        stays=int(offered.stays),
        whom=whom_of(offered, offered),
        offered_on=offered.on.isoformat(),
    )


def _change(
    tx: Transaction, referral_id: UUID, assignments: str, **values: str | int | None
) -> None:
    tx.execute(
        f"UPDATE referrals SET {assignments} WHERE referral_id = :id",  # noqa: S608 - own columns
        {"id": str(referral_id), **values},
    )


def _columns(standing: Standing) -> dict[str, str | int | None]:
    return standing.model_dump(mode="json") | {"accompanied": int(standing.accompanied)}


def _text(one: UUID | None) -> str | None:
    return str(one) if one else None
