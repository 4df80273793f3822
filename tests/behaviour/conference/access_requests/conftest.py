"""Three services at work, where somebody asks for what is held about them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.behaviour.conference.access_requests.offices import Offices, at_work
from tests.conftest import NewPlace


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[Offices]:
    """Three services at work on one folder."""
    yield from at_work(tmp_path)


@pytest.fixture
def offices_on_either(new_place: NewPlace, tmp_path: Path) -> Iterator[Offices]:
    """Three services on SQLite, then on PostgreSQL."""
    yield from at_work(tmp_path, new_place(), new_place(), new_place())
