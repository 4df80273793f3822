"""One service over HTTP without a broker: the real application, store and server, in a thread."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
from starlette.types import ASGIApp

from services.command.embedded.nats_server import free_port
from services.command.embedded.system import prepare
from services.command.faces import routes_of
from services.command.wiring import build
from shared.calendar import Clock, system_clock
from shared.facts.fact import Service
from shared.http.app import http_app
from shared.http.serving import Server, server_for
from shared.service import Service as Wired
from shared.settings import Home
from tests.behaviour.http_counter import Counter

PATIENCE_SECONDS = 30


class _Started(Server):
    """A server that tells when it has started."""

    started_up: threading.Event

    async def startup(self, sockets: None = None) -> None:  # type: ignore[override]
        """Start, and say so."""
        await super().startup(sockets)
        self.started_up.set()


@contextmanager
def served(app: ASGIApp) -> Iterator[str]:
    """Where an app answers over a real socket, for the length of a block."""
    port = free_port()
    server = server_for(app, "127.0.0.1", port)
    server.__class__ = _Started
    assert isinstance(server, _Started)
    server.started_up = threading.Event()
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    assert server.started_up.wait(PATIENCE_SECONDS)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)
        assert not thread.is_alive()


@contextmanager
def counter_alone(
    folder: Path,
    service: Service,
    place: tuple[str, str] | None = None,
    clock: Clock = system_clock,
) -> Iterator[tuple[Counter, Wired]]:
    """A service on its own, for the length of a block.

    Args:
        folder: becomes its home.
        service: which.
        place: URL and password of its database; else SQLite in the folder.
        clock: by which it lives.
    """
    home = Home(folder / "home")
    prepare(home)
    settings = home.settings(service)
    if place:
        settings = replace(settings, database_url=place[0], database_password=place[1])
    wired = build(settings, clock)
    wired.migrate()
    app = http_app(f"tsunagu {service}", routes_of(wired, clock))
    with served(app) as address, httpx.Client(base_url=address, timeout=60) as client:
        yield Counter(home, client, service), wired
    wired.close()
