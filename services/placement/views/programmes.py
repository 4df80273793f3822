"""Placement's read model of programmes and of who agrees to be known there."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.placement.domain.programme import (
    ParticipantAgreed,
    ParticipantEvent,
    ParticipantWithdrew,
    Programme,
    ProgrammeAmended,
    ProgrammeEnded,
    ProgrammeEvent,
    ProgrammeReopened,
    ProgrammeSetUp,
)
from shared.store import Recorded, Rows, Transaction


class Programmes:
    """Tables ``programmes`` and ``programme_participants``.

    The second has a row for each time during which a token is a person.
    """

    names = ("programmes", "programme_participants")
    tables = (
        """CREATE TABLE IF NOT EXISTS programmes (
            programme_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            details TEXT NOT NULL,
            ended_on TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS programmes_by_town ON programmes (municipality)",
        """CREATE TABLE IF NOT EXISTS programme_participants (
            participant TEXT NOT NULL,
            entry INTEGER NOT NULL,
            programme_id TEXT NOT NULL,
            person_id TEXT NOT NULL,
            since TEXT NOT NULL,
            until TEXT,
            PRIMARY KEY (participant, entry)
        )""",
        """CREATE INDEX IF NOT EXISTS programme_participants_by_person
            ON programme_participants (programme_id, person_id)""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        stream = str(recorded.originator_id)
        match recorded.event:
            case ProgrammeEvent() as event:
                _project_programme(tx, stream, event)
            case ParticipantEvent() as event:
                _project_participant(tx, stream, recorded.originator_version, event)


def _project_programme(tx: Transaction, programme_id: str, event: ProgrammeEvent) -> None:
    match event:
        case ProgrammeSetUp() | ProgrammeAmended():
            tx.execute(
                "INSERT INTO programmes VALUES (:id, :municipality, :details, NULL)"
                " ON CONFLICT (programme_id) DO UPDATE SET details = excluded.details",
                {
                    "id": programme_id,
                    "municipality": event.municipality,
                    "details": Programme.carried_by(event).model_dump_json(),
                },
            )
        case ProgrammeEnded() | ProgrammeReopened():
            day = event.on.isoformat() if isinstance(event, ProgrammeEnded) else None
            tx.execute(
                "UPDATE programmes SET ended_on = :day WHERE programme_id = :id",
                {"id": programme_id, "day": day},
            )


def _project_participant(
    tx: Transaction, participant: str, entry: int, event: ParticipantEvent
) -> None:
    match event:
        case ParticipantAgreed():
            tx.execute(
                "INSERT INTO programme_participants VALUES (:id, :entry, :programme_id,"
                " :person_id, :on_day, NULL)",
                {
                    "id": participant,
                    "entry": entry,
                    "programme_id": str(event.programme_id),
                    "person_id": str(event.person_id),
                    "on_day": event.on.isoformat(),
                },
            )
        case ParticipantWithdrew():
            tx.execute(
                "UPDATE programme_participants SET until = :on_day"
                " WHERE participant = :id AND until IS NULL",
                {"id": participant, "on_day": event.on.isoformat()},
            )


class ProgrammeRow(Programme):
    """A programme as lists know it.

    Attributes:
        programme_id: which.
        ended_on: the first day without it; ``None`` while it goes on.
    """

    programme_id: UUID
    ended_on: date | None


def programmes_of(rows: Rows, municipality: str) -> tuple[ProgrammeRow, ...]:
    """The programmes of a municipality; those that ended, too."""
    found = rows.rows(
        "SELECT * FROM programmes WHERE municipality = :municipality ORDER BY programme_id",
        {"municipality": municipality},
    )
    return tuple(
        ProgrammeRow(
            programme_id=UUID(row["programme_id"]),
            ended_on=date.fromisoformat(row["ended_on"]) if row["ended_on"] else None,
            **dict(Programme.model_validate_json(row["details"])),
        )
        for row in found
    )


def tokens_of(rows: Rows, programme_id: UUID, person_id: UUID) -> tuple[UUID, ...]:
    """The tokens that were ever a person in a programme, the latest agreement first."""
    found = rows.rows(
        "SELECT participant FROM programme_participants"
        " WHERE programme_id = :programme_id AND person_id = :person_id"
        " ORDER BY since DESC, participant",
        {"programme_id": str(programme_id), "person_id": str(person_id)},
    )
    return tuple(dict.fromkeys(UUID(row["participant"]) for row in found))
