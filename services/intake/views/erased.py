"""Who was ever in which case, and what was erased: opaque ids only."""

from __future__ import annotations

from uuid import UUID

from services.intake.domain import case
from services.intake.domain.erasure import KeysDestroyed
from shared.refusal import Refusal
from shared.store import Recorded, Rows, Transaction


class Erased:
    """Tables ``case_persons`` and ``destroyed_keys``."""

    names = ("case_persons", "destroyed_keys")
    tables = (
        """CREATE TABLE IF NOT EXISTS case_persons (
            person_id TEXT NOT NULL,
            case_id TEXT NOT NULL,
            PRIMARY KEY (person_id, case_id)
        )""",
        """CREATE TABLE IF NOT EXISTS destroyed_keys (
            key_id TEXT PRIMARY KEY,
            erasure_id TEXT NOT NULL,
            destroyed_at TEXT NOT NULL
        )""",
    )

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the tables."""
        match recorded.event:
            case case.PersonAdded() | case.AnonymousLinked() as joined:
                tx.execute(
                    "INSERT INTO case_persons VALUES (:person_id, :case_id)"
                    " ON CONFLICT (person_id, case_id) DO NOTHING",
                    {
                        "person_id": str(joined.person_id),
                        "case_id": str(recorded.originator_id),
                    },
                )
            case KeysDestroyed() as destroyed:
                for key in destroyed.keys:
                    tx.execute(
                        "INSERT INTO destroyed_keys VALUES (:key_id, :erasure_id, :at)"
                        " ON CONFLICT (key_id) DO NOTHING",
                        {
                            "key_id": key.key_id,
                            "erasure_id": str(destroyed.erasure_id),
                            "at": key.destroyed_at.isoformat(),
                        },
                    )


def cases_of(rows: Rows, person_id: UUID) -> list[UUID]:
    """Every case a person was ever in, linked anonymous ones included, by id."""
    found = rows.rows(
        "SELECT case_id FROM case_persons WHERE person_id = :person_id ORDER BY case_id",
        {"person_id": str(person_id)},
    )
    return [UUID(row["case_id"]) for row in found]


def refuse_erased_case(rows: Rows, case_id: UUID) -> None:
    """Refuse to go on with a case whose texts were erased.

    Raises:
        Refusal: ``case-erased``.
    """
    if rows.rows("SELECT 1 FROM destroyed_keys WHERE key_id = :key_id", {"key_id": str(case_id)}):
        raise Refusal(
            "case-erased",
            "このケースの記録は、保存期間が終わって消去されています。",
            "支援を始めるときは、新しいケースとして受け付けてください。",
        )
