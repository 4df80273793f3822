"""Facts from service to service without the broker, and a broker that knows how far they are.

A store of hundreds of thousands of events would take the broker minutes; what an inbox does with
facts is done here in the same way, in the same tables.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import islice

from bench.running import broker
from services.command.embedded.system import prepare
from services.command.wiring import build
from shared.broker import connected
from shared.broker.topology import SUBSCRIPTIONS, stream_name
from shared.calendar import system_clock
from shared.facts.envelope import Received, headers_of, subject_of
from shared.facts.fact import SERVICES, Service
from shared.identity import service_actor
from shared.relay import publications
from shared.service import Service as Wired
from shared.settings import Home

BATCH = 500


class Town:
    """The four services on one folder, in this process, with nothing between them.

    Args:
        home: the folder, prepared.
        services: wired.
    """

    def __init__(self, home: Home, services: dict[Service, Wired]) -> None:
        self.home = home
        self._services = services
        self._last: dict[Service, Received] = {}

    def service(self, name: Service) -> Wired:
        """One of them."""
        return self._services[name]

    @property
    def events(self) -> int:
        """How many are on record in all of them."""
        return sum(one.store.position() for one in self._services.values())

    def hand_on(self, source: Service) -> None:
        """Let everybody who listens take in what a service has recorded since the last time."""
        readers = [
            self._services[name] for name in SERVICES if source in SUBSCRIPTIONS.get(name, ())
        ]
        news = self._news(source)
        while batch := list(islice(news, BATCH)):
            for reader in readers:
                assert reader.handle is not None
                actor = service_actor(reader.name, "bench")
                with reader.store.transaction(actor, system_clock()) as tx:
                    for received in batch:
                        reader.handle(tx, received)
                    tx.track(source, batch[-1].id)

    def _news(self, source: Service) -> Iterator[Received]:
        service, known = self._services[source], self._last.get(source)
        scanned = previous = known.id if known else 0
        while entries := list(
            publications(service.store, service.publish, scanned=scanned, previous=previous)
        ):
            for position, received in entries:
                scanned = position
                if received is not None:
                    previous = received.id
                    self._last[source] = received
                    yield received

    def end_streams(self) -> None:
        """Leave the streams as they are after everything was relayed and the old was let go."""
        with broker(self.home) as ports:
            asyncio.run(self._publish_last(ports.nats))

    async def _publish_last(self, port: int) -> None:
        for source, last in self._last.items():
            async with connected(self.home.broker(source, port)) as client:
                await client.jetstream().publish(
                    subject_of(last.fact),
                    last.fact.model_dump_json().encode(),
                    headers=headers_of(last),
                    stream=stream_name(source),
                )


@contextmanager
def town_on(home: Home) -> Iterator[Town]:
    """Everything on a folder, for the length of a block."""
    prepare(home)
    with ExitStack() as stack:
        yield Town(
            home,
            {
                name: stack.enter_context(closing(build(home.settings(name), system_clock)))
                for name in SERVICES
            },
        )
