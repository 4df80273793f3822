"""Promise R1: what was answered as accepted is on disk, whenever the process dies."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from services.intake.application import ContactNote
from tests.faults.conftest import SEED
from tests.faults.load import COUNSELLOR, Load
from tests.faults.rig import ROOT, Rig

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3_600)]

WRITER = Path(__file__).with_name("writer.py")


def test_answered_commands_survive_the_death_of_their_writer(
    rig: Rig, load: Load, rounds: int, tmp_path: Path
) -> None:
    """Of a writer that is killed in the middle of its work, every answered contact is stored."""
    chance = random.Random(SEED)  # noqa: S311
    load.work(1)
    case_id = next(iter(load.cases))
    answered = tmp_path / "answered"
    for _ in range(max(3, rounds // 10)):
        seen = answered.stat().st_size if answered.exists() else 0
        with answered.open("ab") as answers:
            writer = subprocess.Popen(
                [sys.executable, str(WRITER), str(rig.home.folder), str(case_id)],
                cwd=ROOT,
                stdout=answers,
            )
        while answered.stat().st_size <= seen:
            assert writer.poll() is None
            time.sleep(0.005)
        time.sleep(chance.uniform(0, 0.2))
        writer.kill()
        writer.wait()
    lines = answered.read_text().splitlines()
    stored = {
        str(one.event.contact_id)
        for one in rig.stores["intake"].store.history(case_id)
        if hasattr(one.event, "contact_id")
    }
    assert len(lines) > max(3, rounds // 10)
    assert set(lines) <= stored
    note = ContactNote(date(2025, 6, 1), "phone", "person")
    load.intake.application.record_contact(COUNSELLOR, case_id, note)
