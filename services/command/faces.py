"""What each service offers over HTTP; apart from :mod:`services.command.wiring`, which is quick."""

from __future__ import annotations

from starlette.routing import BaseRoute

from services.conference.app import Conference
from services.conference.http import FACE as CONFERENCE
from services.placement.app import Placement
from services.placement.http import FACE as PLACEMENT
from shared.calendar import Clock
from shared.service import Service


def routes_of(service: Service, clock: Clock) -> list[BaseRoute]:
    """The routes of a service besides its health; none for those that offer nothing yet."""
    match service:
        case Conference():
            return [*CONFERENCE.routes(service.application.use_cases(), service.settings, clock)]
        case Placement():
            return [*PLACEMENT.routes(service.application.use_cases(), service.settings, clock)]
    return []
