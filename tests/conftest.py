"""Fixtures that every test may use: real servers, real stores, a fixed clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

from services.command.embedded.nats_server import NatsServer, free_port
from shared.calendar import JST, Clock
from shared.identity import Actor
from shared.store.database import Database
from shared.store.open import open_database
from tests.servers.postgres import PostgresServer, postgres_server

NewPlace = Callable[[], tuple[str, str]]
"""Makes an empty database; returns the URL and password with which any process can open it."""

settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    """How often things are broken, how many worlds are invented, whether golden files are new."""
    parser.addoption("--rounds", type=int, default=50, help="rounds of the fault tests")
    parser.addoption(
        "--worlds",
        type=int,
        default=10_000,
        help="worlds on which the laws of disclosure are tried",
    )
    parser.addoption(
        "--write-golden", action="store_true", help="write golden files that are missing"
    )


@pytest.fixture
def write_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files that are missing are written."""
    return bool(request.config.getoption("--write-golden"))


@pytest.fixture
def rounds(request: pytest.FixtureRequest) -> int:
    """How often to break something."""
    return int(request.config.getoption("--rounds"))


@pytest.fixture
def worlds(request: pytest.FixtureRequest) -> int:
    """How many worlds to invent, all laws together."""
    return int(request.config.getoption("--worlds"))


@pytest.fixture
def actor() -> Actor:
    """A counsellor at the counter."""
    return Actor(person="w-1", agency="a-1", role="counsellor", purpose="consultation")


@pytest.fixture
def clock() -> Clock:
    """A clock that stands still at noon of 1 November 2026."""
    return lambda: datetime(2026, 11, 1, 12, tzinfo=JST)


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A real PostgreSQL for all tests of this process."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def new_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewPlace]:
    """Makes empty databases of one kind; run once for each kind."""
    if request.param == "sqlite":
        numbers = count()
        yield lambda: (f"sqlite://{tmp_path / f'service-{next(numbers)}.sqlite'}", "")
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    made: list[str] = []

    def place() -> tuple[str, str]:
        made.append(server.create_database())
        return server.url(made[-1]), server.password

    yield place
    for name in made:
        server.drop_database(name)


@pytest.fixture
def database(new_place: NewPlace) -> Iterator[Database]:
    """An empty database of a service, once of each kind."""
    opened = open_database(*new_place())
    yield opened
    opened.close()


@pytest.fixture
def nats_server(tmp_path: Path) -> Iterator[NatsServer]:
    """A real nats-server with the project's users and permissions."""
    server = NatsServer(tmp_path / "nats", free_port(), tmp_path / "credentials")
    server.start()
    yield server
    server.stop()
