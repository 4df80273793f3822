"""The one place where placement is wired."""

from __future__ import annotations

from dataclasses import dataclass

from services.placement import handlers, published, views
from services.placement.application import Desk, PlacementApplication
from shared.calendar import Clock
from shared.service import Service, open_sealer, open_store
from shared.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement(Service):
    """The placement service, wired."""

    application: PlacementApplication


def build(settings: Settings, clock: Clock) -> Placement:
    """Wire placement."""
    store = open_store(settings, views.VIEWS, views.FOREIGN_TABLES)
    sealer = open_sealer(settings)
    return Placement(
        settings=settings,
        store=store,
        sealer=sealer,
        publish=published.publish,
        handle=handlers.handler(sealer),
        application=PlacementApplication(Desk(store, sealer, clock)),
    )
