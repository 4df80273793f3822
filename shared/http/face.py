"""What a service shows of itself over HTTP: its catalogue as routes, and as a document."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from shared.accounts import Accounts
from shared.calendar import Clock
from shared.http.openapi import openapi
from shared.http.routes import Authenticate, use_case_routes
from shared.http.statuses import Statuses
from shared.idempotency import Once
from shared.identity import Actor
from shared.refusal import Refusal
from shared.tokens.verifier import TokenVerifier
from shared.use_case import Bound, UseCase

if TYPE_CHECKING:
    from shared.service import Service


EXAMPLES = "examples.json"
"""The file in the folder of a service's HTTP that holds an example of each use case."""


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
        slow: names of the use cases that take long, and wait in a line of their own.
    """

    name: str
    title: str
    version: str
    summary: str
    catalogue: Callable[[], Mapping[str, UseCase]]
    statuses: Statuses
    slow: frozenset[str] = frozenset()

    def document(self) -> dict[str, Any]:
        """OpenAPI of the service."""
        return openapi(self, self.examples())

    @property
    def package(self) -> str:
        """The package of the service's HTTP, in which its examples lie."""
        return self.catalogue.__module__.rpartition(".")[0]

    def examples(self) -> Mapping[str, Mapping[str, Any]]:
        """A worked example of each use case: ``request``, ``answer`` if it is an id, ``title``."""
        file = files(self.package).joinpath(EXAMPLES)
        read: dict[str, Any] = json.loads(file.read_text("utf-8")) if file.is_file() else {}
        return read

    def routes(
        self, use_cases: Mapping[str, tuple[UseCase, Bound]], service: Service, clock: Clock
    ) -> list[Route]:
        """What the service offers over HTTP.

        Args:
            use_cases: of the application, wired.
            service: who vouches for the people who ask, and where acts under a key are recorded.
            clock: by which tokens expire.
        """
        described = json.dumps(self.document(), ensure_ascii=False).encode()

        async def describe(_request: Request) -> Response:
            return Response(described, media_type="application/json")

        return [
            Route(f"/{self.name}/openapi.json", describe, methods=["GET"]),
            *use_case_routes(
                self.name,
                use_cases,
                _authenticate(service, clock),
                self.statuses,
                Once(service.store, clock),
                self.slow,
            ),
        ]


def _authenticate(service: Service, clock: Clock) -> Authenticate:
    issuer = service.settings.token_issuer
    if issuer is not None:
        verifier = TokenVerifier(issuer, clock)
        accounts = Accounts(service.register, clock)

        def somebody(token: str, role: str | None) -> Actor:
            return accounts.expect(verifier.actor(token, role))

        return somebody

    def nobody(_token: str, _role: str | None) -> Actor:
        raise Refusal(
            "issuer-not-configured",
            "本人確認の発行者が設定されていません。",
            "運用担当に、TSUNAGU_ISSUER などの設定を依頼してください。",
        )

    return nobody
