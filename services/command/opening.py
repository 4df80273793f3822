"""A service on its stored settings, for the length of a command."""

from __future__ import annotations

from contextlib import closing

from services.command.embedded.system import prepare
from services.conference.app import Conference
from services.conference.app import build as build_conference
from services.intake.app import Intake
from services.intake.app import build as build_intake
from services.placement.app import Placement
from services.placement.app import build as build_placement
from services.stats.app import Stats
from services.stats.app import build as build_stats
from shared.calendar import system_clock
from shared.facts.fact import Service
from shared.settings import (
    Settings,
    home_from_environment,
    is_configured_by_environment,
    settings_of_store,
)


def intake_opened() -> closing[Intake]:
    """Intake, for the length of a block."""
    return closing(build_intake(_settings_of("intake"), system_clock))


def conference_opened() -> closing[Conference]:
    """Conference, for the length of a block."""
    return closing(build_conference(_settings_of("conference"), system_clock))


def placement_opened() -> closing[Placement]:
    """Placement, for the length of a block."""
    return closing(build_placement(_settings_of("placement"), system_clock))


def stats_opened() -> closing[Stats]:
    """Stats, for the length of a block."""
    return closing(build_stats(_settings_of("stats"), system_clock))


def _settings_of(service: Service) -> Settings:
    """From the environment, else from the folder, which is made ready before its first use."""
    if not is_configured_by_environment():
        prepare(home_from_environment())
    return settings_of_store(service)
