"""Intake in an empty folder, with keys of its own, on any database."""

from __future__ import annotations

from pathlib import Path

from services.intake.application import IntakeApplication
from services.intake.application.finding import digests_with
from services.intake.views import FOREIGN_TABLES, views_with
from shared.calendar import Clock
from shared.sealing import Sealer, key_encryption_key, open_key_store
from shared.store import EventStore
from shared.store.database import Database


def open_intake(folder: Path, database: Database, clock: Clock) -> IntakeApplication:
    """Make intake's tables and keys.

    Args:
        folder: where its keys lie.
        database: an empty one.
        clock: the instant of recording.
    """
    key_encryption_key.generate(folder / "kek")
    keys = open_key_store(f"sqlite://{folder / 'keys.sqlite'}")
    keys.migrate()
    sealer = Sealer(keys, folder / "kek")
    store = EventStore("intake", database, views_with(digests_with(sealer)), FOREIGN_TABLES)
    store.migrate()
    return IntakeApplication(store, sealer, clock)
