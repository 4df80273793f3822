"""Whose consent is whose, and which agencies have to be told of a withdrawal."""

from __future__ import annotations

from datetime import UTC
from typing import NamedTuple
from uuid import UUID

from services.conference.domain.consent import (
    ConsentAnswered,
    ConsentWithdrawn,
    WithdrawalNoticeSeen,
)
from shared.store import Recorded, Rows, Transaction


class Notice(NamedTuple):
    """A withdrawal that an agency has to heed.

    Attributes:
        person_id: whose consent it was.
        consent_id: which one.
        withdrawn_at: since when it holds no more, in ISO 8601.
        seen: the agency has said that it read this.
    """

    person_id: UUID
    consent_id: UUID
    withdrawn_at: str
    seen: bool


class Consents:
    """Tables ``consents`` and ``withdrawal_notices``; ids and instants only."""

    names = ("consents", "withdrawal_notices")
    tables = (
        """CREATE TABLE IF NOT EXISTS consents (
            consent_id TEXT PRIMARY KEY,
            person_id TEXT NOT NULL
        )""",
        """CREATE TABLE IF NOT EXISTS withdrawal_notices (
            agency_id TEXT NOT NULL,
            consent_id TEXT NOT NULL,
            person_id TEXT NOT NULL,
            withdrawn_at TEXT NOT NULL,
            seen INTEGER NOT NULL,
            PRIMARY KEY (agency_id, consent_id)
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        match recorded.event:
            case ConsentAnswered() as answered:
                tx.execute(
                    "INSERT INTO consents VALUES (:consent_id, :person_id)"
                    " ON CONFLICT (consent_id) DO NOTHING",
                    {
                        "consent_id": str(answered.consent_id),
                        "person_id": str(answered.person_id),
                    },
                )
            case ConsentWithdrawn() as withdrawn:
                for agency in dict.fromkeys(withdrawn.past_recipients):
                    tx.execute(
                        "INSERT INTO withdrawal_notices VALUES"
                        " (:agency_id, :consent_id, :person_id, :withdrawn_at, 0)",
                        {
                            "agency_id": str(agency),
                            "consent_id": str(withdrawn.consent_id),
                            "person_id": str(withdrawn.person_id),
                            "withdrawn_at": withdrawn.withdrawn_at.astimezone(UTC).isoformat(),
                        },
                    )
            case WithdrawalNoticeSeen() as seen:
                tx.execute(
                    "UPDATE withdrawal_notices SET seen = 1"
                    " WHERE agency_id = :agency_id AND consent_id = :consent_id",
                    {"agency_id": str(seen.agency_id), "consent_id": str(seen.consent_id)},
                )


def person_of_consent(rows: Rows, consent_id: UUID) -> UUID | None:
    """Whose consent it is; ``None`` if there is no such consent."""
    found = rows.rows(
        "SELECT person_id FROM consents WHERE consent_id = :consent_id",
        {"consent_id": str(consent_id)},
    )
    return UUID(found[0]["person_id"]) if found else None


def notices_to(rows: Rows, agency_id: UUID) -> list[Notice]:
    """Every withdrawal that an agency was told of, the latest first."""
    found = rows.rows(
        "SELECT person_id, consent_id, withdrawn_at, seen FROM withdrawal_notices"
        " WHERE agency_id = :agency_id ORDER BY withdrawn_at DESC, consent_id",
        {"agency_id": str(agency_id)},
    )
    return [
        Notice(
            UUID(row["person_id"]),
            UUID(row["consent_id"]),
            row["withdrawn_at"],
            bool(row["seen"]),
        )
        for row in found
    ]
