"""Who was asked for what by when, and what became of it: ids, codes and days, no reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.conference.domain.conference import (
    AgendaItemRemoved,
    ConferenceHeld,
    InformationRequested,
    RequestAnswered,
)
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row


class Requests:
    """Table ``requests``: one row per request; ``over`` once an answer can no longer be given."""

    names = ("requests",)
    tables = (
        """CREATE TABLE IF NOT EXISTS requests (
            request_id TEXT PRIMARY KEY,
            conference_id TEXT NOT NULL,
            agenda_id TEXT NOT NULL,
            to_agency TEXT NOT NULL,
            subjects TEXT NOT NULL,
            household_id TEXT,
            categories TEXT NOT NULL,
            made_at TEXT NOT NULL,
            due_on TEXT NOT NULL,
            answer TEXT,
            provided TEXT NOT NULL,
            over INTEGER NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS requests_by_agenda ON requests (agenda_id)",
        "CREATE INDEX IF NOT EXISTS requests_by_agency ON requests (to_agency, due_on)",
        "CREATE INDEX IF NOT EXISTS requests_by_conference ON requests (conference_id)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        conference_id = str(recorded.originator_id)
        match recorded.event:
            case InformationRequested() as asked:
                tx.execute(
                    "INSERT INTO requests VALUES (:request_id, :conference_id, :agenda_id, :to,"
                    " :subjects, :household_id, :categories, :made_at, :due_on, NULL, '', 0)",
                    {
                        "request_id": str(asked.request_id),
                        "conference_id": conference_id,
                        "agenda_id": str(asked.agenda_id),
                        "to": str(asked.to_agency),
                        "subjects": " ".join(map(str, asked.subjects)),
                        "household_id": str(asked.household_id) if asked.household_id else None,
                        "categories": " ".join(asked.categories),
                        "made_at": asked.made_at.isoformat(),
                        "due_on": asked.due_on.isoformat(),
                    },
                )
            case RequestAnswered() as answered:
                tx.execute(
                    "UPDATE requests SET answer = :answer, provided = :provided"
                    " WHERE request_id = :request_id",
                    {
                        "request_id": str(answered.request_id),
                        "answer": answered.answer,
                        "provided": " ".join(answered.provided),
                    },
                )
            case AgendaItemRemoved() as removed:
                tx.execute(
                    "UPDATE requests SET over = 1 WHERE agenda_id = :agenda_id",
                    {"agenda_id": str(removed.agenda_id)},
                )
            case ConferenceHeld():
                tx.execute(
                    "UPDATE requests SET over = 1 WHERE conference_id = :conference_id",
                    {"conference_id": conference_id},
                )


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as lists know it.

    Attributes:
        request_id: which.
        conference_id: of which conference.
        agenda_id: for which agenda item.
        to_agency: the agency asked.
        subjects: persons asked about.
        household_id: household asked about as a whole.
        categories: asked for.
        due_on: by when an answer is hoped for.
        answer: code, or ``None``.
        provided: with ``part``.
        over: the conference was held or the agenda item removed.
    """

    request_id: UUID
    conference_id: UUID
    agenda_id: UUID
    to_agency: UUID
    subjects: tuple[UUID, ...]
    household_id: UUID | None
    categories: tuple[str, ...]
    due_on: date
    answer: str | None
    provided: tuple[str, ...]
    over: bool


def requests_to(rows: Rows, agency_id: UUID) -> list[RequestRow]:
    """What one agency was asked, the nearest day first."""
    sql = "SELECT * FROM requests WHERE to_agency = :id ORDER BY due_on, request_id"
    return [_row(row) for row in rows.rows(sql, {"id": str(agency_id)})]


def requests_of(rows: Rows, conference_id: UUID) -> list[RequestRow]:
    """What a conference asked, the nearest day first."""
    sql = "SELECT * FROM requests WHERE conference_id = :id ORDER BY due_on, request_id"
    return [_row(row) for row in rows.rows(sql, {"id": str(conference_id)})]


def _row(row: Row) -> RequestRow:
    return RequestRow(
        request_id=UUID(row["request_id"]),
        conference_id=UUID(row["conference_id"]),
        agenda_id=UUID(row["agenda_id"]),
        to_agency=UUID(row["to_agency"]),
        subjects=tuple(map(UUID, row["subjects"].split())),
        household_id=UUID(row["household_id"]) if row["household_id"] else None,
        categories=tuple(row["categories"].split()),
        due_on=date.fromisoformat(row["due_on"]),
        answer=row["answer"],
        provided=tuple(row["provided"].split()),
        over=bool(row["over"]),
    )
