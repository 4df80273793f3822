"""The four services by name, for a command that is about any of them."""

from __future__ import annotations

from collections.abc import Callable

from services.conference import app as conference
from services.intake import app as intake
from services.placement import app as placement
from services.stats import app as stats
from shared import facts
from shared.calendar import Clock
from shared.service import Service
from shared.settings import Settings

_BUILDERS: dict[facts.Service, Callable[[Settings, Clock], Service]] = {
    "intake": intake.build,
    "conference": conference.build,
    "placement": placement.build,
    "stats": stats.build,
}


def build(settings: Settings, clock: Clock) -> Service:
    """Wire the service that the settings are for."""
    return _BUILDERS[settings.service](settings, clock)
