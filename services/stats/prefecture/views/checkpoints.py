"""The checkpoints that came with the returns: every one is kept, for each may be evidence."""

from __future__ import annotations

from datetime import datetime

from services.stats.prefecture.domain.ledgers import KeptCheckpoint
from shared.facts.envelope import Received
from shared.facts.stats import SubmittedCheckpoint
from shared.store import Rows, Transaction

KEPT_CHECKPOINT_TABLES: tuple[str, ...] = (
    """CREATE TABLE IF NOT EXISTS kept_checkpoints (
        arrival INTEGER PRIMARY KEY,
        municipality TEXT NOT NULL,
        origin TEXT NOT NULL,
        size BIGINT NOT NULL,
        root TEXT NOT NULL,
        note TEXT NOT NULL,
        submitted_at TEXT NOT NULL
    )""",
)
"""``arrival`` counts them in the order in which they arrived."""


def keep_checkpoint(tx: Transaction, received: Received, checkpoint: SubmittedCheckpoint) -> None:
    """Keep a checkpoint that came with a return; once, however often it is delivered."""
    told = {
        "municipality": received.fact.municipality,
        "submitted_at": received.recorded_at.isoformat(),
        **checkpoint.model_dump(),
    }
    known = tx.rows(
        "SELECT arrival FROM kept_checkpoints WHERE municipality = :municipality"
        " AND submitted_at = :submitted_at AND origin = :origin AND size = :size"
        " AND root = :root AND note = :note",
        told,
    )
    if not known:
        tx.execute(
            "INSERT INTO kept_checkpoints SELECT COALESCE(MAX(arrival), 0) + 1, :municipality,"
            " :origin, :size, :root, :note, :submitted_at FROM kept_checkpoints",
            told,
        )


def municipalities_with_checkpoints(rows: Rows) -> list[str]:
    """Of which municipalities a checkpoint is kept."""
    found = rows.rows("SELECT DISTINCT municipality FROM kept_checkpoints ORDER BY municipality")
    return [row["municipality"] for row in found]


def kept_checkpoints(rows: Rows, municipality: str) -> list[KeptCheckpoint]:
    """A municipality's checkpoints in the order in which they arrived."""
    found = rows.rows(
        "SELECT origin, size, root, note, submitted_at FROM kept_checkpoints"
        " WHERE municipality = :code ORDER BY arrival",
        {"code": municipality},
    )
    return [
        KeptCheckpoint(**{**row, "submitted_at": datetime.fromisoformat(row["submitted_at"])})
        for row in found
    ]
