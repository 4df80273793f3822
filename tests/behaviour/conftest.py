"""Intake on a real store, and the short road on a real nats-server between two of a kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import shared.inbox.reader as reader_room
from services.command.embedded.nats_server import NatsServer
from services.intake.application import IntakeApplication
from shared.calendar import Clock
from shared.store.database import Database
from shared.store.open import open_database
from tests.behaviour.intake_service import open_intake
from tests.behaviour.road import Road, open_road
from tests.conftest import NewPlace


@pytest.fixture
def intake(database: Database, tmp_path: Path, clock: Clock) -> IntakeApplication:
    """Intake on SQLite, then on PostgreSQL."""
    return open_intake(tmp_path, database, clock)


@pytest.fixture
def unprovisioned_road(
    nats_server: NatsServer, new_place: NewPlace, tmp_path: Path
) -> Iterator[Road]:
    """A road on a broker that has neither streams nor consumers; on SQLite, then PostgreSQL."""
    source, reader = open_database(*new_place()), open_database(*new_place())
    yield open_road(nats_server, tmp_path / "credentials", source, reader)
    source.close()
    reader.close()


@pytest.fixture
async def road(unprovisioned_road: Road) -> Road:
    """A provisioned road whose ends lie in SQLite, then in PostgreSQL."""
    await unprovisioned_road.provision()
    return unprovisioned_road


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a failing fact up after a blink, and see a gap after another."""
    monkeypatch.setattr(reader_room, "RETRY_DELAYS_SECONDS", (0.05, 0.05))
    monkeypatch.setattr(reader_room, "ROOM_FOR_REDELIVERY_SECONDS", 0.2)
    monkeypatch.setattr(reader_room, "GAP_SECONDS", 0.05)
