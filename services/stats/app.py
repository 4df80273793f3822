"""The one place where stats is wired."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from functools import partial

from services.stats import handlers, published, views
from services.stats.application import StatsApplication
from services.stats.application.arriving import nobody_confirms
from services.stats.hand_in import HandIn
from services.stats.views.returns import IssuedReturns
from services.stats.views.submissions import Submissions
from shared.arrival import wait_for_arrival
from shared.broker import connected
from shared.calendar import Clock
from shared.known_agencies import known_agency
from shared.service import Service, open_sealer, open_store
from shared.settings import Settings
from shared.store import EventStore

ARRIVED_WITHIN_SECONDS = 60.0
"""So long somebody who closes a return waits for what is on its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats(Service):
    """The stats service, wired."""

    application: StatsApplication


def build(settings: Settings, clock: Clock) -> Stats:
    """Wire stats."""
    store = open_store(settings, (IssuedReturns(), Submissions()), views.TABLES)
    return Stats(
        settings=settings,
        store=store,
        sealer=open_sealer(settings),
        publish=published.publish,
        register=partial(known_agency, store),
        handle=handlers.handle,
        couriers=(HandIn(store, clock),),
        application=StatsApplication(store, clock, partial(_confirm_arrival, settings, store)),
    )


def _confirm_arrival(settings: Settings, store: EventStore) -> None:
    """Ask the sources, over the broker, whether anything is still on its way."""

    async def work() -> None:
        async with asyncio.timeout(ARRIVED_WITHIN_SECONDS), connected(settings.broker) as client:
            await wait_for_arrival(store, client, ARRIVED_WITHIN_SECONDS)

    try:
        asyncio.run(work())
    except TimeoutError:
        nobody_confirms()
