"""From the notification log to JetStream: the outbox is the log itself.

The relay keeps no position of its own. Where it stands is read back from the stream's last
message, so that a lost stream simply fills again from the store (promise R3). Each message names
the sequence it expects to follow; a second relay on the same store is thereby refused by the
server and steps back (a fence), whatever the two of them believe.
"""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js.api import Header, StreamState
from nats.js.errors import APIError, NotFoundError
from nats.js.errors import Error as JetStreamError

from shared.broker.topology import INBOXES, replay_subject, stream_name
from shared.cancellation import is_cancelled
from shared.facts.envelope import Received, headers_of, place_of, subject_of
from shared.facts.fact import Fact, Service
from shared.log import get_logger
from shared.refusal import Refusal
from shared.store.recorded import Recorded
from shared.store.store import EventStore

Publish = Callable[[Recorded], Fact | None]
"""A service's ``published.publish``: the fact an event becomes, or ``None`` if it stays inside."""

_Window = list[tuple[int, Received | None]]
"""Notification ids with their facts, or with ``None`` for an event that stays inside."""

WINDOW = 256
POLL_SECONDS = 0.1
RETRY_SECONDS = 0.5
FENCED_SECONDS = 2.0
LOOK_AGAIN_SECONDS = 2.0
"""How often the stream's end is read again: it may be lost while there is nothing to publish."""

PUBLISH_TIMEOUT_SECONDS = 5.0
WRONG_LAST_MESSAGE, WRONG_LAST_SEQUENCE = 10070, 10071
"""Error codes of a server whose stream does not end where the message expects it to."""

_FENCES = (WRONG_LAST_MESSAGE, WRONG_LAST_SEQUENCE)

_log = get_logger()


@dataclass(slots=True)
class _Standing:
    """Where the stream is known to end."""

    scanned: int
    """Notification id up to which the log has been read."""
    published: int
    """Notification id of the last publication: ``previous`` of the next one."""
    sequence: int
    """Sequence of the stream's last message."""
    read_at: float
    """When the stream was looked at, on the clock of the event loop."""
    ahead: asyncio.Task[_Window] | None = None
    """The window behind the one that is being sent."""


class Fenced(Exception):  # noqa: N818 - a signal, caught where it is meant
    """Another relay published to the stream first."""


class StreamAheadOfStore(Exception):  # noqa: N818 - a signal, caught where it is meant
    """The stream ends behind the log's end: the store is an older copy, or another one.

    Whatever is recorded next would get places that the stream has already, and readers would take
    it for known. Nothing is published until the operator has decided.
    """


def publications(
    store: EventStore, publish: Publish, *, scanned: int, previous: int
) -> Iterator[tuple[int, Received | None]]:
    """Read the next window of the log and turn its events into facts.

    Args:
        store: whose log it is.
        publish: which events become which facts.
        scanned: notification id to read behind, 0 for the beginning.
        previous: notification id of the last publication at or before it.

    Yields:
        The notification id, with the fact or with ``None`` for an event that stays inside.
    """
    for logged in store.log(scanned, WINDOW):
        fact = publish(logged.recorded)
        if fact is None:
            yield logged.id, None
        else:
            yield (
                logged.id,
                Received(logged.id, previous, logged.recorded.metadata.recorded_at, fact),
            )
            previous = logged.id


