"""A service's pages: its addresses under one roof, with the stylesheet and the way in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from shared.calendar import Clock
from shared.http.statuses import Statuses
from shared.pages.counter import Counter
from shared.pages.route import PageRoute
from shared.pages.session import Sessions
from shared.pages.writing import templates_of
from shared.service import Service
from shared.use_case import Bound, UseCase

STYLE_PATH = "/assets/tsunagu.css"
_KEPT = "public, max-age=3600"


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one service.

    Attributes:
        service: the first part of every address.
        package: where its templates lie (``services.intake.pages``).
        statuses: of the service's refusals, the same as over HTTP.
        page_routes: every address, each with its handler.
    """

    service: str
    package: str
    statuses: Statuses
    page_routes: tuple[PageRoute, ...]

    def path_of(self, route: PageRoute) -> str:
        """The whole path of an address: ``/intake/pages/cases/{case_id}``."""
        return f"/{self.service}/pages{route.path}"

    def routes(
        self, use_cases: Mapping[str, tuple[UseCase, Bound]], service: Service, clock: Clock
    ) -> list[BaseRoute]:
        """What the service shows to people.

        Args:
            use_cases: of the application, wired.
            service: who vouches for the people who look, and which agencies it knows.
            clock: by which sessions expire.

        Raises:
            ValueError: a page declares a use case that the service does not offer.
        """
        sessions = Sessions(service.settings, clock, service.register)
        counter = Counter(
            sessions, self.statuses, templates_of(self.package), use_cases, clock, self.service
        )
        for one in self.page_routes:
            if missing := set(one.uses) - use_cases.keys():
                raise ValueError(f"{self.path_of(one)} asks for {sorted(missing)}")
        return [
            *sessions.routes(),
            Route("/", counter.start, methods=["GET"]),
            Route(f"/{self.service}/pages{STYLE_PATH}", _style, methods=["GET"]),
            Route(f"/{self.service}/pages", _with_slash, methods=["GET"]),
            *(
                Route(self.path_of(one), counter.of(one), methods=[one.method])
                for one in self.page_routes
            ),
            Route(f"/{self.service}/pages/{{rest:path}}", counter.nowhere, methods=["GET", "POST"]),
        ]


_STYLE = (files("shared.pages") / "assets" / "tsunagu.css").read_bytes()


async def _style(_request: Request) -> Response:
    return Response(_STYLE, media_type="text/css", headers={"Cache-Control": _KEPT})


async def _with_slash(request: Request) -> Response:
    return RedirectResponse(f"{request.url.path}/", 303)
