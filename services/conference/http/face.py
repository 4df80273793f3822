"""The routes of conference, and the document that describes them."""

from __future__ import annotations

import json
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from services.conference.app import Conference
from services.conference.http.catalogue import NAME, catalogue
from services.conference.http.statuses import STATUSES
from shared.calendar import Clock
from shared.http.openapi import openapi
from shared.http.routes import Authenticate, use_case_routes
from shared.identity import Actor
from shared.refusal import Refusal
from shared.settings import Settings
from shared.tokens.verifier import TokenVerifier

VERSION = "1"
"""Of the interface; raised when a program that used it could be misled."""

DOCUMENT_PATH = f"/{NAME}/openapi.json"


def document() -> dict[str, Any]:
    """OpenAPI of conference."""
    return openapi(
        "つなぐ 支援会議",
        VERSION,
        NAME,
        catalogue(),
        "支援会議・重層的支援会議の準備から、資料、決定、提供の記録の監査まで。"
        "問い合わせも POST で、値はすべて本文に書く。答えはどこにも保存されない（no-store）。",
    )


def routes_of(conference: Conference, clock: Clock) -> list[Route]:
    """What conference offers over HTTP.

    Args:
        conference: the service, wired.
        clock: by which tokens expire.
    """
    described = json.dumps(document(), ensure_ascii=False).encode()

    async def describe(_request: Request) -> Response:
        return Response(described, media_type="application/json")

    authenticate = _authenticate(conference.settings, clock)
    use_cases = conference.application.use_cases()
    return [
        Route(DOCUMENT_PATH, describe, methods=["GET"]),
        *use_case_routes(NAME, use_cases, authenticate, STATUSES),
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
