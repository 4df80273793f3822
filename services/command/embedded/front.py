"""One port for everything on one machine: hands each request on to the service it is for.

On servers a town hall's own reverse proxy does this (``deploy/front``); here nothing has to be set
up. It changes nothing but the hop-by-hop headers, keeps nothing, and answers to the names of this
machine only, so that a page of another site cannot reach it under a name of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from http import HTTPStatus

import httpx
from starlette.applications import Starlette
from starlette.background import BackgroundTask
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from services.command.embedded.issuer_app import issuer_app
from services.command.embedded.ports import Ports
from shared.broker.prefecture import READER
from shared.calendar import system_clock
from shared.cancellation import when_told_to_stop
from shared.http.routes import refused
from shared.http.serving import server_for
from shared.http.statuses import Statuses
from shared.log import configure_logging
from shared.refusal import Refusal
from shared.settings import home_from_environment

ANSWERED_WITHIN_SECONDS = 120.0
"""The longest a use case takes: closing a return waits for what is on its way."""

KEPT_OPEN_SECONDS = 5.0
"""So long is a connection to a service kept for a next request; the service keeps it longer
(``shared.http.serving``)."""

FIRST = "intake"
"""Answers at ``/`` and for sessions, which are the same in every service."""

HUB = "prefecture"
"""The first part of every path of a prefecture's hub."""

OWN_NAMES = ["127.0.0.1", "localhost", "[::1]"]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
_READING = frozenset({"GET", "HEAD"})
_BODY = frozenset({"content-length", "transfer-encoding"})
"""Whoever sends a body says so in one of these (RFC 9112 §6.3)."""

_NOT_PASSED_ON = frozenset(
    b"connection keep-alive proxy-authenticate proxy-authorization te trailer transfer-encoding"
    b" upgrade date".split()
)
"""Hop-by-hop headers, and the date, which whoever answers writes."""


class Front:
    """Hands requests on by the first part of their path.

    Args:
        ports: where each service listens on this machine.
        first: the service for what belongs to none of them.
    """

    def __init__(self, ports: Mapping[str, int], first: str) -> None:
        self._ports = ports
        self._first = first
        self._client = httpx.AsyncClient(
            timeout=ANSWERED_WITHIN_SECONDS,
            trust_env=False,
            limits=httpx.Limits(keepalive_expiry=KEPT_OPEN_SECONDS),
        )

    async def close(self) -> None:
        """Give the connections back."""
        await self._client.aclose()

    async def hand_on(self, request: Request) -> Response:
        """Ask the service and pass on what it answers."""
        part = request.url.path.split("/", 2)[1]
        port = self._ports.get(part, self._ports[self._first])
        path = request.scope["raw_path"]
        query = b"?" + request.scope["query_string"] if request.scope["query_string"] else b""
        asked = self._client.build_request(
            request.method,
            httpx.URL(f"http://127.0.0.1:{port}", raw_path=path + query),
            headers=[pair for pair in request.headers.raw if pair[0] not in _NOT_PASSED_ON],
            content=request.stream() if _BODY.intersection(request.headers) else None,
        )
        try:
            answer = await self._answer(asked)
        except httpx.TransportError:
            return refused(_silent(), Statuses({"service-silent": HTTPStatus.BAD_GATEWAY}))
        passed = StreamingResponse(
            answer.aiter_raw(), answer.status_code, background=BackgroundTask(answer.aclose)
        )
        passed.raw_headers = [
            (name.lower(), value)
            for name, value in answer.headers.raw
            if name.lower() not in _NOT_PASSED_ON
        ]
        return passed

    async def _answer(self, asked: httpx.Request) -> httpx.Response:
        """Ask; once more where a kept connection was just being closed and nothing can be lost."""
        try:
            return await self._client.send(asked, stream=True)
        except (httpx.NetworkError, httpx.RemoteProtocolError):
            if asked.method not in _READING or _BODY.intersection(asked.headers):
                raise
            return await self._client.send(asked, stream=True)


def front_app(ports: Mapping[str, int], first: str, issuer: ASGIApp | None = None) -> Starlette:
    """Make the one port's app.

    Args:
        ports: where each service listens on this machine.
        first: the service for what belongs to none of them.
        issuer: who vouches for people while the system is tried out; below ``/issuer``.
    """
    front = Front(ports, first)

    @asynccontextmanager
    async def life(_app: Starlette) -> AsyncIterator[None]:
        yield
        await front.close()

    routes: list[Route | Mount] = [Mount("/issuer", issuer)] if issuer else []
    routes.append(Route("/{path:path}", front.hand_on, methods=METHODS))
    app = Starlette(routes=routes, lifespan=life)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=OWN_NAMES, www_redirect=False)
    return app


def _silent() -> Refusal:
    return Refusal(
        "service-silent",
        "サービスが応答しません。",
        "少し待ってから、もう一度開いてください。続くときは運用担当に伝えてください。",
    )


def main() -> None:
    """Run the one port of the system on ``TSUNAGU_HOME`` until SIGTERM."""
    home = home_from_environment()
    ports = Ports.read(home)
    configure_logging("front", home.logs / "front.log")
    services = {str(name): port for name, port in ports.http.items()}
    if FIRST not in services:  # a prefecture's hub: its one service goes by another name
        services = {HUB: services[READER]}
    first = FIRST if FIRST in services else HUB
    app = front_app(
        services,
        first,
        issuer_app(home, f"http://127.0.0.1:{ports.front}", first, system_clock),
    )
    asyncio.run(_serve(app, ports.front))


async def _serve(app: Starlette, port: int) -> None:
    server = server_for(app, "127.0.0.1", port)

    def stop() -> None:
        server.should_exit = True

    when_told_to_stop(stop)
    await server.serve()


if __name__ == "__main__":
    main()
