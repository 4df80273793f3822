"""One running service in one process: its relay, its inbox, its answers, its rounds."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Coroutine, Sequence
from typing import Any

from fastapi import FastAPI, Response
from starlette.routing import BaseRoute

from shared.asking import Answering
from shared.broker.connection import connected
from shared.calendar import Clock
from shared.cancellation import end, when_told_to_stop
from shared.http.app import http_app
from shared.http.serving import server_for
from shared.inbox import dead_letters
from shared.inbox.inbox import Inbox
from shared.log import get_logger
from shared.relay import Relay
from shared.rounds import Rounds
from shared.service import Service

LAG_THAT_IS_ILL = 10_000

_log = get_logger()


def app_of(
    service: Service, relay: Relay, inbox: Inbox, routes: Sequence[BaseRoute] = ()
) -> FastAPI:
    """What a service answers: its own routes, and how it is.

    ``/health/live``: the process answers. ``/health/ready``: it does its work. Both hold numbers
    only.
    """
    app = http_app(f"tsunagu {service.name}", routes)

    @app.get("/health/live")
    async def live() -> dict[str, str]:
        return {"service": service.name}

    @app.get("/health/ready")
    async def ready(response: Response) -> dict[str, object]:
        letters = await asyncio.to_thread(dead_letters, service.store)
        relays = relay.connected and not relay.stream_is_ahead and relay.lag < LAG_THAT_IS_ILL
        is_ready = relays and inbox.ready
        response.status_code = 200 if is_ready else 503
        return {
            "service": service.name,
            "broker_connected": relay.connected,
            "listening": inbox.ready,
            "relay_lag": relay.lag,
            "stream_ahead_of_store": relay.stream_is_ahead,
            "applied": {source: reader.applied for source, reader in inbox.readers.items()},
            "dead_letters": len(letters),
        }

    return app


async def run_service(service: Service, clock: Clock, routes: Sequence[BaseRoute] = ()) -> None:
    """Run a service until SIGTERM or SIGINT; a part that fails ends the process.

    Args:
        service: wired.
        clock: the present instant.
        routes: what it offers over HTTP besides ``/health``.
    """
    async with connected(service.settings.broker) as client:
        relay = Relay(service.name, service.store, service.publish, client)
        inbox = Inbox(service.store, service.handle, service.settings.broker, client, clock)
        work = [relay.run(), inbox.run(), Answering(service.answers, client).run()]
        work += [courier.run(client) for courier in service.couriers]
        if service.rounds is not None:
            work.append(Rounds(service.rounds).run())
        await run_together(service, app_of(service, relay, inbox, routes), work)


async def run_together(
    service: Service, app: FastAPI, work: Sequence[Coroutine[Any, Any, None]]
) -> None:
    """Do a service's work and answer for it, until SIGTERM or SIGINT or a part fails.

    Args:
        service: wired; it is closed at the end.
        app: what it answers over HTTP.
        work: its parts, each of which works until it is cancelled.
    """
    stop = asyncio.Event()
    when_told_to_stop(stop.set)
    _settle()
    server = server_for(app, service.settings.http_host, service.settings.http_port)
    _log.info("service.started", service=service.name)
    serving = asyncio.create_task(server.serve())
    working = [asyncio.ensure_future(one) for one in (*work, stop.wait())]
    try:
        done, _ = await asyncio.wait([serving, *working], return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        server.should_exit = True
        await end(working)
        await asyncio.gather(serving, *working, return_exceptions=True)
        service.close()
        _log.info("service.stopped", service=service.name)


def _settle() -> None:
    """Take what was made at the start out of the garbage collector's rounds: it stays anyway.

    Going through it again would hold every request up for some hundredths of a second.
    """
    gc.collect()
    gc.freeze()
