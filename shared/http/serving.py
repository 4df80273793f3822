"""The server: what it holds against whoever sends too much, too slowly, or no HTTP at all."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from shared.http.app import HEADERS
from shared.http.problem import MEDIA_TYPE, problem_of
from shared.refusal import Refusal

LARGEST_HEAD = 64 * 1024
"""Bytes of address and headers; a token has at most 8 KiB."""

HEAD_WITHIN_SECONDS = 20.0
"""So long may address and headers take, and so long may a new connection say nothing."""

KEPT_OPEN_SECONDS = 30
"""So long is a connection kept for a next request: far longer than whoever hands requests on keeps
one, so that it never sends into a connection that is just being closed."""

AT_ONCE = 500
"""Connections and requests at once; more are told to come back (503)."""


class _Connection(HttpToolsProtocol):
    """A connection whose head is bounded in size and time."""

    _head = 0
    _deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._head_is_here()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        """A head begins."""
        self._expect_head()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is here."""
        self._head_is_here()
        super().on_headers_complete()

    def data_received(self, data: bytes) -> None:
        """Take in what was sent, as long as a head does not grow out of bounds."""
        super().data_received(data)
        if self._deadline is not None:
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                self._head_is_here()
                self.send_400_response("head too large")

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - English, and for programmers
        """Tell whoever does not speak HTTP so, as every refusal is told; then hang up."""
        refusal = Refusal(
            "http-unreadable",
            "求めの見出しを、HTTP として読み取れません。",
            "送り手のプログラムか、途中の機器を確かめてください。",
        )
        body = problem_of(refusal, 400).model_dump_json(exclude_none=True).encode()
        told = {
            **HEADERS,
            "Content-Type": MEDIA_TYPE,
            "Content-Length": str(len(body)),
            "Connection": "close",
        }
        head = "".join(f"{name}: {value}\r\n" for name, value in told.items()).encode()
        self.transport.write(STATUS_LINE[400] + head + b"\r\n" + body)
        self.transport.close()

    def _expect_head(self) -> None:
        self._head_is_here()
        self._head = 0
        self._deadline = self.loop.call_later(HEAD_WITHIN_SECONDS, self._hang_up)

    def _head_is_here(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _hang_up(self) -> None:
        self._deadline = None
        self.transport.close()


class Server(uvicorn.Server):
    """Uvicorn without signal handlers of its own: the service stops as a whole."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave signals to whoever runs the server."""
        yield


def server_for(app: ASGIApp, host: str, port: int) -> Server:
    """A server that says nothing about itself and believes nothing about where requests come from.

    Args:
        app: what answers.
        host: address to listen on.
        port: on which.
    """
    return Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            http=_Connection,
            ws="none",
            limit_concurrency=AT_ONCE,
            timeout_keep_alive=KEPT_OPEN_SECONDS,
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
        )
    )
