"""The checkpoints that came with the returns: every one is kept, for each may be evidence."""

from __future__ import annotations

from datetime import datetime

from services.stats.prefecture.domain.ledgers import KeptCheckpoint
from shared.facts.stats import SubmittedCheckpoint
from shared.inbox import Received
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


def keep_checkpoint(
    tx: Transaction, arrival: int, received: Received, checkpoint: SubmittedCheckpoint
) -> None:
    """Keep the checkpoint of a return."""
    tx.execute(
        "INSERT INTO kept_checkpoints VALUES"
        " (:arrival, :municipality, :origin, :size, :root, :note, :submitted_at)",
        {
            "arrival": arrival,
            "municipality": received.fact.municipality,
            "submitted_at": received.recorded_at.isoformat(),
            **checkpoint.model_dump(),
        },
    )


def municipalities_with_checkpoints(rows: Rows) -> list[str]:
    """Of which municipalities a checkpoint is kept."""
    found = rows.rows("SELECT DISTINCT municipality FROM kept_checkpoints ORDER BY municipality")
    return [row["municipality"] for row in found]


def kept_checkpoints(rows: Rows, municipality: str) -> list[KeptCheckpoint]:
    """A municipality's checkpoints in the order in which they were submitted."""
    found = rows.rows(
        "SELECT origin, size, root, note, submitted_at FROM kept_checkpoints"
        " WHERE municipality = :code ORDER BY arrival",
        {"code": municipality},
    )
    kept = [
        KeptCheckpoint(**{**row, "submitted_at": datetime.fromisoformat(row["submitted_at"])})
        for row in found
    ]
    return sorted(kept, key=lambda one: one.submitted_at)
