"""Requests for access 開示請求: which there are, and by when each is to be decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from services.conference.domain.access_request import (
    AccessCorrected,
    AccessCorrectionAsked,
    AccessDecided,
    AccessDelivered,
    AccessExtended,
    AccessRequested,
)
from shared.store import Recorded, Rows, Transaction

AccessStatus = Literal["open", "correcting", "decided", "delivered"]
"""受付・補正待ち・決定済み・開示実施済み."""


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One request; no personal data.

    Attributes:
        access_id: the request.
        person_id: whom it is about.
        requester: as what somebody asks.
        received_on: the day (JST).
        due_on: by when it is to be decided, corrections and extension taken in.
        status: how far it has come.
        outcome: what was decided; ``None`` before.
    """

    access_id: UUID
    person_id: UUID
    requester: str
    received_on: date
    due_on: date
    status: AccessStatus
    outcome: str | None


class AccessRequests:
    """Table ``access_requests``: one row per request, without personal data."""

    names = ("access_requests",)
    tables = (
        """CREATE TABLE IF NOT EXISTS access_requests (
            access_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            person_id TEXT NOT NULL,
            requester TEXT NOT NULL,
            received_on TEXT NOT NULL,
            due_on TEXT NOT NULL,
            status TEXT NOT NULL,
            outcome TEXT
        )""",
        """CREATE INDEX IF NOT EXISTS access_requests_by_due
            ON access_requests (municipality, status, due_on)""",
        "CREATE INDEX IF NOT EXISTS access_requests_by_person ON access_requests (person_id)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        access_id = str(recorded.originator_id)
        match recorded.event:
            case AccessRequested() as event:
                tx.execute(
                    "INSERT INTO access_requests VALUES (:id, :municipality, :person_id,"
                    " :requester, :received_on, :due_on, 'open', NULL)",
                    {
                        "id": access_id,
                        "municipality": event.municipality,
                        "person_id": str(event.person_id),
                        "requester": event.requester,
                        "received_on": event.received_on.isoformat(),
                        "due_on": event.due_on.isoformat(),
                    },
                )
            case AccessCorrectionAsked():
                _move(tx, access_id, "correcting")
            case AccessCorrected() | AccessExtended() as event:
                tx.execute(
                    "UPDATE access_requests SET status = 'open', due_on = :due_on"
                    " WHERE access_id = :id",
                    {"id": access_id, "due_on": event.due_on.isoformat()},
                )
            case AccessDecided() as event:
                tx.execute(
                    "UPDATE access_requests SET status = 'decided', outcome = :outcome"
                    " WHERE access_id = :id",
                    {"id": access_id, "outcome": event.outcome},
                )
            case AccessDelivered():
                _move(tx, access_id, "delivered")


def _move(tx: Transaction, access_id: str, status: AccessStatus) -> None:
    tx.execute(
        "UPDATE access_requests SET status = :status WHERE access_id = :id",
        {"id": access_id, "status": status},
    )


def access_requests_of(rows: Rows, municipality: str) -> list[AccessRow]:
    """A municipality's requests, the most urgent first."""
    found = rows.rows(
        "SELECT * FROM access_requests WHERE municipality = :municipality"
        " ORDER BY due_on, access_id",
        {"municipality": municipality},
    )
    return [
        AccessRow(
            access_id=UUID(row["access_id"]),
            person_id=UUID(row["person_id"]),
            requester=row["requester"],
            received_on=date.fromisoformat(row["received_on"]),
            due_on=date.fromisoformat(row["due_on"]),
            status=row["status"],
            outcome=row["outcome"],
        )
        for row in found
    ]


def has_pending_access_request(rows: Rows, municipality: str, person_id: UUID) -> bool:
    """Whether a request to a municipality about a person is not answered yet.

    Nothing of theirs is disposed of until it is (law rule 59).
    """
    return bool(
        rows.rows(
            "SELECT 1 FROM access_requests WHERE person_id = :person_id"
            " AND municipality = :municipality AND status <> 'delivered'",
            {"person_id": str(person_id), "municipality": municipality},
        )
    )
