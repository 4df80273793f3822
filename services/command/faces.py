"""What each service offers over HTTP; apart from :mod:`services.command.wiring`, which is quick."""

from __future__ import annotations

from starlette.routing import BaseRoute

from services.conference.app import Conference
from services.conference.http import routes_of as conference_routes
from shared.calendar import Clock
from shared.service import Service


def routes_of(service: Service, clock: Clock) -> list[BaseRoute]:
    """The routes of a service besides its health; none for most of them."""
    return [*conference_routes(service, clock)] if isinstance(service, Conference) else []
