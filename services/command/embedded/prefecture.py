"""The prefecture's hub on one machine: its nats-server and its service on one folder."""

from __future__ import annotations

import asyncio
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from services.command.embedded.alone import alone_on
from services.command.embedded.issuer import make_passphrase
from services.command.embedded.nats_server import NatsServer, free_ports
from services.command.embedded.ports import Ports
from services.command.embedded.prefecture_home import prefecture_folder, prepare
from services.command.embedded.process import READY_WITHIN_SECONDS, Told, never
from services.command.embedded.serving import end, is_ready_by, serve, serve_front
from services.stats.prefecture.register import REGISTER_FILE, Register
from shared.broker import connected
from shared.broker.credentials import generate
from shared.broker.prefecture import PREFECTURE_USERS, READER, Member, provision_prefecture
from shared.broker.prefecture_config import accounts
from shared.broker.server_config import jetstream
from shared.broker.topology import OPERATOR
from shared.refusal import Refusal
from shared.settings import Home


class PrefectureNatsServer(NatsServer):
    """The hub's nats-server: one account for each municipality of the register.

    Args:
        folder: configuration, log and JetStream files.
        port: for the hub's own service, on the loopback address.
        credentials: folder of its users' seeds; missing ones are made.
        register: folder of the register.
        leaf: ``host:port`` on which municipalities' servers join.
    """

    def __init__(
        self, folder: Path, port: int, credentials: Path, register: Path, leaf: str
    ) -> None:
        super().__init__(folder, port, credentials)
        self._register = register
        self._leaf = leaf

    def configuration(self) -> str:
        """The accounts of the register as it is now, and the door for leaf nodes."""
        entries = Register.read(self._register).entries.values()
        members = [Member(one.municipality, one.nkey) for one in entries]
        door = f'leafnodes {{ listen: "{self._leaf}" }}\n'
        return "server_name: tsunagu-prefecture\n" + jetstream() + door + accounts(members)

    def users(self) -> dict[str, str]:
        """The prefecture's own users."""
        return generate(self.credentials, PREFECTURE_USERS)


class PrefectureSystem:
    """Starts the hub, keeps it to its register, and stops it.

    Args:
        home: the folder.
        leaf: ``host:port`` on which municipalities' servers join.
        say: shows progress.
        told: whether to stop before everything has started.
    """

    def __init__(
        self,
        home: Home,
        leaf: str,
        say: Callable[[str], None] = lambda _: None,
        told: Told = never,
    ) -> None:
        self._told = told
        self._home = home
        self._say = say
        nats, reader, people = free_ports(3)
        self._ports = Ports(nats, {READER: reader}, people)
        folder = prefecture_folder(home)
        self._nats = PrefectureNatsServer(
            home.nats, self._ports.nats, home.credentials, folder, leaf
        )
        self._register = folder / REGISTER_FILE
        self._read_at = 0.0
        self._service: subprocess.Popen[bytes] | None = None
        self._front: subprocess.Popen[bytes] | None = None

    @contextmanager
    def running(self) -> Iterator[Ports]:
        """Run the hub for the length of a block.

        Raises:
            Refusal: ``already-running``, or ``not-ready`` if a part does not answer in time.
            ToldToStop: it was told to stop before everything had started.
        """
        with alone_on(self._home):
            try:
                prepare(self._home)
                make_passphrase(self._home)
                self._ports.write(self._home)
                self._start_broker()
                self._start_service()
                self._start_front()
                yield self._ports
            finally:
                self._stop()

    def _start_broker(self) -> None:
        self._say("県の NATS を起動しています")
        self._read_at = self._changed_at()
        self._nats.start()
        asyncio.run(self._provision())

    async def _provision(self) -> None:
        async with connected(self._home.broker(OPERATOR, self._ports.nats)) as client:
            await provision_prefecture(client.jetstream())

    def _start_service(self) -> None:
        self._say("集約のサービスを起動しています")
        self._service = serve(self._home, READER, "--prefecture")
        self._wait_until_ready(READER, self._service, self._ports.http[READER])

    def _start_front(self) -> None:
        self._front = serve_front(self._home)
        self._wait_until_ready("front", self._front, self._ports.front)

    def _wait_until_ready(self, part: str, process: subprocess.Popen[bytes], port: int) -> None:
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        if not is_ready_by(deadline, process, port, self._told):
            raise Refusal(
                "not-ready",
                "県の集約サービスが起動しませんでした。",
                f"{self._home.logs} の {part}.err と {part}.log を確かめてください。",
            )

    def _changed_at(self) -> float:
        return self._register.stat().st_mtime if self._register.exists() else 0.0

    def watch(self) -> None:
        """Bring a part that has died back, and take a changed register in.

        One that cannot be read is told of, once, and changes nothing: those who joined stay.

        Raises:
            Refusal: ``not-ready``.
        """
        if not self._nats.alive:
            self._start_broker()
        elif self._changed_at() != self._read_at:
            self._take_register_in()
        if self._service is not None and self._service.poll() is not None:
            self._start_service()
        if self._front is not None and self._front.poll() is not None:
            self._start_front()

    def _take_register_in(self) -> None:
        try:
            Register.read(self._register.parent)
        except Refusal as refusal:
            self._read_at = self._changed_at()
            self._say(f"{refusal} 市区町村の登録は、前のままです")
            return
        self._say("市区町村の登録が変わりました")
        self._nats.stop()  # 2.15.1 taking it in while it runs does not answer a new account
        self._start_broker()

    def _stop(self) -> None:
        end([one for one in (self._service, self._front) if one is not None])
        self._nats.stop()
        (self._home.run / "system.json").unlink(missing_ok=True)
