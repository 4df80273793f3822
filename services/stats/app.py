"""The one place where stats is wired."""

from __future__ import annotations

from dataclasses import dataclass

from services.stats import handlers, published, views
from services.stats.application import StatsApplication
from shared.calendar import Clock
from shared.service import Service, open_sealer, open_store
from shared.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Stats(Service):
    """The stats service, wired."""

    application: StatsApplication


def build(settings: Settings, clock: Clock) -> Stats:
    """Wire stats."""
    store = open_store(settings, (), views.FOREIGN_TABLES + views.FORMER_TABLES)
    return Stats(
        settings=settings,
        store=store,
        sealer=open_sealer(settings),
        publish=published.publish,
        handle=handlers.handle,
        application=StatsApplication(store, clock),
    )
