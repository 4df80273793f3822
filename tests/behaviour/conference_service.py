"""A conference service in an empty folder: as it is wired, with keys, on any database."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from services.conference.app import Conference, build
from services.conference.ledger.evidence import create_ledger_key
from shared.calendar import Clock
from shared.sealing import key_encryption_key
from shared.settings import Home


def open_conference(folder: Path, clock: Clock, place: tuple[str, str] | None = None) -> Conference:
    """Wire conference and make its tables and keys.

    Args:
        folder: its home; what is there is kept.
        clock: the instant of recording.
        place: URL and password of its database; else SQLite in the folder.
    """
    home = Home(folder)
    settings = home.settings("conference")
    if place:
        settings = replace(settings, database_url=place[0], database_password=place[1])
    if not home.kek_file.exists():
        key_encryption_key.generate(home.kek_file)
        create_ledger_key(home.ledger_key("conference"))
    service = build(settings, clock)
    service.migrate()
    return service
