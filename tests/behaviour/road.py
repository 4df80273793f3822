"""A short road on a real nats-server: tallies are published by intake and noted by stats."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from nats.aio.client import Client

from services.command.embedded.nats_server import NatsServer
from shared.broker import BrokerAccess, connected, provision
from shared.broker.credentials import seed_file
from shared.broker.topology import OPERATOR, stream_name
from shared.calendar import system_clock
from shared.facts.envelope import Received, headers_of
from shared.facts.intake import ConsultationReceived
from shared.inbox import TABLES
from shared.inbox.delivery import Delivery
from shared.inbox.inbox import Inbox
from shared.relay import Relay, publications
from shared.store import EventStore, Recorded, Transaction
from shared.store.database import Database
from tests.behaviour.sample import MUNICIPALITY, count, open_tally_store

SEEN = "CREATE TABLE IF NOT EXISTS seen (position BIGINT PRIMARY KEY, case_id TEXT NOT NULL)"
INSIDE = 1_000
"""Counting by this much is not published, so that publications are not contiguous."""

WITHIN_SECONDS = 30.0


def case_id(number: int) -> UUID:
    """The case that a tally stands for."""
    return UUID(int=number)


def publish(recorded: Recorded) -> ConsultationReceived | None:
    """Every counting is a consultation of the tally's case, but for what stays inside."""
    if recorded.event.by == INSIDE:  # type: ignore[attr-defined]
        return None
    return ConsultationReceived(
        municipality=MUNICIPALITY,
        occurred_on=date(2024, 4, 1),
        case_id=str(recorded.originator_id),
        anonymous=False,
    )


def note(tx: Transaction, received: Received) -> None:
    """Write down which fact took effect; a second time breaks the primary key."""
    tx.execute(
        "INSERT INTO seen VALUES (:position, :case_id)",
        {"position": received.id, "case_id": received.fact.subject_id},
    )


@dataclass
class Road:
    """Both ends of the road.

    Attributes:
        source: intake's store, whose log is published.
        reader: stats' store, where facts take effect.
        handle: the effect; a test may make it fail.
    """

    server: NatsServer
    credentials: Path
    source: EventStore
    reader: EventStore
    handle: Callable[[Transaction, Received], None] = note
    tasks: list[asyncio.Task[None]] = field(default_factory=list)

    def access(self, user: str) -> BrokerAccess:
        """How a user reaches the broker."""
        return BrokerAccess(
            f"nats://127.0.0.1:{self.server.port}", user, seed_file(self.credentials, user)
        )

    def count(self, number: int, by: int = 1) -> int:
        """Record an event of a case; return its place in the log."""
        count(self.source, by, case_id(number))
        return self.source.position()

    async def provision(self) -> None:
        """Create streams and consumers."""
        async with connected(self.access(OPERATOR)) as client:
            await provision(client.jetstream())

    def seen(self) -> list[int]:
        """Places of the facts that have taken effect, ascending."""
        rows = self.reader.rows("SELECT position FROM seen ORDER BY position")
        return [row["position"] for row in rows]

    def published(self) -> list[int]:
        """Places of the log's publications."""
        return [one.id for one in self.source.log(0, 100_000) if publish(one.recorded)]

    @asynccontextmanager
    async def relaying(self) -> AsyncIterator[Relay]:
        """Run a relay for the length of a block."""
        async with connected(self.access("intake")) as client:
            relay = Relay("intake", self.source, publish, client)
            async with running(relay.run()):
                yield relay

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Inbox]:
        """Run the reader's inbox for the length of a block."""
        async with connected(self.access("stats")) as client:
            inbox = Inbox(self.reader, self.handle, self.access("stats"), client, system_clock)
            async with running(inbox.run()):
                await until(lambda: inbox.ready)
                yield inbox

    @asynccontextmanager
    async def as_user(self, user: str) -> AsyncIterator[Client]:
        """A bare connection of a user."""
        async with connected(self.access(user)) as client:
            yield client

    async def arrived(self) -> None:
        """Wait until everything published has taken effect."""
        await until(lambda: self.seen() == self.published())

    def facts(self) -> list[Received]:
        """The publications as the source would send them."""
        every = publications(self.source, publish, scanned=0, previous=0)
        return [one for _, one in every if one is not None]

    async def in_stream(self) -> list[int]:
        """Places of the facts that the stream holds, in its order."""
        async with self.as_user("intake") as client:
            js = client.jetstream()
            state = (await js.stream_info(stream_name("intake"))).state
            held = [
                await js.get_msg(stream_name("intake"), seq=sequence)
                for sequence in range(max(1, state.first_seq), state.last_seq + 1)
            ]
        return [int((message.headers or {})["ce-sequence"]) for message in held]

    async def filled(self) -> None:
        """Wait until the stream holds every publication once, in order."""
        async with asyncio.timeout(WITHIN_SECONDS):
            while await self.in_stream() != self.published():
                await asyncio.sleep(0.05)


@asynccontextmanager
async def running(work: Coroutine[None, None, None]) -> AsyncIterator[asyncio.Task[None]]:
    """Let something that never ends run for the length of a block."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def delivery_of(received: Received, **headers: str) -> Delivery:
    """A fact as a message that nobody waits for, with some headers as a broken sender has them."""
    body = received.fact.model_dump_json().encode()
    return Delivery(
        headers_of(received) | {k.replace("_", "-"): v for k, v in headers.items()}, body
    )


async def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so; fail if it does not become so in time."""
    async with asyncio.timeout(WITHIN_SECONDS):
        while not is_so():
            await asyncio.sleep(0.02)


def open_reader(database: Database) -> EventStore:
    """The far end: a store that listens, and holds nothing of its own."""
    store = EventStore("stats", database, (), (SEEN, *TABLES))
    store.migrate()
    return store


def open_road(server: NatsServer, credentials: Path, source: Database, reader: Database) -> Road:
    """A road between two empty databases."""
    store = open_tally_store(source)
    store.migrate()
    return Road(server, credentials, store, open_reader(reader))
