"""Promise C3: whenever the process dies, no content was handed out without its ledger entry."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest

from services.conference.domain.packet import PacketOpened
from shared.merkle.source import open_source
from shared.merkle.verify import verify
from tests.behaviour.sharing import MATTER, ledger
from tests.behaviour.town import SECRETARIAT, town_with_a_meeting
from tests.faults.conftest import SEED
from tests.faults.rig import ROOT

pytestmark = [pytest.mark.faults, pytest.mark.timeout(3_600)]


def test_nothing_was_seen_that_is_not_on_the_ledger(tmp_path: Path, rounds: int) -> None:
    """Of readers killed between decision, packet, ledger and answer, all they saw is on record."""
    town = town_with_a_meeting(tmp_path / "home")
    chance = random.Random(SEED)  # noqa: S311 - chance that can be repeated, nothing secret
    answered = tmp_path / "answered"
    answered.touch()
    for _ in range(rounds):
        seen = answered.stat().st_size
        with answered.open("ab") as answers:
            reader = subprocess.Popen(
                [sys.executable, "-m", "tests.faults.packet_reader", str(town.folder)],
                cwd=ROOT,
                stdout=answers,
            )
        deadline = time.monotonic() + 30
        while answered.stat().st_size <= seen:
            assert reader.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.05))
        reader.kill()
        reader.wait()

    shown = [json.loads(line) for line in answered.read_text().splitlines() if line.endswith("}")]
    on_record = {
        (str(one.packet_id), one.at, str(item.item_id))
        for one in ledger(town)
        if one.act == "packet_opened" and one.effect != "withheld"
        for item in one.items
    }
    assert len(shown) >= rounds
    for one in shown:
        at = datetime.fromisoformat(one["at"])
        assert one["items"]
        assert {(one["packet"], at, item) for item in one["items"]} <= on_record


def test_the_ledger_is_whole_after_all_that(tmp_path: Path, rounds: int) -> None:
    """Given readers that were killed, then it verifies, goes on, and has what was done alone."""
    town = town_with_a_meeting(tmp_path / "home")
    for number in range(max(3, rounds // 10)):
        reader = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.packet_reader", str(town.folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert reader.stdout is not None
        reader.stdout.readline()
        time.sleep(0.01 * number)
        reader.kill()
        reader.communicate()

    before = len(ledger(town))
    town.offer("packets.build", SECRETARIAT, **MATTER)

    kept, store = town.conference.application.desk.ledger, town.conference.store
    with open_source(kept.log, town.conference.settings.database_url) as source:
        report = verify(kept.log, source, kept.evidence.witness)
    assert report.findings == ()
    assert len(ledger(town)) == kept.size(store) > before
    events = [(one.recorded.originator_id, one.recorded.event) for one in store.log(0, 1_000_000)]
    opened = {(packet, one.opened_at) for packet, one in events if isinstance(one, PacketOpened)}
    entered = {(one.packet_id, one.at) for one in ledger(town) if one.act == "packet_opened"}
    assert opened == entered != set()