class Relay:
    """Publishes one service's facts in the order of its log.

    Args:
        service: the publishing service.
        store: its store.
        publish: which events become which facts.
        client: a connection as this service's user.
    """

    def __init__(
        self, service: Service, store: EventStore, publish: Publish, client: Client
    ) -> None:
        self._service = service
        self._store = store
        self._publish = publish
        self._client = client
        self._js = client.jetstream(timeout=PUBLISH_TIMEOUT_SECONDS)
        self._woken = asyncio.Event()
        self.lag = 0
        self.stream_is_ahead = False

    @property
    def connected(self) -> bool:
        """Whether the broker can be reached at this moment."""
        return bool(self._client.is_connected)

    async def run(self) -> None:
        """Relay until cancelled; wake on each commit, look every 100 ms in any case."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            loop.call_soon_threadsafe(self._woken.set)

        self._store.on_commit(wake)
        await self._client.subscribe(replay_subject(self._service), "relay", cb=self._replay)
        standing: _Standing | None = None
        while not is_cancelled():
            try:
                if standing is None or loop.time() > standing.read_at + LOOK_AGAIN_SECONDS:
                    standing = await self._read_standing(standing)
                if not await self._relay_window(standing):
                    await self._sleep()
            except StreamAheadOfStore:
                _log.error("relay.stream_ahead", service=self._service)
                self.stream_is_ahead, standing = True, None
                await asyncio.sleep(FENCED_SECONDS)
            except Fenced:
                _log.warning("relay.fenced", service=self._service)
                standing = None
                await asyncio.sleep(FENCED_SECONDS * (1 + random.random()))  # noqa: S311
            except (JetStreamError, nats.errors.Error, TimeoutError, OSError) as error:
                _log.warning("relay.waiting", service=self._service, error=type(error).__name__)
                standing = None
                await asyncio.sleep(RETRY_SECONDS)

    async def _sleep(self) -> None:
        try:
            async with asyncio.timeout(POLL_SECONDS):
                await self._woken.wait()
        except TimeoutError:
            return
        finally:
            self._woken.clear()

    async def _read_standing(self, known: _Standing | None) -> _Standing:
        """Look where the stream ends; one that ends where it is known to is read on from there.

        Else a run of events that stay inside, too long to be read between two looks, would be
        read from its beginning for ever.

        Raises:
            StreamAheadOfStore: the stream ends behind the log's end.
        """
        state = (await self._js.stream_info(stream_name(self._service))).state
        position = await self._last_published(state)
        if position > await asyncio.to_thread(self._store.position):
            raise StreamAheadOfStore
        self.stream_is_ahead = False
        now = asyncio.get_running_loop().time()
        if known and (known.published, known.sequence) == (position, state.last_seq):
            known.read_at = now
            return known
        return _Standing(position, position, state.last_seq, now)

    async def _last_published(self, state: StreamState) -> int:
        """Place of the stream's last fact; what somebody else wrote there is passed over."""
        if not state.messages:
            return 0
        stream = stream_name(self._service)
        for sequence in range(state.last_seq, state.first_seq - 1, -1):
            try:
                message = await self._js.get_msg(stream, seq=sequence)
                return place_of(message.headers or {}).id
            except (NotFoundError, Refusal):
                continue
        return 0

    async def _relay_window(self, standing: _Standing) -> bool:
        """Publish the next facts; return whether there was anything to read.

        While a full window is on its way to the broker's disk, the one behind it is read.
        """
        entries = await (standing.ahead or self._read(standing.scanned, standing.published))
        standing.ahead = None
        if not entries:
            self.lag = 0
            return False
        ready = [received for _, received in entries if received is not None]
        scanned = entries[-1][0]
        if len(entries) == WINDOW:
            previous = ready[-1].id if ready else standing.published
            standing.ahead = asyncio.create_task(self._read(scanned, previous))
        await self._send(ready, standing)
        standing.scanned = scanned
        self.lag = len(entries)
        return True

    async def _read(self, scanned: int, previous: int) -> _Window:
        def read() -> _Window:
            return list(
                publications(self._store, self._publish, scanned=scanned, previous=previous)
            )

        return await asyncio.to_thread(read)

    async def _send(self, ready: list[Received], standing: _Standing) -> None:
        """Publish a window at once: the server keeps the order of one connection.

        Each message expects the sequence before it, and within the window the very message before
        it too: else one that is refused, for something foreign has taken its place, would let the
        next one in.
        """
        headers = [headers_of(received) for received in ready]
        for offset, one in enumerate(headers):
            one[Header.EXPECTED_LAST_SEQUENCE] = str(standing.sequence + offset)
            if offset:
                one[Header.EXPECTED_LAST_MSG_ID] = headers[offset - 1][Header.MSG_ID]
        sends = [
            self._js.publish(
                subject_of(received.fact),
                received.fact.model_dump_json().encode(),
                headers=one,
                stream=stream_name(self._service),
            )
            for received, one in zip(ready, headers, strict=True)
        ]
        outcomes = await asyncio.gather(*sends, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, APIError) and outcome.err_code in _FENCES:
                raise Fenced
            if isinstance(outcome, BaseException):
                raise outcome
            if outcome.duplicate:
                raise Fenced
        if ready:
            standing.published = ready[-1].id
            standing.sequence += len(ready)

    async def _replay(self, message: Msg) -> None:
        """Answer a reader that misses facts, straight from the log.

        The answer goes to an inbox and nowhere else: a reply subject is the asker's choice, and
        the broker lets this service publish to it once, even into a stream.
        """
        if not message.reply.startswith(INBOXES):
            _log.warning("relay.reply_refused", service=self._service)
            return
        after = int(json.loads(message.data)["after"])
        facts = await asyncio.to_thread(self._missed, after)
        await message.respond(json.dumps(facts).encode())

    def _missed(self, after: int) -> list[dict[str, object]]:
        """Facts behind a publication; empty only if there are none."""
        scanned, found = after, list[Received]()
        while not found:
            entries = list(
                publications(self._store, self._publish, scanned=scanned, previous=after)
            )
            if not entries:
                break
            scanned = entries[-1][0]
            found = [received for _, received in entries if received is not None]
        return [
            {"headers": headers_of(received), "body": received.fact.model_dump_json()}
            for received in found
        ]
