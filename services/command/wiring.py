"""The four services by name, for a command that is about any of them."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from shared.calendar import Clock
from shared.service import Service
from shared.settings import Settings


def build(settings: Settings, clock: Clock) -> Service:
    """Wire the service that the settings are for; the other three are not even loaded.

    Every service has its ``build`` in its ``app``.
    """
    app = import_module(f"services.{settings.service}.app")
    return cast("Service", app.build(settings, clock))
