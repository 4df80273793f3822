"""A service's inbox: FastStream delivers in order, one reader per source applies."""

from __future__ import annotations

import asyncio
import json
import warnings
from contextlib import AsyncExitStack

import nats.errors
from faststream.middlewares import AckPolicy
from faststream.nats import JStream, NatsBroker, NatsMessage
from faststream.nats.security import NatsNKey
from nats.aio.client import Client
from nats.js.errors import Error as JetStreamError
from nats.js.errors import NotFoundError

from shared.broker.connection import BrokerAccess
from shared.broker.topology import (
    SUBSCRIPTIONS,
    Consumer,
    replay_subject,
    stream_name,
    stream_subjects,
)
from shared.calendar import Clock
from shared.facts.fact import Service
from shared.inbox.delivery import Delivery
from shared.inbox.reader import Handle, Reader
from shared.log import get_logger
from shared.store.store import EventStore

REPLAY_TIMEOUT_SECONDS = 2.0
START_RETRY_SECONDS = 0.5

_log = get_logger()


async def as_delivery(message: NatsMessage) -> Delivery:
    """FastStream decoder: hand the message on unread, with the means to answer the broker.

    An answer that the broker does not get is no loss: the message comes again and is recognised.
    """
    raw = message.raw_message

    async def acknowledge() -> None:
        try:
            await raw.ack()
        except nats.errors.Error as error:
            _log.info("inbox.ack_lost", error=type(error).__name__)

    async def delay(seconds: float) -> None:
        try:
            await raw.nak(delay=seconds)
        except nats.errors.Error as error:
            _log.info("inbox.nak_lost", error=type(error).__name__)

    return Delivery(
        headers=dict(raw.headers or {}),
        body=raw.data,
        sequence=raw.metadata.sequence.stream,
        acknowledge=acknowledge,
        delay=delay,
    )


class Inbox:
    """Takes in the facts of every service that this one listens to.

    Args:
        store: the reading service's store.
        handle: the effect of one fact; ``None`` for a service that listens to nobody.
        access: how FastStream reaches the broker.
        client: a connection as the same user, for questions to the sources.
        clock: the instant of recording.
    """

    def __init__(
        self,
        store: EventStore,
        handle: Handle | None,
        access: BrokerAccess,
        client: Client,
        clock: Clock,
    ) -> None:
        self._client = client
        self._service = store.service
        self.readers = {
            source: Reader(store, source, handle, self._ask_for_replay, clock)
            for source in SUBSCRIPTIONS[self._service]
            if handle is not None
        }
        self.ready = False
        self._access = access

    def _faststream(self) -> NatsBroker:
        options = self._access.options()
        seed, tls = options.pop("nkeys_seed"), options.pop("tls", None)
        broker = NatsBroker(
            **options,
            security=NatsNKey(seed, ssl_context=tls),
            ack_policy=AckPolicy.MANUAL,
            apply_types=False,
            logger=None,
        )
        for source, reader in self.readers.items():
            with warnings.catch_warnings():
                # FastStream warns that such a consumer has one reader: order is why it must.
                warnings.simplefilter("ignore", RuntimeWarning)
                subscriber = broker.subscriber(
                    stream_subjects(source)[0],
                    durable=Consumer(self._service, source).durable,
                    stream=JStream(stream_name(source), declare=False),
                    decoder=as_delivery,
                )
            subscriber(reader.receive)
        return broker

    async def run(self) -> None:
        """Take facts in until cancelled."""
        async with AsyncExitStack() as bound:
            if self.readers:
                bound.push_async_callback((await self._bind()).stop)
            async with asyncio.TaskGroup() as group:
                for reader in self.readers.values():
                    group.create_task(reader.run())
                self.ready = True
                await asyncio.get_running_loop().create_future()

    async def _bind(self) -> NatsBroker:
        """Become the one who listens; whoever is bound already is waited for (standing by)."""
        while True:
            for source in self.readers:
                await self._wait_for(Consumer(self._service, source))
            broker = self._faststream()
            try:
                await broker.start()
            except BaseException as error:
                await broker.stop()
                if not isinstance(error, JetStreamError):
                    raise
                # Another process of this service was quicker by a blink.
                _log.info("inbox.outrun", error=type(error).__name__)
            else:
                return broker

    async def _wait_for(self, consumer: Consumer) -> None:
        """Wait until the consumer exists and nobody else is bound to it (a standby waits here)."""
        js = self._client.jetstream()
        while True:
            try:
                info = await js.consumer_info(stream_name(consumer.source), consumer.durable)
                if not info.push_bound:
                    return
                _log.info("inbox.standby", consumer=consumer.durable)
            except (NotFoundError, nats.errors.Error, TimeoutError) as error:
                _log.warning("inbox.waiting", consumer=consumer.durable, error=type(error).__name__)
            await asyncio.sleep(START_RETRY_SECONDS)

    async def _ask_for_replay(self, source: Service, after: int) -> list[Delivery]:
        answer = await self._client.request(
            replay_subject(source),
            json.dumps({"after": after}).encode(),
            timeout=REPLAY_TIMEOUT_SECONDS,
        )
        return [
            Delivery(headers=fact["headers"], body=fact["body"].encode())
            for fact in json.loads(answer.data)
        ]
