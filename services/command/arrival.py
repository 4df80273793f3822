"""Waiting until what was recorded has gone the whole way."""

from __future__ import annotations

import asyncio
from contextlib import closing

from services.command.embedded.ports import Ports
from services.command.wiring import build
from shared.arrival import wait_for_arrival
from shared.broker import connected
from shared.broker.topology import SUBSCRIPTIONS
from shared.calendar import system_clock
from shared.settings import Home, Settings

WITHIN_SECONDS = 120.0


async def wait_for_service(settings: Settings) -> int:
    """Wait until a service has taken in all that its sources have published.

    Returns:
        Where its own log ends then.
    """
    with closing(build(settings, system_clock)) as service:
        async with connected(settings.broker) as client:
            await wait_for_arrival(service.store, client, WITHIN_SECONDS)
        return service.store.position()


def wait_for_everything(home: Home, ports: Ports) -> None:
    """Wait along the road, from its beginning to its end, until a whole walk finds nothing new.

    Some roads lead back: what conference approves comes back to it as the others' answers.
    """

    async def walk() -> list[int]:
        return [
            await wait_for_service(home.settings(service, ports.nats, ports.http[service]))
            for service in sorted(SUBSCRIPTIONS, key=lambda name: len(SUBSCRIPTIONS[name]))
        ]

    before = asyncio.run(walk())
    while (after := asyncio.run(walk())) != before:
        before = after
