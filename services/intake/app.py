"""The one place where intake is wired."""

from __future__ import annotations

from dataclasses import dataclass

from services.intake import handlers, published, views
from services.intake.application import IntakeApplication
from shared.calendar import Clock
from shared.service import Service, open_sealer, open_store
from shared.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake(Service):
    """The intake service, wired."""

    application: IntakeApplication


def build(settings: Settings, clock: Clock) -> Intake:
    """Wire intake."""
    store = open_store(settings, views.VIEWS)
    sealer = open_sealer(settings)
    return Intake(
        settings=settings,
        store=store,
        sealer=sealer,
        publish=published.publish,
        handle=handlers.handler(sealer),
        application=IntakeApplication(store, sealer, clock),
    )
