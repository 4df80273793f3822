"""Records contacts until it is killed, and answers each on standard output once it is accepted."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from uuid import UUID

from services.intake.app import build
from services.intake.application import ContactNote
from shared.calendar import system_clock
from shared.identity import Actor
from shared.settings import Home

ACTOR = Actor(person="w-2", agency="a-1", role="counsellor", purpose="consultation")


def write(home: Home, case_id: UUID) -> None:
    """Record contacts for ever."""
    intake = build(home.settings("intake"), system_clock)
    while True:
        note = ContactNote(date(2025, 6, 1), "phone", "person", content="話を聞いた。")
        accepted = intake.application.record_contact(ACTOR, case_id, note)
        os.write(sys.stdout.fileno(), f"{accepted}\n".encode())


if __name__ == "__main__":
    write(Home(Path(sys.argv[1])), UUID(sys.argv[2]))
