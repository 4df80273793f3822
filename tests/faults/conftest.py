"""The rig and its load, for every fault test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.conference.app import Conference
from services.intake.app import Intake
from services.placement.app import Placement
from tests.faults import rig as rigs
from tests.faults.load import Load
from tests.faults.rig import Rig, wired
from tests.town_hall import settle

SEED = 20_260_401


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """A system of killable processes, with nothing started yet."""
    with rigs.rig(tmp_path / "home") as made:
        yield made


@pytest.fixture
def load(rig: Rig) -> Load:
    """A town at work on the rig."""
    conference = wired(rig, "conference", Conference)
    settle(conference.store)
    return Load(
        wired(rig, "intake", Intake),
        conference,
        wired(rig, "placement", Placement),
        SEED,
    )
