"""What a service shows of itself over HTTP: its catalogue as routes, and as a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from shared.calendar import Clock
from shared.http.openapi import openapi
from shared.http.routes import Authenticate, use_case_routes
from shared.http.statuses import Statuses
from shared.identity import Actor
from shared.refusal import Refusal
from shared.settings import Settings
from shared.tokens.verifier import TokenVerifier
from shared.use_case import Bound, UseCase


@dataclass(frozen=True, slots=True)
class Face:
    """One service over HTTP: every use case as a route, nothing besides.

    Attributes:
        name: the first part of every path.
        title: the service's name for its users.
        version: of the interface; raised when a program that used it could be misled.
        summary: what the service is for, in Japanese.
        catalogue: every use case by name, without opening a store.
        statuses: of the service's refusals.
    """

    name: str
    title: str
    version: str
    summary: str
    catalogue: Callable[[], Mapping[str, UseCase]]
    statuses: Statuses

    def document(self) -> dict[str, Any]:
        """OpenAPI of the service."""
        return openapi(self.title, self.version, self.name, self.catalogue(), self.summary)

    def routes(
        self, use_cases: Mapping[str, tuple[UseCase, Bound]], settings: Settings, clock: Clock
    ) -> list[Route]:
        """What the service offers over HTTP.

        Args:
            use_cases: of the application, wired.
            settings: who vouches for the people who ask.
            clock: by which tokens expire.
        """
        described = json.dumps(self.document(), ensure_ascii=False).encode()

        async def describe(_request: Request) -> Response:
            return Response(described, media_type="application/json")

        return [
            Route(f"/{self.name}/openapi.json", describe, methods=["GET"]),
            *use_case_routes(self.name, use_cases, _authenticate(settings, clock), self.statuses),
        ]


def _authenticate(settings: Settings, clock: Clock) -> Authenticate:
    if settings.token_issuer is not None:
        return TokenVerifier(settings.token_issuer, clock).actor

    def nobody(_token: str) -> Actor:
        raise Refusal(
            "issuer-not-configured",
            "本人確認の発行者が設定されていません。",
            "運用担当に、TSUNAGU_ISSUER などの設定を依頼してください。",
        )

    return nobody
