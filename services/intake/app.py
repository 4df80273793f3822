"""The one place where intake is wired."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from services.intake import handlers, published, views
from services.intake.application import IntakeApplication
from services.intake.application.finding import digests_with
from shared.calendar import Clock
from shared.known_agencies import known_agency
from shared.service import Service, open_sealer, open_store
from shared.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake(Service):
    """The intake service, wired."""

    application: IntakeApplication


def build(settings: Settings, clock: Clock) -> Intake:
    """Wire intake."""
    sealer = open_sealer(settings)
    store = open_store(settings, views.views_with(digests_with(sealer)), views.FOREIGN_TABLES)
    return Intake(
        settings=settings,
        store=store,
        sealer=sealer,
        publish=published.publish,
        register=partial(known_agency, store),
        handle=handlers.handler(sealer),
        application=IntakeApplication(store, sealer, clock),
    )
