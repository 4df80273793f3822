"""Placement's read models: the boards of referrals and employments."""

from __future__ import annotations

from services.placement.domain.employment import (
    EmploymentEnded,
    EmploymentRetained,
    EmploymentStarted,
)
from services.placement.domain.referral import (
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralEvent,
    ReferralFailed,
    ReferralOffered,
    Status,
)
from shared.store import Recorded, Transaction

_STATUS: dict[type[ReferralEvent], Status] = {
    ReferralAccepted: "accepted",
    ReferralDeclined: "declined",
    ReferralCompleted: "completed",
    ReferralFailed: "failed",
}


class Boards:
    """Tables ``referrals`` and ``employments``: one row each, without personal data."""

    names = ("referrals", "employments")
    tables = (
        """CREATE TABLE IF NOT EXISTS referrals (
            referral_id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL,
            destination TEXT NOT NULL,
            status TEXT NOT NULL,
            since TEXT NOT NULL
        )""",
        """CREATE TABLE IF NOT EXISTS employments (
            employment_id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            started_on TEXT NOT NULL,
            retained_on TEXT,
            ended_on TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS referrals_by_status ON referrals (status, since)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        identity = {"id": str(recorded.originator_id)}
        match recorded.event:
            case ReferralOffered() as event:
                tx.execute(
                    "INSERT INTO referrals VALUES"
                    " (:id, :case_id, :destination, 'offered', :on_day)",
                    identity
                    | {
                        "case_id": str(event.case_id),
                        "destination": event.destination,
                        "on_day": event.on.isoformat(),
                    },
                )
            case ReferralEvent() as event:
                tx.execute(
                    "UPDATE referrals SET status = :status, since = :on_day"
                    " WHERE referral_id = :id",
                    identity | {"status": _STATUS[type(event)], "on_day": event.on.isoformat()},
                )
            case EmploymentStarted() as event:
                tx.execute(
                    "INSERT INTO employments VALUES (:id, :case_id, :kind, :on_day, NULL, NULL)",
                    identity
                    | {
                        "case_id": str(event.case_id),
                        "kind": event.kind,
                        "on_day": event.on.isoformat(),
                    },
                )
            case EmploymentRetained() as event:
                tx.execute(
                    "UPDATE employments SET retained_on = :on_day WHERE employment_id = :id",
                    identity | {"on_day": event.on.isoformat()},
                )
            case EmploymentEnded() as event:
                tx.execute(
                    "UPDATE employments SET ended_on = :on_day WHERE employment_id = :id",
                    identity | {"on_day": event.on.isoformat()},
                )
