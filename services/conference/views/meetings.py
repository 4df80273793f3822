"""Conference's read models: the cases it may speak of, and its meetings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from services.conference.domain.conference import (
    AgendaItemPlaced,
    ConferenceConvened,
    ConferenceHeld,
    MembersSelected,
)
from services.conference.domain.roster import RosterOpened
from shared.calendar import jst_date
from shared.facts.intake import ConsultationReceived
from shared.store import Recorded, Rows, Transaction

FOREIGN_TABLES = (
    """CREATE TABLE IF NOT EXISTS known_cases (
        case_id TEXT PRIMARY KEY,
        municipality TEXT NOT NULL
    )""",
)
"""Filled from other services' facts, so no rebuilding from the own log empties it."""


class Meetings:
    """Standing meetings, their sittings with agenda and chosen members: ids and codes.

    Tables ``rosters``, ``sittings``, ``matters`` and ``selections``. No row is ever
    taken out but of ``selections``, where a new choice replaces the former one.
    """

    names = ("rosters", "sittings", "matters", "selections")
    tables = (
        """CREATE TABLE IF NOT EXISTS rosters (
            roster_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL
        )""",
        """CREATE TABLE IF NOT EXISTS sittings (
            conference_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            roster_id TEXT,
            convener_id TEXT,
            planned_on TEXT,
            held_on TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS sittings_by_convener ON sittings (convener_id, planned_on)",
        """CREATE TABLE IF NOT EXISTS matters (
            agenda_id TEXT PRIMARY KEY,
            conference_id TEXT NOT NULL,
            case_id TEXT NOT NULL,
            legal_mode TEXT NOT NULL
        )""",
        "CREATE INDEX IF NOT EXISTS matters_by_case ON matters (case_id)",
        """CREATE TABLE IF NOT EXISTS selections (
            agenda_id TEXT NOT NULL,
            agency_id TEXT NOT NULL,
            conference_id TEXT NOT NULL,
            PRIMARY KEY (agenda_id, agency_id)
        )""",
        "CREATE INDEX IF NOT EXISTS selections_by_agency ON selections (agency_id)",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        here = {"id": str(recorded.originator_id), "municipality": recorded.event.municipality}
        match recorded.event:
            case RosterOpened():
                tx.execute("INSERT INTO rosters VALUES (:id, :municipality)", here)
            case ConferenceConvened() as called:
                tx.execute(
                    "INSERT INTO sittings VALUES"
                    " (:id, :municipality, :roster_id, :convener_id, :planned_on, NULL)",
                    {
                        **here,
                        "roster_id": str(called.roster_id),
                        "convener_id": str(called.convener_id),
                        "planned_on": jst_date(called.planned_for).isoformat(),
                    },
                )
            case ConferenceHeld() as held:
                tx.execute(
                    "INSERT INTO sittings VALUES (:id, :municipality, NULL, NULL, NULL, :held_on)"
                    " ON CONFLICT (conference_id) DO UPDATE SET held_on = :held_on",
                    {**here, "held_on": held.held_on.isoformat()},
                )
            case AgendaItemPlaced() as placed:
                tx.execute(
                    "INSERT INTO matters VALUES (:agenda_id, :id, :case_id, :legal_mode)",
                    {
                        "id": here["id"],
                        "agenda_id": str(placed.agenda_id),
                        "case_id": str(placed.case_id),
                        "legal_mode": placed.legal_mode,
                    },
                )
            case MembersSelected() as selected:
                _project_selection(tx, here["id"], selected)


def _project_selection(tx: Transaction, conference_id: str, selected: MembersSelected) -> None:
    agenda_id = str(selected.agenda_id)
    tx.execute("DELETE FROM selections WHERE agenda_id = :agenda_id", {"agenda_id": agenda_id})
    rows = [
        {"agenda_id": agenda_id, "agency_id": str(one), "id": conference_id}
        for one in selected.agencies
    ]
    if rows:
        tx.execute_many("INSERT INTO selections VALUES (:agenda_id, :agency_id, :id)", rows)


def rosters_of(rows: Rows, municipality: str) -> list[UUID]:
    """Every roster of a municipality, by id."""
    found = rows.rows(
        "SELECT roster_id FROM rosters WHERE municipality = :municipality ORDER BY roster_id",
        {"municipality": municipality},
    )
    return [UUID(row["roster_id"]) for row in found]


def sittings_seen_by(
    rows: Rows, agency_id: UUID, first: date | None, last: date | None
) -> list[UUID]:
    """The conferences that an agency convenes or was chosen for, the latest planned day first.

    Args:
        rows: the store, or a transaction on it.
        agency_id: the agency.
        first: not planned before this day (JST).
        last: not planned after this day.
    """
    found = rows.rows(
        "SELECT conference_id FROM sittings WHERE planned_on BETWEEN :first AND :last"
        " AND (convener_id = :agency_id OR conference_id IN"
        "  (SELECT conference_id FROM selections WHERE agency_id = :agency_id))"
        " ORDER BY planned_on DESC, conference_id",
        {
            "agency_id": str(agency_id),
            "first": (first or date.min).isoformat(),
            "last": (last or date.max).isoformat(),
        },
    )
    return [UUID(row["conference_id"]) for row in found]


def is_agenda_item(rows: Rows, agenda_id: UUID) -> bool:
    """Whether an agenda item of any conference ever had this id."""
    return bool(
        rows.rows(
            "SELECT 1 FROM matters WHERE agenda_id = :agenda_id", {"agenda_id": str(agenda_id)}
        )
    )


def conferences_about(rows: Rows, case_id: UUID) -> list[UUID]:
    """The conferences on whose agenda a case ever was, by id."""
    found = rows.rows(
        "SELECT DISTINCT conference_id FROM matters WHERE case_id = :case_id"
        " ORDER BY conference_id",
        {"case_id": str(case_id)},
    )
    return [UUID(row["conference_id"]) for row in found]


def remember_case(tx: Transaction, fact: ConsultationReceived) -> None:
    """Note that intake opened a case."""
    tx.execute(
        "INSERT INTO known_cases VALUES (:case_id, :municipality) ON CONFLICT (case_id) DO NOTHING",
        {"case_id": fact.case_id, "municipality": fact.municipality},
    )


def known_cases(rows: Rows, municipality: str, cases: Sequence[UUID]) -> frozenset[UUID]:
    """Return those of the cases that intake opened in this municipality."""
    found = set()
    for case_id in cases:
        if rows.rows(
            "SELECT 1 FROM known_cases WHERE case_id = :case_id AND municipality = :municipality",
            {"case_id": str(case_id), "municipality": municipality},
        ):
            found.add(case_id)
    return frozenset(found)
