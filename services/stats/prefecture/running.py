"""The running hub in one process: its reception, and what it answers about itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from fastapi import FastAPI, Response
from starlette.routing import BaseRoute

from services.stats.prefecture.app import Prefecture
from services.stats.prefecture.handlers import handle
from services.stats.prefecture.reception import Reception
from shared.broker.connection import connected
from shared.calendar import Clock
from shared.http.app import http_app
from shared.running import run_together


def app_of(service: Prefecture, reception: Reception, routes: Sequence[BaseRoute] = ()) -> FastAPI:
    """What the hub answers: its own routes, and how it is, in numbers only."""
    app = http_app("tsunagu prefecture", routes)

    @app.get("/health/live")
    async def live() -> dict[str, str]:
        return {"service": service.name}

    @app.get("/health/ready")
    async def ready(response: Response) -> dict[str, object]:
        put_aside = await asyncio.to_thread(service.application.put_aside)
        response.status_code = 200 if reception.ready else 503
        return {
            "service": service.name,
            "listening": reception.ready,
            "municipalities": len(service.application.register.entries),
            "dead_letters": put_aside,
        }

    return app


async def run_prefecture(
    service: Prefecture, clock: Clock, routes: Sequence[BaseRoute] = ()
) -> None:
    """Run the hub until SIGTERM or SIGINT; a part that fails ends the process.

    Args:
        service: wired.
        clock: the present instant.
        routes: what it offers over HTTP besides ``/health``.
    """
    async with connected(service.settings.broker) as client:
        reception = Reception(service.store, handle, clock)
        await run_together(service, app_of(service, reception, routes), [reception.run(client)])
