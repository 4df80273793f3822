"""The parts of the embedded system that a measurement needs, on a folder of its own."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.caseload import Household, intake_in
from services.command.embedded.nats_server import NatsServer
from services.command.embedded.ports import Ports
from services.command.embedded.process import die_with_parent
from services.command.embedded.system import prepare
from shared.broker import connected, provision
from shared.broker.topology import OPERATOR
from shared.facts.fact import Service
from shared.settings import Home

ROOT = Path(__file__).parents[1]
READY_WITHIN_SECONDS = 30.0
ARRIVED_WITHIN_SECONDS = 300.0


@contextmanager
def broker(home: Home) -> Iterator[Ports]:
    """The product's nats-server with its users, streams and consumers."""
    prepare(home)
    ports = Ports.choose()
    ports.write(home)
    server = NatsServer(home.nats, ports.nats, home.credentials)
    server.start()
    try:
        asyncio.run(_provision(home, ports.nats))
        yield ports
    finally:
        server.stop()


async def _provision(home: Home, port: int) -> None:
    async with connected(home.broker(OPERATOR, port)) as client:
        await provision(client.jetstream())


def child(home: Home, *arguments: str, talk: bool = False) -> subprocess.Popen[str]:
    """A Python process of the project on the folder; it ends with this one."""
    return subprocess.Popen(
        [sys.executable, "-m", *arguments],
        env=os.environ | {"TSUNAGU_HOME": str(home.folder)},
        cwd=ROOT,
        stdin=subprocess.PIPE if talk else subprocess.DEVNULL,
        stdout=subprocess.PIPE if talk else subprocess.DEVNULL,
        text=True,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - no threads have been started yet
    )


@contextmanager
def services(home: Home, ports: Ports, names: tuple[Service, ...]) -> Iterator[None]:
    """Services as processes of their own, as ``tsunagu up`` starts them."""
    running = {name: child(home, "services.command.main", "serve", name) for name in names}
    try:
        for name in names:
            wait_until_ready(ports.http[name])
        yield
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.wait()


def wait_until_ready(port: int) -> None:
    """Wait until a service says that it is ready.

    Raises:
        TimeoutError: it does not in time.
    """
    deadline = time.monotonic() + READY_WITHIN_SECONDS
    while time.monotonic() < deadline:
        try:
            with urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=1) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.05)
    raise TimeoutError("a service is not ready")


@contextmanager
def position_of(home: Home, reader: Service, source: Service) -> Iterator[Callable[[], int]]:
    """How far a source's facts are in effect in a reader's store, asked from outside."""
    with closing(sqlite3.connect(home.store(reader), isolation_level=None)) as connection:

        def ask() -> int:
            row = connection.execute(
                "SELECT max(notification_id) FROM tracking WHERE application_name = ?", (source,)
            ).fetchone()
            return int(row[0] or 0)

        yield ask


def last_position(home: Home) -> int:
    """Position of intake's last event; contacts are facts, so it is the last fact as well."""
    intake = intake_in(home.folder)
    try:
        return intake.store.position()
    finally:
        intake.close()


def wait_for(position: Callable[[], int], wanted: int, every: float) -> float:
    """Wait until a position is reached; the instant on the monotonic clock at which it was."""
    deadline = time.monotonic() + ARRIVED_WITHIN_SECONDS
    while position() < wanted:
        if time.monotonic() > deadline:
            raise TimeoutError("the facts have not arrived")
        time.sleep(every)
    return time.monotonic()


class Counter:
    """The process at the counter (:mod:`bench.counter`), ready and waiting for its order."""

    def __init__(self, home: Home, households: list[Household], *, relays: bool) -> None:
        path = home.folder / "households.json"
        path.write_text(json.dumps([[str(one.case_id), str(one.person_id)] for one in households]))
        self._process = child(home, "bench.counter", "relay" if relays else "alone", talk=True)
        self._heard()

    def order(self, commands: int, *, rate: int = 0, per_commit: int = 1) -> list[float]:
        """Have commands executed; the instants at which each was accepted (monotonic clock).

        The first instant is that of the beginning. ``rate`` 0 is as fast as it goes.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([commands, rate, per_commit]) + "\n")
        self._process.stdin.flush()
        answer: list[float] = json.loads(self._heard())
        return answer

    def start_order(self, commands: int, *, rate: int) -> None:
        """Order without waiting; :meth:`answer` waits."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([commands, rate, 1]) + "\n")
        self._process.stdin.flush()

    def answer(self) -> list[float]:
        """The instants of a started order."""
        instants: list[float] = json.loads(self._heard())
        return instants

    def _heard(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the counter process has ended")
        return line

    def stop(self) -> None:
        """End the process."""
        self._process.terminate()
        self._process.wait()
