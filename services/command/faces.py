"""What each service offers over HTTP; apart from :mod:`services.command.wiring`, which is quick."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from starlette.routing import BaseRoute

from shared.calendar import Clock
from shared.facts.fact import SERVICES
from shared.http.face import Face
from shared.operation import with_operation
from shared.pages import Pages
from shared.pages.operation import with_operation_pages


def routes_of(service: Any, clock: Clock) -> list[BaseRoute]:  # noqa: ANN401 - any service's own
    """The routes of a service besides its health.

    Every service has its ``FACE`` in its ``http`` and its ``PAGES`` in its ``pages``, beside the
    ``app`` in which it is wired; those of the others are not loaded.
    """
    package = type(service).__module__.removesuffix(".app")
    face: Face = import_module(f"{package}.http").FACE
    pages: Pages = import_module(f"{package}.pages").PAGES
    offered = service.application.use_cases()
    if face.name in SERVICES:  # a prefecture's hub is looked after with ``tsunagu prefecture``
        offered = with_operation(offered, service, clock)
        pages = with_operation_pages(pages)
    return [*face.routes(offered, service, clock), *pages.routes(offered, service, clock)]
