"""Placement's read model of referrals."""

from __future__ import annotations

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


class Referrals:
    """Table ``referrals``: one row each, without personal data."""

    names = ("referrals",)
    tables = (
        """CREATE TABLE IF NOT EXISTS referrals (
            referral_id TEXT PRIMARY KEY,
            case_id TEXT NOT NULL,
            destination TEXT NOT NULL,
            status TEXT NOT NULL,
            since TEXT NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS referrals_by_status ON referrals (status, since)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
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
