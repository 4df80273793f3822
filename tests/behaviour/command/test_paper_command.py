"""``tsunagu conference print-packet``: a packet for the own agency as a private PDF."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from services.command.embedded.system import prepare
from shared.settings import Home
from tests.behaviour.sharing import built_for, ledger
from tests.behaviour.town import Town, named, town_with_a_meeting
from tests.papers import body_of

TALK = "窓口で聞いた、架空の本文ちりぬるをわか"


@pytest.fixture
def town(tmp_path: Path) -> Town:
    """A town with a meeting, in the folder in which commands look for it."""
    home = Home(tmp_path / "home")
    prepare(home)
    return town_with_a_meeting(home.folder)


def print_packet(
    town: Town, packet: object, target: Path, agency: str = "npo"
) -> subprocess.CompletedProcess[str]:
    """Run the command as a worker of an agency."""
    acting = ("--as", "member", "--agency", str(named(agency)), "--worker", f"w-{agency}")
    return subprocess.run(
        [
            *(sys.executable, "-m", "services.command.main", "conference", "print-packet"),
            *(str(packet), str(target), *acting, "--json"),
        ],
        env=os.environ | {"TSUNAGU_HOME": str(town.folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_packet_is_written_for_its_reader_alone_and_put_on_record(
    town: Town, tmp_path: Path
) -> None:
    """When the recipient's worker prints, then the file is theirs alone and the ledger has it."""
    packet, target = built_for(town, "npo"), tmp_path / "資料.pdf"

    done = print_packet(town, packet, target)

    assert done.returncode == 0, done.stderr
    assert "支援会議（社会福祉法106条の6第1項）" in body_of(target.read_bytes())
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert TALK not in done.stdout + done.stderr
    assert ledger(town)[-1].act == "packet_printed"


def test_another_agency_gets_neither_paper_nor_file(town: Town, tmp_path: Path) -> None:
    """When another agency's worker asks for it, then it is refused and no file is left."""
    packet, target = built_for(town, "npo"), tmp_path / "資料.pdf"

    done = print_packet(town, packet, target, agency="shakyo")

    assert (done.returncode, json.loads(done.stdout)["code"]) == (2, "packet-not-found")
    assert list(tmp_path.glob("*.pdf")) == list(tmp_path.glob(".tsunagu-*")) == []


def test_nothing_is_put_on_record_where_no_file_can_be_written(town: Town, tmp_path: Path) -> None:
    """Given a folder that is not there, then it is refused before anything is printed."""
    packet, before = built_for(town, "npo"), len(ledger(town))

    done = print_packet(town, packet, tmp_path / "nowhere" / "資料.pdf")

    assert json.loads(done.stdout)["code"] == "file-not-writable"
    assert len(ledger(town)) == before
