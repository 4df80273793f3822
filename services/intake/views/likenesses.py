"""Finding a person by name, reading, telephone or day of birth without keeping any of them.

What lies here are keyed digests: who has the database but not the service's keys reads nothing in
them. They are made from the sealed profile whenever it changes, stand in no event, and go with the
person's key; a rebuilding after that cannot make them again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from services.intake.domain.erasure import KeysDestroyed
from services.intake.domain.person import PersonAmended, PersonRegistered, Profile
from services.intake.views.holders import among
from shared.store import Recorded, Rows, Transaction
from shared.store.event import Event

Digests = Callable[[str, Profile], Collection[str]]
"""From a municipality and a sealed profile to the digests by which the person is found; none for
somebody whose key is destroyed."""


class Likenesses:
    """Table ``likenesses``: a row per person and digest.

    Args:
        digests: reads profiles, with the service's keys.
    """

    names = ("likenesses",)
    tables = (
        """CREATE TABLE IF NOT EXISTS likenesses (
            digest TEXT NOT NULL,
            person_id TEXT NOT NULL,
            PRIMARY KEY (digest, person_id)
        )""",
        "CREATE INDEX IF NOT EXISTS likenesses_by_person ON likenesses (person_id)",
    )

    def __init__(self, digests: Digests) -> None:
        self._digests = digests

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event into the table."""
        event: Event = recorded.event
        match event:
            case PersonRegistered() | PersonAmended():
                person_id = str(recorded.originator_id)
                _forget(tx, person_id)
                for digest in self._digests(event.municipality, Profile.carried_by(event)):
                    tx.execute(
                        "INSERT INTO likenesses VALUES (:digest, :person_id)",
                        {"digest": digest, "person_id": person_id},
                    )
            case KeysDestroyed():
                _forget(tx, str(event.person_id))


def _forget(tx: Transaction, person_id: str) -> None:
    tx.execute("DELETE FROM likenesses WHERE person_id = :person_id", {"person_id": person_id})


def alike(rows: Rows, digests: Collection[str], names: Collection[str], limit: int) -> list[str]:
    """The ids of persons whom one of these digests finds and with whom one of the names has to do.

    Args:
        rows: the store.
        digests: at least one of them has to fit.
        names: of the agency that asks.
        limit: at most so many, those that most digests find first.
    """
    if not digests:
        return []
    wanted, values = among(digests, "digest")
    listed, holders = among(names, "holder")
    found = rows.rows(
        "SELECT l.person_id, COUNT(*) AS fitting FROM likenesses l"  # noqa: S608 - placeholders
        f" WHERE l.digest IN ({wanted}) AND (EXISTS (SELECT 1 FROM person_holders h"
        f" WHERE h.person_id = l.person_id AND h.holder IN ({listed}))"
        " OR EXISTS (SELECT 1 FROM case_persons p JOIN case_holders c ON c.case_id = p.case_id"
        f" WHERE p.person_id = l.person_id AND c.holder IN ({listed})))"
        " GROUP BY l.person_id ORDER BY fitting DESC, l.person_id LIMIT :most",
        {**values, **holders, "most": limit},
    )
    return [row["person_id"] for row in found]
