"""A town whose 重層的支援会議 makes a plan for the son; on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.behaviour.town import Town, town_with_a_meeting
from tests.conftest import NewPlace


@pytest.fixture
def town(tmp_path: Path, new_place: NewPlace) -> Town:
    """A town whose 重層的支援会議 makes a plan for the son; on SQLite, then on PostgreSQL."""
    town = town_with_a_meeting(tmp_path / "home", new_place())
    town.convened("npo", "shakyo", "clinic", conference="juso")
    at_the_table = {"mode": "juso_kaigi", "purpose": "plan_formation", "conference": "juso"}
    town.placed("plan", "son", selected=("npo", "shakyo"), **at_the_table)
    return town
