"""The newest checkpoint of each municipality's ledger of disclosures, as conference signed it.

The newest, not the largest: a ledger that was rewound is to be seen as it is.
"""

from __future__ import annotations

from services.stats.domain.submission import LedgerCheckpoint
from shared.facts import conference
from shared.facts.envelope import Received
from shared.store import Rows, Transaction

CHECKPOINT_TABLES: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS ledger_checkpoints (
        municipality TEXT PRIMARY KEY,
        position BIGINT NOT NULL,
        origin TEXT NOT NULL,
        size BIGINT NOT NULL,
        root TEXT NOT NULL,
        note TEXT NOT NULL
    )""",
)
"""Filled from conference's facts."""


def keep_checkpoint(tx: Transaction, received: Received, fact: conference.CheckpointSigned) -> None:
    """Keep a checkpoint in place of the one before."""
    tx.execute(
        "INSERT INTO ledger_checkpoints VALUES"
        " (:municipality, :position, :origin, :size, :root, :note)"
        " ON CONFLICT (municipality) DO UPDATE SET position = :position, origin = :origin,"
        " size = :size, root = :root, note = :note",
        {
            "municipality": fact.municipality,
            "position": received.id,
            "origin": fact.origin,
            "size": fact.size,
            "root": fact.root,
            "note": fact.note,
        },
    )


def latest_checkpoint(rows: Rows, municipality: str) -> LedgerCheckpoint | None:
    """The newest checkpoint of a municipality; ``None`` if stats has heard of none."""
    found = rows.rows(
        "SELECT origin, size, root, note FROM ledger_checkpoints WHERE municipality = :code",
        {"code": municipality},
    )
    return LedgerCheckpoint(**dict(found[0])) if found else None
