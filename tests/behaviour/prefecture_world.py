"""A prefecture and its municipalities: real nats-servers on the loopback address, real stores.

At the hub somebody listens to everything in every account, which in the real configuration nobody
can: what that one hears is all that there is to hear.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import nats
from nats.aio.client import Client
from nats.aio.msg import Msg

from services.command.embedded.nats_server import NatsServer, free_port
from services.command.embedded.prefecture import PrefectureNatsServer
from services.stats.app import Stats
from services.stats.app import build as build_stats
from services.stats.application.returns import IssueReturn
from services.stats.application.submissions import SubmissionAnswer, SubmitReturn
from services.stats.handlers import handle as take_in
from services.stats.prefecture.app import Prefecture
from services.stats.prefecture.app import build as build_prefecture
from services.stats.prefecture.handlers import handle
from services.stats.prefecture.reception import Reception
from services.stats.prefecture.register import Register
from shared.broker import connected, provision
from shared.broker.credentials import new_seed, public_key_of
from shared.broker.prefecture import provision_prefecture
from shared.broker.prefecture_config import LEAF_FILE, leaf_remote
from shared.broker.server_config import BRIDGE
from shared.broker.topology import OPERATOR
from shared.calendar import JST
from shared.facts import Fact, intake
from shared.facts.envelope import Received
from shared.facts.stats import ReturnSubmitted
from shared.identity import Actor, service_actor
from shared.inbox.reader import Handle
from shared.merkle.keys import SigningKey
from shared.relay import publications
from shared.settings import Home

APRIL = (date(2026, 4, 1), date(2026, 4, 30))
MAY = (date(2026, 5, 1), date(2026, 5, 31))
NOON = datetime(2026, 11, 1, 12, tzinfo=JST)
STATISTICIAN = Actor(person="p-1", agency="a-1", role="statistician", purpose="statistics")
WITHIN_SECONDS = 30.0


def at_noon() -> datetime:
    """The clock of everybody here."""
    return NOON


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that somebody at the hub heard.

    Attributes:
        account: in which account.
        subject: on which subject.
        data: what it said.
    """

    account: str
    subject: str
    data: bytes


class WatchedServer(PrefectureNatsServer):
    """The hub's own configuration, and one more user in every account, who may do everything."""

    def __init__(self, folder: Path, register: Path) -> None:
        self.leaf_port = free_port()
        leaf = f"127.0.0.1:{self.leaf_port}"
        super().__init__(folder / "nats", free_port(), folder / "keys" / "nats", register, leaf)
        self.watchers: dict[str, bytes] = {}

    def configuration(self) -> str:
        """The configuration with its watchers; an account keeps the one it has."""
        real = super().configuration()
        return re.sub(r"^ (PREFECTURE|M\d{6}) \{.*?users = \[", self._watched, real, flags=_WHOLE)

    def _watched(self, found: re.Match[str]) -> str:
        seed = self.watchers.setdefault(found[1], new_seed())
        return f"{found[0]}\n  {{nkey: {public_key_of(seed)}}},"


_WHOLE = re.MULTILINE | re.DOTALL


