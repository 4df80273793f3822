"""The agencies as conference's register has told of them, in the tables of a service that asks.

Who acts for a municipality follows from it: its own departments, and whom it has entrusted with
work, as long as the contract holds (law rule 55).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shared.codes.municipality import MunicipalityCode
from shared.facts.conference import AgencyRegistered
from shared.store import Rows, Transaction
from shared.store.database import Row

FOREIGN_TABLES = (
    """CREATE TABLE IF NOT EXISTS known_agencies (
        agency_id TEXT PRIMARY KEY,
        municipality TEXT NOT NULL,
        kind TEXT NOT NULL,
        internal INTEGER NOT NULL,
        entrusted_from TEXT,
        entrusted_until TEXT
    )""",
)
"""Filled from another service's facts, so no rebuilding from the own log empties it."""


@dataclass(frozen=True, slots=True)
class KnownAgency:
    """An agency, as far as other services than its register must know it.

    Attributes:
        municipality: where it is registered.
        kind: code list ``agency_kinds``.
        internal: a department of the municipality.
        entrusted_from: since when the municipality has entrusted work to it.
        entrusted_until: when that ends.
    """

    municipality: MunicipalityCode
    kind: str
    internal: bool
    entrusted_from: datetime | None
    entrusted_until: datetime | None

    def is_entrusted(self, at: datetime) -> bool:
        """Whether the contract holds at an instant (law rule 55)."""
        if self.entrusted_from is None or at < self.entrusted_from:
            return False
        return self.entrusted_until is None or at < self.entrusted_until

    def contract_is_over(self, at: datetime) -> bool:
        """Whether it has had a contract that does not hold at an instant (law rule 55).

        Who never had one is there in their own right: a member of a conference, a police station.
        """
        dated = self.entrusted_from is not None or self.entrusted_until is not None
        return dated and not self.internal and not self.is_entrusted(at)

    def works_for(self, municipality: str, at: datetime) -> bool:
        """Whether it does a municipality's own work at an instant: a department or entrusted."""
        return self.municipality == municipality and (self.internal or self.is_entrusted(at))


def remember_agency(tx: Transaction, fact: AgencyRegistered) -> None:
    """Replace what is known of an agency."""
    tx.execute(
        "INSERT INTO known_agencies VALUES"
        " (:agency_id, :municipality, :kind, :internal, :entrusted_from, :entrusted_until)"
        " ON CONFLICT (agency_id) DO UPDATE SET kind = excluded.kind,"
        " internal = excluded.internal, entrusted_from = excluded.entrusted_from,"
        " entrusted_until = excluded.entrusted_until",
        {
            "agency_id": fact.agency_id,
            "municipality": fact.municipality,
            "kind": fact.agency_kind,
            "internal": int(fact.internal),
            "entrusted_from": _text(fact.entrusted_from),
            "entrusted_until": _text(fact.entrusted_until),
        },
    )


def known_agency(rows: Rows, agency_id: UUID) -> KnownAgency | None:
    """An agency, if the register has told of it."""
    found = rows.rows(
        "SELECT * FROM known_agencies WHERE agency_id = :agency_id", {"agency_id": str(agency_id)}
    )
    return _known(found[0]) if found else None


def known_agencies_of(rows: Rows, municipality: str) -> dict[UUID, KnownAgency]:
    """The agencies that are registered in a municipality, by kind."""
    found = rows.rows(
        "SELECT * FROM known_agencies WHERE municipality = :municipality ORDER BY kind, agency_id",
        {"municipality": municipality},
    )
    return {UUID(row["agency_id"]): _known(row) for row in found}


def _known(row: Row) -> KnownAgency:
    return KnownAgency(
        municipality=row["municipality"],
        kind=row["kind"],
        internal=bool(row["internal"]),
        entrusted_from=_instant(row["entrusted_from"]),
        entrusted_until=_instant(row["entrusted_until"]),
    )


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
