"""Placement's read model of sessions: how many came, who is on record, by name or by token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import TypeAdapter

from services.placement.domain.programme import (
    Count,
    ParticipantAttendanceUndone,
    ParticipantAttended,
    PseudonymAttendanceUndone,
    PseudonymAttended,
    SessionCorrected,
    SessionHeld,
    SessionUndone,
)
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Row

_COUNTS = TypeAdapter(tuple[Count, ...])


class Sessions:
    """Tables ``sessions`` and ``session_attendances``: what was undone is marked so."""

    names = ("sessions", "session_attendances")
    tables = (
        """CREATE TABLE IF NOT EXISTS sessions (
            session_id TEXT PRIMARY KEY,
            programme_id TEXT NOT NULL,
            on_day TEXT NOT NULL,
            counts TEXT NOT NULL,
            undone INTEGER NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS sessions_by_day ON sessions (programme_id, on_day)",
        """CREATE TABLE IF NOT EXISTS session_attendances (
            session_id TEXT NOT NULL,
            participant TEXT NOT NULL,
            person_id TEXT,
            undone INTEGER NOT NULL,
            PRIMARY KEY (session_id, participant)
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        event, session_id = recorded.event, str(recorded.originator_id)
        match event:
            case SessionHeld() | SessionCorrected():
                tx.execute(
                    "INSERT INTO sessions VALUES (:id, :programme_id, :on_day, :counts, 0)"
                    " ON CONFLICT (session_id) DO UPDATE SET on_day = excluded.on_day,"
                    " counts = excluded.counts",
                    {
                        "id": session_id,
                        "programme_id": str(event.programme_id),
                        "on_day": event.on.isoformat(),
                        "counts": _COUNTS.dump_json(event.counts).decode(),
                    },
                )
            case SessionUndone():
                tx.execute(
                    "UPDATE sessions SET undone = 1 WHERE session_id = :id", {"id": session_id}
                )
            case PseudonymAttended() | ParticipantAttended():
                person = event.person_id if isinstance(event, ParticipantAttended) else None
                tx.execute(
                    "INSERT INTO session_attendances VALUES (:id, :participant, :person_id, 0)"
                    " ON CONFLICT (session_id, participant) DO UPDATE SET"
                    " person_id = excluded.person_id, undone = 0",
                    {
                        "id": session_id,
                        "participant": str(event.participant),
                        "person_id": str(person) if person else None,
                    },
                )
            case PseudonymAttendanceUndone() | ParticipantAttendanceUndone():
                tx.execute(
                    "UPDATE session_attendances SET undone = 1"
                    " WHERE session_id = :id AND participant = :participant",
                    {"id": session_id, "participant": str(event.participant)},
                )


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as lists know it.

    Attributes:
        session_id: which.
        on: the day.
        counts: how many came; empty: nobody counted.
        named: how many are on record by name.
        by_handle: how many by a token alone.
    """

    session_id: UUID
    on: date
    counts: tuple[Count, ...]
    named: int
    by_handle: int


_HELD = (
    " FROM sessions s LEFT JOIN session_attendances a"
    " ON a.session_id = s.session_id AND a.undone = 0"
    " WHERE s.programme_id = :programme_id AND s.undone = 0"
    " AND s.on_day BETWEEN :since AND :until"
)


def sessions_of(
    rows: Rows, programme_id: UUID, *, since: date, until: date
) -> tuple[SessionRow, ...]:
    """The sessions of a programme in the order of days; undone ones stay away.

    Args:
        rows: the database.
        programme_id: of which programme.
        since: the first day.
        until: the last day, inclusive.
    """
    found = rows.rows(
        "SELECT s.session_id, s.on_day, s.counts, COUNT(a.person_id) AS named,"
        f" COUNT(a.participant) AS everybody{_HELD}"
        " GROUP BY s.session_id, s.on_day, s.counts ORDER BY s.on_day, s.session_id",
        _period(programme_id, since, until),
    )
    return tuple(map(_session, found))


def different_people(rows: Rows, programme_id: UUID, *, since: date, until: date) -> int:
    """実人数: how many tokens were at the sessions of a period; who was only counted is in none."""
    [row] = rows.rows(
        f"SELECT COUNT(DISTINCT a.participant) AS people{_HELD}",
        _period(programme_id, since, until),
    )
    return int(row["people"])


def _period(programme_id: UUID, since: date, until: date) -> dict[str, str]:
    return {
        "programme_id": str(programme_id),
        "since": since.isoformat(),
        "until": until.isoformat(),
    }


def _session(row: Row) -> SessionRow:
    return SessionRow(
        session_id=UUID(row["session_id"]),
        on=date.fromisoformat(row["on_day"]),
        counts=_COUNTS.validate_json(row["counts"]),
        named=row["named"],
        by_handle=row["everybody"] - row["named"],
    )