@dataclass
class Hub:
    """The prefecture's end.

    Attributes:
        folder: everything of it.
        heard: what was heard at the hub, in any account.
    """

    folder: Path
    heard: list[Heard] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.home = Home(self.folder)
        self.register_folder = self.folder / "prefecture"
        Register(self.register_folder, {}).write()
        self.server = WatchedServer(self.folder, self.register_folder)
        self.service: Prefecture = build_prefecture(
            self.home.settings("stats", self.server.port), self.register_folder
        )
        self.service.migrate()

    def enrol(self, code: str, ledger_key: str | None = None) -> str:
        """Enrol a municipality; return its seed. A server that runs is restarted for it."""
        register, seed = Register.read(self.register_folder).enrolled(code, APRIL[0], ledger_key)
        register.write()
        if self.server.alive:
            self.server.stop()
            self.server.start()
        return seed

    async def provision(self) -> None:
        """Make the stream and its consumer."""
        async with connected(self.home.broker(OPERATOR, self.server.port)) as client:
            await provision_prefecture(client.jetstream())

    async def start(self) -> None:
        """Start the server and provision it."""
        self.server.start()
        await self.provision()

    @asynccontextmanager
    async def receiving(self, effect: Handle = handle) -> AsyncIterator[Reception]:
        """Take returns in for the length of a block."""
        async with connected(self.home.broker("stats", self.server.port)) as client:
            reception = Reception(self.service.store, effect, at_noon)
            async with running(reception.run(client)):
                yield reception

    @asynccontextmanager
    async def watcher(self, account: str) -> AsyncIterator[Client]:
        """A connection of the one who may do everything in an account."""
        seed = self.folder / f"{account}.nk"
        seed.write_bytes(self.server.watchers[account])
        async with bare_client(self.server.port, seed) as client:
            yield client

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Listen to everything in every account for the length of a block."""
        async with AsyncExitStack() as stack:
            for account in self.server.watchers:
                client = await stack.enter_async_context(self.watcher(account))
                await client.subscribe(">", cb=self._hearing(account))
                await client.flush()
            yield

    def _hearing(self, account: str) -> Any:
        async def hear(message: Msg) -> None:
            self.heard.append(Heard(account, message.subject, message.data))

        return hear

    def arrived(self) -> list[tuple[str, int]]:
        """Municipality and version of everything that is kept, in its order."""
        rows = self.service.store.rows("SELECT * FROM arrived_returns ORDER BY arrival")
        return [(row["municipality"], row["version"]) for row in rows]


@dataclass
class Town:
    """A municipality's end: its own nats-server and its own stats.

    Attributes:
        code: 全国地方公共団体コード.
        folder: everything of it.
        seed: with which it joins.
        now: what its clock shows.
        cases: how many facts stats has taken in.
    """

    code: str
    folder: Path
    seed: str = ""
    now: datetime = NOON
    cases: int = 0

    def __post_init__(self) -> None:
        self.home = Home(self.folder)
        self.server = NatsServer(self.home.nats, free_port(), self.home.credentials)
        self.stats: Stats = build_stats(
            self.home.settings("stats", self.server.port), lambda: self.now
        )
        self.stats.migrate()
        self.ledger = SigningKey(f"tsunagu/disclosures/{self.code}", bytes(32))

    def join(self, seed: str, hub: Hub) -> None:
        """Write the way to the prefecture; the server's next start takes it."""
        self.seed = seed
        url = f"nats-leaf://127.0.0.1:{hub.server.leaf_port}"
        self.server.folder.mkdir(parents=True, exist_ok=True)
        (self.server.folder / LEAF_FILE).write_text(leaf_remote(url, seed, None))

    async def start(self) -> None:
        """Start the server and provision it."""
        self.server.start()
        async with connected(self.home.broker(OPERATOR, self.server.port)) as client:
            await provision(client.jetstream())

    def take_in(self, fact: Fact) -> None:
        """Let a fact of another service take effect in stats."""
        self.cases += 1
        received = Received(self.cases, self.cases - 1, self.now, fact)
        with self.stats.store.transaction(service_actor("stats", "inbox"), self.now) as tx:
            take_in(tx, received)
            tx.track(fact.SERVICE, received.id)

    def a_case_comes_in(self, on: date = APRIL[0]) -> None:
        """One more new case."""
        self.take_in(
            intake.ConsultationReceived(
                municipality=self.code,
                occurred_on=on,
                case_id=f"00000000-0000-0000-0000-{self.cases + 1:012x}",
                anonymous=False,
            )
        )

    def report(self, period: tuple[date, date] = APRIL, cases: int = 1) -> SubmissionAnswer:
        """Count, issue and submit a return in which there are some more cases."""
        for _ in range(cases):
            self.a_case_comes_in(period[0])
        told = {"template": "basic", "municipality": self.code}
        days = {"first": period[0], "last": period[1]}
        application = self.stats.application
        application.returns.issue(STATISTICIAN, IssueReturn(**told, **days))
        return application.submissions.submit(STATISTICIAN, SubmitReturn(**told, **days))

    @asynccontextmanager
    async def handing_in(self) -> AsyncIterator[None]:
        """Hand submissions in for the length of a block, as the running service does."""
        (courier,) = self.stats.couriers
        access = self.home.broker("stats", self.server.port)
        async with connected(access) as client, running(courier.run(client)):
            yield

    def published(self) -> list[Received]:
        """Its submissions as facts."""
        every = publications(self.stats.store, self.stats.publish, scanned=0, previous=0)
        facts = [one for _, one in every if one is not None]
        return [one for one in facts if isinstance(one.fact, ReturnSubmitted)]

    def all_handed_in(self) -> bool:
        """Whether the prefecture has acknowledged everything."""
        rows = self.stats.store.rows(
            "SELECT COUNT(*) AS due FROM submissions s LEFT JOIN handed_in h"
            " ON h.return_id = s.return_id AND h.version = s.version"
            " WHERE COALESCE(h.sequence, 0) = 0"
        )
        return rows[0]["due"] == 0


