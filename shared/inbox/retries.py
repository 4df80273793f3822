"""The record of retries: who had which dead letter tried again, when, and what came of it.

It lies beside the dead letters in the reader's own database. A fact that takes effect now does so
in the commit that records the retry, so that neither is there without the other. Kept are the
message's id, its place and its type, never what it says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.identity import Actor
from shared.inbox.dead_letters import DeadLetter
from shared.store import Transaction
from shared.store.database import Row, Rows

TABLES = (
    """CREATE TABLE IF NOT EXISTS dead_letter_retries (
        number BIGINT PRIMARY KEY,
        letter TEXT NOT NULL,
        source TEXT NOT NULL,
        position BIGINT NOT NULL,
        type TEXT NOT NULL,
        person TEXT NOT NULL,
        agency TEXT NOT NULL,
        role TEXT NOT NULL,
        purpose TEXT NOT NULL,
        tried_at TEXT NOT NULL,
        reason TEXT
    )""",
)


@dataclass(frozen=True, slots=True)
class Retry:
    """One dead letter that somebody had tried again.

    Attributes:
        number: in the order of recording, from 1.
        letter: id of the dead letter.
        source: the service whose stream it came from.
        position: notification id at the source; 0 if unreadable.
        type: CloudEvents type; empty if unreadable.
        by: who had it tried again.
        tried_at: when.
        reason: ``None`` if it took effect, else why it could not.
    """

    number: int
    letter: str
    source: str
    position: int
    type: str
    by: Actor
    tried_at: datetime
    reason: str | None


def record_retry(tx: Transaction, letter: DeadLetter, by: Actor, reason: str | None) -> None:
    """Keep that a dead letter was tried again, at the transaction's instant.

    Args:
        tx: that of the effect, if the fact takes effect.
        letter: what was tried.
        by: who had it tried; a person, where the transaction's actor is the service.
        reason: ``None`` if it takes effect, else why it could not.
    """
    tx.execute(
        "INSERT INTO dead_letter_retries SELECT COALESCE(MAX(number), 0) + 1, :letter, :source,"
        " :position, :type, :person, :agency, :role, :purpose, :tried_at, :reason"
        " FROM dead_letter_retries",
        {
            "letter": letter.id,
            "source": letter.source,
            "position": letter.position,
            "type": letter.type,
            "tried_at": tx.at.isoformat(),
            "reason": reason,
            **by.model_dump(),
        },
    )


def recorded_retries(rows: Rows) -> list[Retry]:
    """Every retry on record, the latest first."""
    found = rows.rows("SELECT * FROM dead_letter_retries ORDER BY number DESC")
    return [_retry(row) for row in found]


def _retry(row: Row) -> Retry:
    values = dict(row)
    by = Actor(**{name: values.pop(name) for name in Actor.model_fields})
    values["tried_at"] = datetime.fromisoformat(values["tried_at"])
    return Retry(by=by, **values)
