"""Load over HTTP from one process: kept connections, and instants that leave nothing out.

Python's general clients need about a millisecond of processor for a request, as much as what they
would measure on the same two cores. Here prepared bytes go out, and httptools, which is uvicorn's
own parser, finds where an answer ends.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

import httptools

CONNECTIONS = 64
"""So many requests are under way at most when they come at their own pace; others wait here."""

DRAIN_SECONDS = 3.0
"""So long after the last one is due is waited for answers; then those without one are given up."""

ANSWER_WITHIN_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Ask:
    """A request, ready to be sent.

    Attributes:
        port: of the service, on this machine.
        message: all of its bytes.
        status: with which it is answered when all is well.
    """

    port: int
    message: bytes
    status: int = 200


@dataclass(slots=True)
class Answered:
    """How requests were answered.

    Attributes:
        first_ms: until the first byte of each answer.
        ms: until the last.
        seconds: all together.
        given_up: how many had no answer; each counts with the time until it was given up.
        wrong: how often another status came than should have.
        body: of the last answer.
    """

    first_ms: list[float] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    seconds: float = 0.0
    given_up: int = 0
    wrong: Counter[int] = field(default_factory=Counter)
    body: bytes = b""

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return (len(self.ms) - self.given_up) / self.seconds

    def note(self, one: Connection, ask: Ask, began: float) -> None:
        """Take one answer in."""
        self.first_ms.append((one.first - began) * 1_000)
        self.ms.append((one.last - began) * 1_000)
        self.body = bytes(one.body)
        if one.status != ask.status:
            self.wrong[one.status] += 1

    def expect_right(self, what: str) -> Answered:
        """Refuse to count refusals as answers."""
        if self.wrong:
            raise RuntimeError(f"{what}: {dict(self.wrong)} {self.body[:300]!r}")
        return self


class Connection(asyncio.Protocol):
    """One kept connection: one request at a time."""

    def __init__(self) -> None:
        self.status, self.first, self.last = 0, 0.0, 0.0
        self.body = bytearray()
        self._transport: asyncio.Transport | None = None
        self._answered: asyncio.Future[None] | None = None
        self._parser = httptools.HttpResponseParser(self)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Keep what is written to."""
        self._transport = transport

    async def ask(self, message: bytes) -> None:
        """Send, and wait until the answer is here; then its status and instants stand in here."""
        assert self._transport is not None
        self.first = 0.0
        self.body.clear()
        self._parser = httptools.HttpResponseParser(self)
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(message)
        async with asyncio.timeout(ANSWER_WITHIN_SECONDS):
            await self._answered

    def data_received(self, data: bytes) -> None:
        """Note the first byte, and read on."""
        self.first = self.first or time.perf_counter()
        self._parser.feed_data(data)

    def on_body(self, body: bytes) -> None:
        """Keep what is told."""
        self.body += body

    def on_message_complete(self) -> None:
        """The answer is whole."""
        self.status, self.last = self._parser.get_status_code(), time.perf_counter()
        if self._answered is not None and not self._answered.done():
            self._answered.set_result(None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Whoever waits waits no longer."""
        if self._answered is not None and not self._answered.done():
            self._answered.set_exception(exc or ConnectionResetError())

    def close(self) -> None:
        """Hang up."""
        if self._transport is not None:
            self._transport.close()


@asynccontextmanager
async def connections(port: int, count: int) -> AsyncIterator[list[Connection]]:
    """So many connections to a port of this machine."""
    loop = asyncio.get_running_loop()
    made = [(await loop.create_connection(Connection, "127.0.0.1", port))[1] for _ in range(count)]
    try:
        yield made
    finally:
        for one in made:
            one.close()


async def closed_loop(asks: Iterator[Ask], port: int, at_once: int, seconds: float) -> Answered:
    """Each of so many sends its next request when it has its answer.

    Args:
        asks: the next request, of whoever is ready for it.
        port: where all of them go.
        at_once: how many.
        seconds: how long, if there are requests for so long.
    """
    answered = Answered()
    async with connections(port, at_once) as made:
        began = time.perf_counter()

        async def work(one: Connection) -> None:
            while time.perf_counter() < began + seconds and (ask := next(asks, None)):
                sent = time.perf_counter()
                await one.ask(ask.message)
                answered.note(one, ask, sent)

        await asyncio.gather(*(work(one) for one in made))
        answered.seconds = time.perf_counter() - began
    return answered


async def open_loop(asks: Sequence[Ask], per_second: float) -> Answered:
    """Requests come at their own pace, whether the ones before are answered or not.

    Each is timed from the instant at which it was due, so that one that had to wait, here or
    there, has waited in the figures, too (no coordinated omission).

    Args:
        asks: in order.
        per_second: how many become due a second.
    """
    async with AsyncExitStack() as stack:
        free = {
            port: await stack.enter_async_context(connections(port, CONNECTIONS))
            for port in sorted({one.port for one in asks})
        }
        return await _Pace(asks, per_second, free).keep()


class _Pace:
    """Requests that become due one after the other.

    Args:
        asks: in order.
        per_second: how many become due a second.
        free: by port, the connections that nobody uses.
    """

    def __init__(
        self, asks: Sequence[Ask], per_second: float, free: dict[int, list[Connection]]
    ) -> None:
        self._asks = asks
        self._per_second = per_second
        self._free = free
        self._waiting: dict[int, deque[int]] = {port: deque() for port in free}
        self._due: dict[int, float] = {}
        self._answered = Answered()

    async def keep(self) -> Answered:
        """Send everything when it is due, and wait for answers for a while after the last."""
        began, working = time.perf_counter(), set[asyncio.Task[None]]()
        for number, ask in enumerate(self._asks):
            at = began + number / self._per_second
            if (early := at - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            self._due[number] = at
            self._waiting[ask.port].append(number)
            if self._free[ask.port]:
                task = asyncio.create_task(self._work(ask.port, self._free[ask.port].pop()))
                working.add(task)
                task.add_done_callback(working.discard)
        if working:
            await asyncio.wait(set(working), timeout=DRAIN_SECONDS)
        return await self._end(began, set(working))

    async def _work(self, port: int, connection: Connection) -> None:
        waiting = self._waiting[port]
        while waiting:
            number = waiting.popleft()
            await connection.ask(self._asks[number].message)
            self._answered.note(connection, self._asks[number], self._due.pop(number))
        self._free[port].append(connection)

    async def _end(self, began: float, working: set[asyncio.Task[None]]) -> Answered:
        answered, now = self._answered, time.perf_counter()
        for task in working:
            task.cancel()
        for outcome in await asyncio.gather(*working, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome
        answered.seconds = now - began
        answered.given_up = len(self._due)
        answered.ms += [(now - at) * 1_000 for at in self._due.values()]
        return answered