@asynccontextmanager
async def running(work: Any) -> AsyncIterator[None]:
    """Do some work for the length of a block; a failure of it is a failure of the test."""
    task = asyncio.ensure_future(work)
    try:
        yield
        if task.done():
            task.result()
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait([task])


@asynccontextmanager
async def bare_client(port: int, seed: Path, **options: Any) -> AsyncIterator[Client]:
    """A connection with a seed, whatever it may do; what it may not is told by nobody."""

    async def silent(_error: Exception) -> None:
        return

    client = await nats.connect(
        f"nats://127.0.0.1:{port}",
        nkeys_seed=str(seed),
        error_cb=silent,
        connect_timeout=5,
        **options,
    )
    try:
        yield client
    finally:
        await client.close()


async def until(is_so: Any) -> None:
    """Wait until something is so; fail if it does not become so in time."""
    async with asyncio.timeout(WITHIN_SECONDS):
        while not await asyncio.to_thread(is_so):
            await asyncio.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Intruder:
    """Who has a municipality's key, and a server of their own on which nothing is forbidden.

    Attributes:
        asking: asks questions so that the answer could come back (as a service of the leaf's
            account); only the subjects that the server was made for.
        saying: in the leaf's account itself: says anything, and hears everything that gets there.
    """

    asking: Client
    saying: Client


@asynccontextmanager
async def intruding(folder: Path, seed: str, hub: Hub, *asks: str) -> AsyncIterator[Intruder]:
    """A server of an intruder's own, joined with a stolen seed.

    Args:
        folder: everything of it.
        seed: the stolen one.
        hub: which hub.
        asks: subjects of questions.
    """
    await asyncio.to_thread(folder.mkdir, parents=True)
    server = _Unbounded(folder, asks)
    url = f"nats-leaf://127.0.0.1:{hub.server.leaf_port}"
    (folder / LEAF_FILE).write_text(leaf_remote(url, seed, None))
    await asyncio.to_thread(server.start)
    try:
        async with (
            bare_client(server.port, folder / "keys" / "stats.nk") as asking,
            bare_client(server.port, folder / "keys" / "intake.nk") as saying,
        ):
            await _joined(folder)
            yield Intruder(asking, saying)
    finally:
        server.stop()


class _Unbounded(NatsServer):
    """Two accounts and no permissions: whatever is refused, the hub refuses."""

    def __init__(self, folder: Path, asks: tuple[str, ...]) -> None:
        super().__init__(folder, free_port(), folder / "keys")
        self._asks = asks

    def configuration(self) -> str:
        exports = ", ".join(f'{{service: "{one}"}}' for one in self._asks)
        imports = ", ".join(
            f'{{service: {{account: {BRIDGE}, subject: "{one}"}}, to: "ask.{one}"}}'
            for one in self._asks
        )
        return f"""server_name: own
accounts {{
  HOME {{ users = [{{nkey: $TSUNAGU_NKEY_STATS}}], imports = [{imports}] }}
  {BRIDGE} {{ users = [{{nkey: $TSUNAGU_NKEY_INTAKE}}], exports = [{exports}] }}
}}
include "{LEAF_FILE}"
"""


async def _joined(folder: Path) -> None:
    log = folder / "nats.log"
    await until(lambda: "Leafnode connection created" in log.read_text())
    await asyncio.sleep(0.5)  # what either side offers has to be told
