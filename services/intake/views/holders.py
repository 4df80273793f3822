"""Which agency has to do with which case and person: opaque ids only."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from services.intake.domain import person
from services.intake.domain.holding import holders_from
from shared.store import Recorded, Rows, Transaction
from shared.store.database import Value


class Holders:
    """Tables ``case_holders`` and ``person_holders``."""

    names = ("case_holders", "person_holders")
    tables = (
        """CREATE TABLE IF NOT EXISTS case_holders (
            case_id TEXT NOT NULL,
            holder TEXT NOT NULL,
            PRIMARY KEY (case_id, holder)
        )""",
        """CREATE TABLE IF NOT EXISTS person_holders (
            person_id TEXT NOT NULL,
            holder TEXT NOT NULL,
            PRIMARY KEY (person_id, holder)
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        of_person = isinstance(recorded.event, person.PersonRegistered | person.PersonAmended)
        for holder in holders_from(recorded):
            tx.execute(
                "INSERT INTO person_holders VALUES (:id, :holder) ON CONFLICT DO NOTHING"
                if of_person
                else "INSERT INTO case_holders VALUES (:id, :holder) ON CONFLICT DO NOTHING",
                {"id": str(recorded.originator_id), "holder": holder},
            )


def among(names: Collection[str], prefix: str) -> tuple[str, dict[str, Value]]:
    """A list of names for SQL, as placeholders with their values; of none, one that nobody has."""
    values: dict[str, Value] = {
        f"{prefix}_{'n' * number}_": name for number, name in enumerate(sorted(names) or [""])
    }
    return ", ".join(f":{name}" for name in values), values


def holds_case(rows: Rows, case_id: UUID, names: Collection[str]) -> bool:
    """Whether one of these names has to do with a case."""
    listed, values = among(names, "holder")
    return bool(
        rows.rows(
            f"SELECT 1 FROM case_holders WHERE case_id = :case_id AND holder IN ({listed})",  # noqa: S608 - placeholders
            {"case_id": str(case_id), **values},
        )
    )


def holds_person(rows: Rows, person_id: UUID, names: Collection[str]) -> bool:
    """Whether one of these names registered a person, or has to do with a case of theirs."""
    listed, values = among(names, "holder")
    return bool(
        rows.rows(
            f"SELECT 1 FROM person_holders WHERE person_id = :person_id AND holder IN ({listed})"  # noqa: S608 - placeholders
            " UNION ALL SELECT 1 FROM case_persons p JOIN case_holders h ON h.case_id = p.case_id"
            f" WHERE p.person_id = :person_id AND h.holder IN ({listed})",
            {"person_id": str(person_id), **values},
        )
    )


def cases_held(rows: Rows, person_id: UUID, names: Collection[str]) -> list[UUID]:
    """The cases of a person with which one of these names has to do, by id."""
    listed, values = among(names, "holder")
    found = rows.rows(
        "SELECT DISTINCT p.case_id FROM case_persons p"  # noqa: S608 - placeholders
        " JOIN case_holders h ON h.case_id = p.case_id"
        f" WHERE p.person_id = :person_id AND h.holder IN ({listed}) ORDER BY p.case_id",
        {"person_id": str(person_id), **values},
    )
    return [UUID(row["case_id"]) for row in found]
