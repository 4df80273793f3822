"""The load over HTTP: whoever waits has waited in the figures, and a refusal is no answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import pytest

from bench import http_load
from bench.http_load import CONNECTIONS, Ask, closed_loop, open_loop

QUESTION = b"GET / HTTP/1.1\r\nHost: here\r\n\r\n"
AT_ONCE = 1_000_000.0
"""A second: all of them are due at once."""

SHUT_SECONDS = 0.5
"""So long is nobody answered, once as many have come as there are connections."""

Answer = Callable[[], Awaitable[bytes]]


@asynccontextmanager
async def server(answer: Answer) -> AsyncIterator[int]:
    """The port of a server that answers every request so."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                writer.write(await answer())
        except asyncio.IncompleteReadError:
            writer.close()

    listening = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield listening.sockets[0].getsockname()[1]
    finally:
        listening.close()


def _told(status: str, body: bytes = b"{}") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def test_whoever_found_no_free_connection_has_waited_from_when_they_were_due() -> None:
    """Requests that are sent late, since those before are not answered, count from their due."""
    came: list[float] = []
    opened = asyncio.Event()

    async def answer() -> bytes:
        came.append(time.perf_counter())
        if len(came) == CONNECTIONS:
            asyncio.get_running_loop().call_later(SHUT_SECONDS, opened.set)
        await opened.wait()
        return _told("200 OK")

    async with server(answer) as port:
        found = await open_loop([Ask(port, QUESTION)] * (CONNECTIONS + 36), AT_ONCE)

    assert len(found.ms) == len(came) == CONNECTIONS + 36
    assert found.given_up == 0
    assert min(found.ms) > SHUT_SECONDS * 1_000 - 1


async def test_requests_without_an_answer_are_counted_with_the_time_they_waited(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is given up is no answer, and is not left out of the durations either."""
    monkeypatch.setattr(http_load, "DRAIN_SECONDS", 0.2)

    async def never() -> bytes:
        await asyncio.Event().wait()
        return b""

    async with server(never) as port:
        found = await open_loop([Ask(port, QUESTION)] * 5, AT_ONCE)

    assert (found.given_up, len(found.ms), found.per_second) == (5, 5, 0)
    assert min(found.ms) >= 100


async def test_every_answer_of_a_closed_loop_is_counted_with_its_first_byte() -> None:
    """All requests there are, by so many at once; the first byte is never later than the last."""

    async def answer() -> bytes:
        return _told("201 Created", b"x" * 100_000)

    async with server(answer) as port:
        asks = iter([Ask(port, QUESTION, 201)] * 20)
        found = (await closed_loop(asks, port, 4, 60.0)).expect_right("made")

    assert len(found.ms) == len(found.first_ms) == 20
    assert all(first <= last for first, last in zip(found.first_ms, found.ms, strict=True))
    assert found.body == b"x" * 100_000
    assert found.per_second > 0


async def test_refusals_are_not_counted_as_answers() -> None:
    """A status that should not have come stops the measurement, and says which."""
    statuses: Iterator[str] = iter(["200 OK", "503 Service Unavailable"])

    async def answer() -> bytes:
        return _told(next(statuses))

    async with server(answer) as port:
        found = await closed_loop(iter([Ask(port, QUESTION)] * 2), port, 1, 60.0)

    with pytest.raises(RuntimeError, match="503"):
        found.expect_right("asked")
