"""``tsunagu doctor`` where something runs: a broker, services, another program, PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from nats.js import JetStreamContext

from services.command.doctor.examined import Examined, examined_from_environment
from services.command.doctor.ports import check_ports
from services.command.embedded import system
from services.command.embedded.nats_server import NatsServer, free_port
from services.command.embedded.prefecture import PrefectureSystem
from services.command.embedded.system import System, prepare
from services.command.wiring import build
from shared.broker import connected
from shared.broker.prefecture import RETURNS
from shared.broker.provision import stream_config
from shared.broker.topology import OPERATOR
from shared.calendar import system_clock
from shared.settings import Home
from tests.behaviour.command.broken_folder import codes, findings_of, on_the_broker, running
from tests.refusals import refused
from tests.servers.postgres import PostgresServer
from tests.servers.processes import serving


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A folder that is ready to be used."""
    home = Home(tmp_path / "home")
    prepare(home)
    return home


@pytest.fixture
def server(home: Home) -> Iterator[NatsServer]:
    """A broker on that folder."""
    server = NatsServer(home.nats, free_port(), home.credentials)
    server.start()
    yield server
    server.kill()


async def leave(_js: JetStreamContext) -> None:
    """Change nothing."""


async def limit_a_stream(js: JetStreamContext) -> None:
    """A stream that would drop facts."""
    limited = stream_config("placement")
    limited.max_msgs = 5
    await js.update_stream(limited)


async def lose_a_consumer(js: JetStreamContext) -> None:
    """Nobody listens to a source any more."""
    await js.delete_consumer("INTAKE", "stats-intake")


async def lose_a_stream(js: JetStreamContext) -> None:
    """A source has nowhere to publish to."""
    await js.delete_stream("CONFERENCE")


def test_a_broker_as_declared_is_found_in_order(home: Home, server: NatsServer) -> None:
    """Streams, consumers, version and clock of a real server; services that are silent are not."""
    on_the_broker(home, server, leave)
    found = findings_of(running(home, server.port), system_clock())

    assert {"broker-as-declared", "nats-answers", "nats-version", "facts-arrive"} <= codes(
        found, "ok"
    )
    assert "clocks-apart" not in codes(found)
    assert codes(found, "wrong") == {"service-silent", "front-silent"}


@pytest.mark.parametrize(
    ("harm", "where"),
    [
        (limit_a_stream, "stream PLACEMENT max_msgs"),
        (lose_a_consumer, "consumer stats-intake"),
        (lose_a_stream, "stream CONFERENCE"),
    ],
)
def test_drift_is_named_and_left_alone(
    home: Home, server: NatsServer, harm: object, where: str
) -> None:
    """What differs is told; looking a second time finds the same, for nothing was mended."""
    on_the_broker(home, server, harm)  # type: ignore[arg-type]
    for _ in range(2):
        found = findings_of(running(home, server.port), system_clock())
        (one,) = [one for one in found if one.code == "broker-drift"]

        assert one.level == "wrong"
        assert where in one.says


def test_a_broker_whose_clock_is_elsewhere_is_found(home: Home, server: NatsServer) -> None:
    """The broker says the time with its answers; this machine's clock is two hours behind."""
    on_the_broker(home, server, leave)
    now = system_clock()
    found = findings_of(running(home, server.port), now.replace(year=now.year - 1))

    assert "NATS" in next(one.says for one in found if one.code == "clocks-apart")


def test_a_dead_broker_is_found_in_time(home: Home, server: NatsServer) -> None:
    """One that was killed is found by its port and by its silence."""
    on_the_broker(home, server, leave)
    server.kill()
    found = findings_of(running(home, server.port), system_clock())

    assert {"nats-silent", "broker-unreachable"} <= codes(found, "wrong")


@contextmanager
def another_program(body: bytes) -> Iterator[int]:
    """Some other program that speaks HTTP; its port."""

    class Other(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_told: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Other) as other, ThreadPoolExecutor() as helper:
        helper.submit(other.serve_forever)
        yield other.server_port
        other.shutdown()


@pytest.mark.parametrize("body", [b"<h1>hello</h1>", b'{"service": "intake"}', b"[]"])
def test_a_port_that_another_program_has_is_told(home: Home, body: bytes) -> None:
    """Whoever answers there is not the service, be it another one of ours."""
    with another_program(body) as port:
        found = list(check_ports(running(home, free_port(), {"stats": port})))

    assert [one.code for one in found].count("port-taken") == 1
    assert "stats" in next(one.says for one in found if one.code == "port-taken")


