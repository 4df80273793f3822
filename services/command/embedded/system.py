"""The embedded system: a real nats-server and the four services as processes on one folder."""

from __future__ import annotations

import asyncio
import fcntl
import subprocess
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager

from services.command.embedded.alone import alone_on, is_running
from services.command.embedded.issuer import create_issuer, make_passphrase
from services.command.embedded.nats_server import NatsServer
from services.command.embedded.ports import Ports
from services.command.embedded.process import READY_WITHIN_SECONDS, Told, never
from services.command.embedded.serving import end, is_ready_by, serve, serve_front
from services.command.wiring import build
from services.conference.ledger.evidence import create_ledger_key
from shared.broker import connected, provision
from shared.broker.credentials import generate
from shared.broker.topology import OPERATOR
from shared.calendar import system_clock
from shared.facts.fact import SERVICES, Service
from shared.refusal import Refusal
from shared.sealing import key_encryption_key
from shared.settings import Home

RESTARTS = 5

Say = Callable[[str], None]
"""Shows one line of progress, in Japanese."""


def prepare(home: Home, services: Iterable[Service] = SERVICES) -> None:
    """Make folders, keys and tables; what exists is kept.

    Args:
        home: the folder.
        services: whose tables; a command about one service need not wait for the others.
    """
    for folder in (home.folder, home.run, home.logs, home.nats, home.kek_file.parent):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (home.run / "prepare.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        generate(home.credentials)
        if not home.kek_file.exists():
            key_encryption_key.generate(home.kek_file)
        if not home.ledger_key("conference").exists():
            create_ledger_key(home.ledger_key("conference"))
        create_issuer(home)
        for service in services:
            with closing(build(home.settings(service), system_clock)) as built:
                built.migrate()


class System:
    """Starts everything, keeps it running and stops it.

    Args:
        home: the folder.
        say: shows progress.
        port: for people; ``None`` for any that is free.
        told: whether to stop before everything has started.
    """

    def __init__(
        self,
        home: Home,
        say: Say = lambda _: None,
        port: int | None = None,
        told: Told = never,
    ) -> None:
        self._told = told
        self._home = home
        self._say = say
        self._ports = Ports.choose(port)
        self._nats = NatsServer(home.nats, self._ports.nats, home.credentials)
        self._services: dict[Service, subprocess.Popen[bytes]] = {}
        self._front: subprocess.Popen[bytes] | None = None
        self._restarts = 0

    @contextmanager
    def running(self) -> Iterator[Ports]:
        """Run the system for the length of a block.

        Raises:
            Refusal: ``already-running`` if another process runs one on this folder, or
                ``not-ready`` if a part does not answer in time.
            ToldToStop: it was told to stop before everything had started.
        """
        with alone_on(self._home):
            try:
                self._start()
                yield self._ports
            finally:
                self._stop()

    def _start(self) -> None:
        prepare(self._home)
        make_passphrase(self._home)
        self._ports.write(self._home)
        self._say("NATS を起動しています")
        self._nats.start()
        asyncio.run(self._provision())
        self._say("4つのサービスを起動しています")
        for service in SERVICES:
            self._services[service] = serve(self._home, service)
        self._front = serve_front(self._home)
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        for service in SERVICES:
            self._wait_until_ready(
                service, self._services[service], self._ports.http[service], deadline
            )
        self._wait_until_ready("front", self._front, self._ports.front, deadline)

    async def _provision(self) -> None:
        async with connected(self._home.broker(OPERATOR, self._ports.nats)) as client:
            await provision(client.jetstream())

    def _wait_until_ready(
        self, part: str, process: subprocess.Popen[bytes], port: int, deadline: float
    ) -> None:
        if not is_ready_by(deadline, process, port, self._told):
            raise Refusal(
                "not-ready",
                f"サービス {part} が起動しませんでした。",
                f"{self._home.logs} の {part}.err と {part}.log を確かめてください。",
            )

    def watch(self) -> None:
        """Bring a part that has died back; give up after some restarts.

        Raises:
            Refusal: ``keeps-dying``.
        """
        if not self._nats.alive:
            self._count_restart("nats-server")
            self._nats.start()
            asyncio.run(self._provision())
        for service, process in self._services.items():
            if process.poll() is not None:
                self._count_restart(service)
                self._services[service] = serve(self._home, service)
        if self._front is not None and self._front.poll() is not None:
            self._count_restart("front")
            self._front = serve_front(self._home)

    def _count_restart(self, part: str) -> None:
        self._restarts += 1
        if self._restarts > RESTARTS:
            raise Refusal(
                "keeps-dying",
                f"{part} が繰り返し止まるため、起動をあきらめました。",
                f"{self._home.logs} の記録を確かめてください。",
            )
        self._say(f"{part} が止まったため、起動し直しています")

    def _stop(self) -> None:
        end([*self._services.values(), *([self._front] if self._front else [])])
        self._services.clear()
        self._nats.stop()
        (self._home.run / "system.json").unlink(missing_ok=True)


@contextmanager
def using(home: Home, say: Say = lambda _: None) -> Iterator[Ports]:
    """Use the system that runs on a folder, or run one for the length of the block."""
    if is_running(home):
        yield Ports.read(home)
    else:
        with System(home, say).running() as ports:
            yield ports
