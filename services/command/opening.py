"""A service on its stored settings, for the length of a command; the others are not loaded."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, cast

from services.command.embedded.system import prepare
from services.command.wiring import build
from shared.calendar import system_clock
from shared.facts.fact import Service
from shared.service import Service as Wired
from shared.settings import (
    home_from_environment,
    is_configured_by_environment,
    settings_of_store,
)

if TYPE_CHECKING:
    from services.conference.app import Conference
    from services.intake.app import Intake
    from services.placement.app import Placement
    from services.stats.app import Stats


def intake_opened() -> closing[Intake]:
    """Intake, for the length of a block."""
    return closing(cast("Intake", _wired("intake")))


def conference_opened() -> closing[Conference]:
    """Conference, for the length of a block."""
    return closing(cast("Conference", _wired("conference")))


def placement_opened() -> closing[Placement]:
    """Placement, for the length of a block."""
    return closing(cast("Placement", _wired("placement")))


def stats_opened() -> closing[Stats]:
    """Stats, for the length of a block."""
    return closing(cast("Stats", _wired("stats")))


def _wired(service: Service) -> Wired:
    """On the settings of the environment, else of the folder, made ready before its first use."""
    if not is_configured_by_environment():
        prepare(home_from_environment(), (service,))
    return build(settings_of_store(service), system_clock)
