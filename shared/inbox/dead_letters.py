"""Facts that could not take effect, kept with the reason until somebody has them tried again.

They lie in the reader's own database and are written in the transaction that moves its position,
so that a fact is at every instant either ahead, in effect, or here. Facts of one subject keep
their order: once one of them is here, those that follow are parked behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shared.store import Transaction
from shared.store.database import Row, Rows

TABLES = (
    """CREATE TABLE IF NOT EXISTS dead_letters (
        id TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        position BIGINT NOT NULL,
        subject TEXT NOT NULL,
        type TEXT NOT NULL,
        headers TEXT NOT NULL,
        body TEXT NOT NULL,
        reason TEXT NOT NULL,
        dead_at TEXT NOT NULL
    )""",
)


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """One fact that could not take effect.

    Attributes:
        id: CloudEvents id, or the place in the stream for what is no CloudEvent.
        source: the service whose stream it came from.
        position: notification id at the source; 0 if unreadable.
        subject: the subject within which order matters; empty if unreadable.
        type: CloudEvents type; empty if unreadable.
        headers: as received, JSON.
        body: as received; published facts hold no personal data.
        reason: a refusal's code, or the type and place of the exception; never its message.
        dead_at: when it was given up.
    """

    id: str
    source: str
    position: int
    subject: str
    type: str
    headers: str
    body: str
    reason: str
    dead_at: datetime


def _storable(text: str) -> str:
    """Text as PostgreSQL can hold it: without NUL, which a broken sender may well send."""
    return text.replace("\x00", "\N{REPLACEMENT CHARACTER}")


def bury(tx: Transaction, letter: DeadLetter) -> None:
    """Keep a dead letter; a second time changes nothing."""
    tx.execute(
        "INSERT INTO dead_letters VALUES (:id, :source, :position, :subject, :type, :headers,"
        " :body, :reason, :dead_at) ON CONFLICT (id) DO NOTHING",
        {
            "id": letter.id,
            "source": letter.source,
            "position": letter.position,
            "subject": letter.subject,
            "type": letter.type,
            "headers": letter.headers,
            "body": _storable(letter.body),
            "reason": letter.reason,
            "dead_at": letter.dead_at.isoformat(),
        },
    )


def exhume(tx: Transaction, letter_id: str) -> None:
    """Take a dead letter out, in the transaction in which its fact takes effect."""
    tx.execute("DELETE FROM dead_letters WHERE id = :id", {"id": letter_id})


def is_buried(rows: Rows, letter_id: str) -> bool:
    """Whether a dead letter still lies here; somebody else may have had it tried again."""
    return bool(rows.rows("SELECT id FROM dead_letters WHERE id = :id", {"id": letter_id}))


def buried_subjects(rows: Rows, source: str) -> frozenset[str]:
    """Subjects of which a fact lies here, so that the next ones have to wait behind it."""
    found = rows.rows(
        "SELECT DISTINCT subject FROM dead_letters WHERE source = :source AND subject <> ''",
        {"source": source},
    )
    return frozenset(row["subject"] for row in found)


def dead_letters(rows: Rows) -> list[DeadLetter]:
    """All dead letters, by source and in the order in which they must be tried again."""
    found = rows.rows("SELECT * FROM dead_letters ORDER BY source, position, id")
    return [_letter(row) for row in found]


def _letter(row: Row) -> DeadLetter:
    values = dict(row) | {"dead_at": datetime.fromisoformat(row["dead_at"])}
    return DeadLetter(**values)
