"""Who is on the registers: agencies by municipality, persons by household; ids and codes only."""

from __future__ import annotations

from uuid import UUID

from services.conference.domain.agency import AgencyAmended, AgencyRegistered
from services.conference.domain.person import PersonDescribed
from shared.store import Recorded, Rows, Transaction


class Registers:
    """Tables ``agencies``, ``described_persons`` and ``household_members``.

    Who ever lived in a household stays in ``household_members``: what was lawful on a past day is
    asked of those who lived there then, and the person's own history tells when that was.
    """

    names = ("agencies", "described_persons", "household_members")
    tables = (
        """CREATE TABLE IF NOT EXISTS agencies (
            agency_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            kind TEXT NOT NULL,
            internal INTEGER NOT NULL,
            person_id TEXT
        )""",
        "CREATE INDEX IF NOT EXISTS agencies_by_municipality ON agencies (municipality)",
        """CREATE TABLE IF NOT EXISTS described_persons (
            person_id TEXT PRIMARY KEY,
            municipality TEXT NOT NULL,
            household_id TEXT
        )""",
        """CREATE TABLE IF NOT EXISTS household_members (
            household_id TEXT NOT NULL,
            person_id TEXT NOT NULL,
            PRIMARY KEY (household_id, person_id)
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        match recorded.event:
            case AgencyRegistered() | AgencyAmended() as agency:
                tx.execute(
                    "INSERT INTO agencies VALUES (:id, :municipality, :kind, :internal, :person_id)"
                    " ON CONFLICT (agency_id) DO UPDATE SET kind = :kind, internal = :internal",
                    {
                        "id": str(recorded.originator_id),
                        "municipality": agency.municipality,
                        "kind": agency.kind,
                        "internal": int(agency.internal),
                        "person_id": str(agency.person_id) if agency.person_id else None,
                    },
                )
            case PersonDescribed() as person:
                household = str(person.household_id) if person.household_id else None
                who = {"person_id": str(recorded.originator_id), "household": household}
                tx.execute(
                    "INSERT INTO described_persons VALUES (:person_id, :municipality, :household)"
                    " ON CONFLICT (person_id) DO UPDATE SET household_id = :household",
                    {**who, "municipality": person.municipality},
                )
                if household:
                    tx.execute(
                        "INSERT INTO household_members VALUES (:household, :person_id)"
                        " ON CONFLICT (household_id, person_id) DO NOTHING",
                        who,
                    )


def agencies_of(rows: Rows, municipality: str) -> list[UUID]:
    """Every agency that a municipality ever registered, by id."""
    found = rows.rows(
        "SELECT agency_id FROM agencies WHERE municipality = :municipality ORDER BY agency_id",
        {"municipality": municipality},
    )
    return [UUID(row["agency_id"]) for row in found]


def is_agency(rows: Rows, somebody: UUID) -> bool:
    """Whether an id is a registered agency's: who answers is a person or an agency."""
    return bool(rows.rows("SELECT 1 FROM agencies WHERE agency_id = :id", {"id": str(somebody)}))


def first_department_of(rows: Rows, municipality: str) -> UUID | None:
    """A department of the municipality's own; ``None`` while it has registered none."""
    found = rows.rows(
        "SELECT agency_id FROM agencies WHERE municipality = :municipality AND internal = 1"
        " ORDER BY agency_id LIMIT 1",
        {"municipality": municipality},
    )
    return UUID(found[0]["agency_id"]) if found else None


def readers_who_are(rows: Rows, person_id: UUID) -> list[UUID]:
    """The agencies of kind ``person_self`` by which a person reads."""
    found = rows.rows(
        "SELECT agency_id FROM agencies WHERE person_id = :person_id ORDER BY agency_id",
        {"person_id": str(person_id)},
    )
    return [UUID(row["agency_id"]) for row in found]


def household_members(rows: Rows, household_id: UUID) -> list[UUID]:
    """Everybody who lives or ever lived in a household, by id."""
    found = rows.rows(
        "SELECT person_id FROM household_members WHERE household_id = :household_id"
        " ORDER BY person_id",
        {"household_id": str(household_id)},
    )
    return [UUID(row["person_id"]) for row in found]