@pytest.mark.timeout(300)
def test_a_running_system_is_found_in_order_until_a_service_dies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything answers; then one process is killed, and it is named."""
    home = Home(tmp_path / "home")
    monkeypatch.setenv("TSUNAGU_HOME", str(home.folder))
    monkeypatch.setattr(system, "READY_WITHIN_SECONDS", 120.0)  # a machine may be busy
    with System(home).running():
        before = findings_of(examined_from_environment(None), system_clock())
        _kill_stats(home)
        after = findings_of(examined_from_environment(None), system_clock())
    at_rest = findings_of(examined_from_environment(None), system_clock())

    assert codes(before, "wrong") == set()
    assert [one.code for one in before].count("service-ready") == 4
    assert "front-answers" in codes(before, "ok")
    assert codes(after, "wrong") == {"service-silent"}
    assert "stats" in next(one.says for one in after if one.code == "service-silent")
    assert "not-running" in codes(at_rest, "ok")


@pytest.mark.timeout(300)
def test_a_hub_is_found_in_order_and_what_it_lacks_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A prefecture's one service, broker and way in are looked at as its own, running or not."""
    home = Home(tmp_path / "hub")
    monkeypatch.setenv("TSUNAGU_HOME", str(home.folder))
    with PrefectureSystem(home, f"127.0.0.1:{free_port()}").running() as ports:
        before = findings_of(examined_from_environment(None), system_clock())
        _lose_returns(home, ports.nats)
        after = findings_of(examined_from_environment(None), system_clock())
    at_rest = findings_of(examined_from_environment(None), system_clock())

    assert codes(before, "wrong") == set()
    assert {"service-ready", "front-answers", "broker-as-declared", "tables-as-declared"} <= codes(
        before, "ok"
    )
    assert "stream RETURNS" in next(one.says for one in after if one.code == "broker-drift")
    assert "not-running" in codes(at_rest, "ok")
    assert codes(at_rest, "wrong") == set()
    with refused("not-at-a-hub"):
        examined_from_environment("intake")


def _lose_returns(home: Home, port: int) -> None:
    """Take the stream of the returns away from a hub's broker."""

    async def lose() -> None:
        async with connected(home.broker(OPERATOR, port)) as client:
            await client.jetstream().delete_stream(RETURNS)

    asyncio.run(lose())


def _kill_stats(home: Home) -> None:
    """Kill the process that serves stats on this folder."""
    number = serving(home.folder, "stats")
    assert number is not None
    os.kill(number, signal.SIGKILL)


def test_a_service_of_a_server_is_looked_at_by_its_environment(
    home: Home, postgres: PostgresServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Version, clock, tables and key of PostgreSQL; a table that was dropped is found."""
    database, keys = postgres.create_database(), postgres.create_database()
    password = tmp_path / "password"
    password.write_text(postgres.password)
    password.chmod(0o600)
    for name, value in {
        "DATABASE_URL": postgres.url(database),
        "DATABASE_PASSWORD_FILE": password,
        "KEYS_URL": postgres.url(keys),
        "KEYS_PASSWORD_FILE": password,
        "KEK_FILE": home.kek_file,
        "NATS_URL": f"nats://127.0.0.1:{free_port()}",
        "NATS_SEED_FILE": home.credentials / "placement.nk",
        "HTTP_PORT": free_port(),
    }.items():
        monkeypatch.setenv(f"TSUNAGU_{name}", str(value))
    at = examined_from_environment("placement")
    unmade = findings_of(at, system_clock())
    with closing(build(at.settings["placement"], system_clock)) as service:
        service.migrate()
    made = findings_of(examined_from_environment("placement"), system_clock())
    with postgres.connect(database) as connection:
        connection.execute("DROP TABLE resources")
    broken = findings_of(examined_from_environment("placement"), system_clock())

    assert "tables-missing" in codes(unmade, "wrong")
    assert {"tables-as-declared", "postgres-version", "private"} <= codes(made, "ok")
    assert {"broker-unreachable", "service-silent"} <= codes(made, "wrong")
    assert "issuer-missing" in codes(made, "caution")
    assert "tables-missing" in codes(broken, "wrong")
    assert postgres.password not in repr(broken)


def test_an_empty_examination_looks_at_nothing_that_is_not_there(tmp_path: Path) -> None:
    """A folder that was never used has no port to answer at."""
    found = list(check_ports(Examined(Home(tmp_path / "none"), {}, None)))

    assert [one.code for one in found] == ["not-running"]
