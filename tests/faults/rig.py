"""The whole system as killable processes on one folder: a broker and four services.

What production leaves to a supervisor (``tsunagu up``, compose) the rig does itself, so that a test
says when a part dies and when it comes back.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.error import URLError
from urllib.request import urlopen

from nats.js.api import RawStreamMsg
from nats.js.errors import Error as JetStreamError

from services.command.embedded.nats_server import NatsServer, free_port
from services.command.embedded.process import die_with_parent
from services.command.embedded.system import Ports, prepare
from services.command.wiring import build
from shared.arrival import wait_for_arrival
from shared.broker import connected, provision
from shared.broker.topology import OPERATOR, stream_name
from shared.calendar import system_clock
from shared.facts.fact import SERVICES, Service
from shared.refusal import Refusal
from shared.relay import publications
from shared.service import Service as WiredService
from shared.settings import Home

ROOT = Path(__file__).parents[2]
KILLPOINTS = Path(__file__).with_name("killpoints.py")
TSUNAGU = (sys.executable, "-m", "services.command.main")
READY_WITHIN_SECONDS = 30.0
SETTLED_WITHIN_SECONDS = 90.0
PATIENCE_SECONDS = 8.0
STOP_WITHIN_SECONDS = 10.0


class Rig:
    """One system on one folder, each part of which can be killed and started alone.

    Args:
        folder: becomes ``TSUNAGU_HOME``.
    """

    def __init__(self, folder: Path) -> None:
        self.home = Home(folder)
        prepare(self.home)
        self.ports = Ports.choose()
        self.ports.write(self.home)
        self.nats = NatsServer(self.home.nats, self.ports.nats, self.home.credentials)
        self.processes: dict[Service, subprocess.Popen[bytes]] = {}
        self.strangers: list[subprocess.Popen[bytes]] = []
        self.stores: dict[Service, WiredService] = {
            service: build(self.home.settings(service), system_clock) for service in SERVICES
        }

    def environment(self, **more: str) -> dict[str, str]:
        """What a process of this system is started with."""
        return os.environ | {"TSUNAGU_HOME": str(self.home.folder)} | more

    def start_broker(self) -> None:
        """Start the broker and make the streams and consumers that are missing."""
        self.nats.start()

        async def work() -> None:
            async with connected(self.home.broker(OPERATOR, self.ports.nats)) as client:
                await provision(client.jetstream())

        asyncio.run(work())

    def start(self, *services: Service) -> None:
        """Start services as they are in production; without names all that do not run."""
        for service in services or SERVICES:
            if not self.runs(service):
                self.processes[service] = self.spawn((*TSUNAGU, "serve", service), service)

    def start_with_fault(self, service: Service, *fault: str) -> None:
        """Start a service through the wrapper that lets it die, or fail, at a named point."""
        self.processes[service] = self.spawn((*faulty(*fault), "serve", service), service)

    def spawn(
        self, arguments: Sequence[str], name: str, **environment: str
    ) -> subprocess.Popen[bytes]:
        """Start a process whose output goes to ``logs/<name>.err``."""
        with (self.home.logs / f"{name}.err").open("ab") as output:
            return subprocess.Popen(
                arguments,
                env=self.environment(**environment),
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - started from the main thread
            )

    def runs(self, service: Service) -> bool:
        """Whether a service's process is alive."""
        process = self.processes.get(service)
        return process is not None and process.poll() is None

    def kill(self, service: Service) -> None:
        """SIGKILL, wherever it is in its work."""
        process = self.processes[service]
        process.kill()
        process.wait()

    def wait_until_killed(self, service: Service, within: float = READY_WITHIN_SECONDS) -> None:
        """Wait until a service has killed itself at its named point."""
        assert self.processes[service].wait(within) == -signal.SIGKILL

    def lose_streams(self) -> None:
        """Kill the broker and delete everything JetStream has on disk."""
        self.nats.kill()
        shutil.rmtree(self.nats.store, ignore_errors=True)

    def revive(self) -> None:
        """Bring back whatever is down, as a supervisor does."""
        if not self.nats.alive:
            self.start_broker()
        self.start()

    def wait_until_ready(self, *services: Service) -> None:
        """Wait until services answer that they do their work."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        for service in services or SERVICES:
            while not self.is_ready(service):
                assert time.monotonic() < deadline, f"{service} does not get ready"
                time.sleep(0.05)

    def get_ready(self) -> None:
        """Have everything at work, whatever died on the way there."""

        def at_work() -> bool:
            self.revive()
            return all(self.is_ready(service) for service in SERVICES)

        wait_for(at_work, "everything is at work")

    def is_ready(self, service: Service) -> bool:
        """Whether a service answers that it does its work."""
        url = f"http://127.0.0.1:{self.ports.http[service]}/health/ready"
        try:
            with urlopen(url, timeout=1) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def settle(self) -> None:
        """Wait until every accepted fact has taken effect everywhere and lies in its stream."""
        deadline = time.monotonic() + SETTLED_WITHIN_SECONDS
        while time.monotonic() < deadline:
            self.revive()
            try:
                for service in SERVICES:
                    self.wait_for_arrival(service)
                if all(self._stream_is_filled(service) for service in SERVICES):
                    return
            except Refusal:
                continue
            time.sleep(0.1)
        raise AssertionError("the system does not settle")

    def wait_for_arrival(self, service: Service, within: float = PATIENCE_SECONDS) -> None:
        """Wait until all facts that concern a service have taken effect in it."""

        async def work() -> None:
            async with connected(self.home.broker(service, self.ports.nats)) as client:
                await wait_for_arrival(self.stores[service].store, client, within)

        asyncio.run(work())

    def _stream_is_filled(self, service: Service) -> bool:
        facts = self.log_of(service)
        return not facts or self.stream_of(service, last_only=True) == facts[-1:]

    def log_of(self, service: Service) -> list[tuple[int, str]]:
        """The facts that a service's log amounts to: place and body, in order."""
        return [(one.id, one.fact.model_dump_json()) for one in read_log(self.stores[service])]

    def stream_of(self, service: Service, *, last_only: bool = False) -> list[tuple[int, str]]:
        """The facts that lie in a service's stream: place and body, in order."""
        return [
            (int(message.headers["ce-sequence"]), message.data.decode())
            for message in self.messages_of(service, last_only=last_only)
            if "ce-sequence" in (message.headers or {})
        ]

    def messages_of(self, service: Service, *, last_only: bool = False) -> list[RawStreamMsg]:
        """Everything that lies in a service's stream, as the service itself may read it."""
        return stream_messages(self.home, self.ports, service, last_only=last_only)

    def publish_as(
        self, service: Service, subject: str, body: bytes, headers: dict[str, str] | None = None
    ) -> None:
        """Publish with a service's own credentials, but past its relay."""

        async def work() -> None:
            async with connected(self.home.broker(service, self.ports.nats)) as client:
                await client.jetstream().publish(subject, body, headers=headers)

        asyncio.run(work())

    def run_command(
        self, *arguments: str, through: Sequence[str] = TSUNAGU
    ) -> subprocess.CompletedProcess[str]:
        """Run ``tsunagu`` with arguments to its end."""
        return subprocess.run(
            [*through, *arguments],
            env=self.environment(),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def log_lines(self, name: str) -> str:
        """What a service has logged."""
        path = self.home.logs / f"{name}.log"
        return path.read_text() if path.exists() else ""

    def stop(self) -> None:
        """End everything that was started here, and nothing else."""
        started = [*self.processes.values(), *self.strangers]
        for process in started:
            process.terminate()
        deadline = time.monotonic() + STOP_WITHIN_SECONDS
        for process in started:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.nats.stop()
        for service in self.stores.values():
            service.close()


def faulty(*fault: str) -> tuple[str, ...]:
    """The ``tsunagu`` command with a fault in it, see :mod:`tests.faults.killpoints`."""
    return (sys.executable, str(KILLPOINTS), *fault, "--")


def stream_messages(
    home: Home, ports: Ports, service: Service, *, last_only: bool = False
) -> list[RawStreamMsg]:
    """Everything that lies in a service's stream, as the service itself may read it."""

    async def work() -> list[RawStreamMsg]:
        async with connected(home.broker(service, ports.nats)) as client:
            js, stream = client.jetstream(), stream_name(service)
            try:
                state = (await js.stream_info(stream)).state
                first = state.last_seq if last_only else state.first_seq
                places = range(first, state.last_seq + 1) if state.messages else ()
                return [await js.get_msg(stream, seq=sequence) for sequence in places]
            except (JetStreamError, TimeoutError):
                return []

    return asyncio.run(work())


def read_log(service: WiredService) -> Iterator[Any]:
    """Every fact of a service, straight from its event log."""
    scanned = previous = 0
    while window := list(
        publications(service.store, service.publish, scanned=scanned, previous=previous)
    ):
        for _, received in window:
            if received is not None:
                previous = received.id
                yield received
        scanned = window[-1][0]


@contextmanager
def rig(folder: Path) -> Iterator[Rig]:
    """A rig for the length of a block; nothing of it runs afterwards."""
    made = Rig(folder)
    try:
        yield made
    finally:
        made.stop()


def wait_for(condition: Callable[[], bool], what: str, within: float = 30.0) -> None:
    """Wait until something has come about."""
    deadline = time.monotonic() + within
    while not condition():
        assert time.monotonic() < deadline, f"in vain: {what}"
        time.sleep(0.05)


def wired(rig_: Rig, service: Service, kind: type[Any]) -> Any:
    """A service's wiring in this process, as what it is."""
    assert isinstance(rig_.stores[service], kind)
    return cast("Any", rig_.stores[service])


__all__ = ["Rig", "free_port", "read_log", "rig", "wait_for", "wired"]
