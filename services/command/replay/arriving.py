"""Between two services lies a broker: who acts next must have heard of what went before."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from services.command.arrival import WITHIN_SECONDS
from shared.arrival import wait_for_arrival
from shared.broker import connected
from shared.facts.fact import Service as ServiceName
from shared.service import Service


class Arriving:
    """Waits until every service that acts knows what the others have published.

    Args:
        services: the services of the journeys, by name.
    """

    def __init__(self, services: Mapping[ServiceName, Service]) -> None:
        self._services = services
        self._positions: list[int] = []

    def wait(self) -> None:
        """Walk from service to service until a whole walk finds nothing new.

        Raises:
            Refusal: ``facts-have-not-arrived``.
        """
        while (positions := self._ends()) != self._positions:
            asyncio.run(self._walk())
            self._positions = positions

    def _ends(self) -> list[int]:
        return [service.store.position() for service in self._services.values()]

    async def _walk(self) -> None:
        for service in self._services.values():
            async with connected(service.settings.broker) as client:
                await wait_for_arrival(service.store, client, WITHIN_SECONDS)


def let_time_pass(services: Iterable[Service]) -> None:
    """Do what services do because time passes, until nothing of it is left.

    The services that run live by today's clock; these are built with the journey's.
    """
    for service in services:
        while service.rounds is not None and service.rounds():
            pass
