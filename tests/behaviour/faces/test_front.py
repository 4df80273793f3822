"""The one port of the embedded run: what it does when a service hangs up on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from services.command.embedded import front
from services.command.embedded.nats_server import free_port
from shared.http.serving import server_for

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


class HangsUp:
    """Answers the first request of a connection and hangs up on the second.

    So does a service whose connection has just been idle for too long.
    """

    def __init__(self) -> None:
        self.requests: list[bytes] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        self.requests.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(ANSWER)
        await writer.drain()
        if second := await reader.read(4096):
            self.requests.append(second)
        writer.close()


@asynccontextmanager
async def in_front_of(service: HangsUp) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody who asks through the front."""
    server = await asyncio.start_server(service, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    app = front.front_app({"intake": port}, "intake")
    async with (
        server,
        app.router.lifespan_context(app),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://127.0.0.1"
        ) as client,
    ):
        yield client


async def test_whoever_reads_does_not_notice_that_a_kept_connection_was_closed() -> None:
    """The front asks once more, over a connection of its own."""
    service = HangsUp()
    async with in_front_of(service) as client:
        answers = [await client.get("/intake/") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert len(service.requests) == 5


async def test_what_may_have_been_recorded_is_never_sent_twice() -> None:
    """A service that hung up may have heard: the front says that it is silent and leaves it."""
    service = HangsUp()
    async with in_front_of(service) as client:
        first = await client.get("/intake/")
        second = await client.post("/intake/cases", json={})
    assert (first.status_code, second.status_code) == (200, 502)
    assert second.json()["code"] == "service-silent"
    assert len(service.requests) == 2


async def test_a_service_that_is_gone_is_said_to_be_silent() -> None:
    """Once more is not for ever."""
    gone = front.front_app({"intake": free_port()}, "intake")
    transport = httpx.ASGITransport(gone)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        answer = await client.get("/intake/")
    assert (answer.status_code, answer.json()["code"]) == (502, "service-silent")


def test_a_service_keeps_a_connection_longer_than_the_front_does() -> None:
    """Otherwise both would drop it in the same instant, and a request would be lost in between."""
    server = server_for(front.front_app({"intake": 1}, "intake"), "127.0.0.1", 0)
    assert server.config.timeout_keep_alive > 2 * front.KEPT_OPEN_SECONDS
