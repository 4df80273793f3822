"""An app whose every answer, also to what it does not know, is a document and is never kept."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.http.problem import no_such_address
from shared.http.routes import refused
from shared.http.statuses import Statuses
from shared.refusal import Refusal

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""On every answer that does not say otherwise."""


class AnswerHeaders:
    """Middleware that adds :data:`HEADERS`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app does, with the headers added."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, sending)


async def _no_such_thing(_request: Request, error: Exception) -> Response:
    """An address or method that nobody offers; neither is repeated."""
    status = error.status_code if isinstance(error, HTTPException) else 0
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        refusal = Refusal(
            "method-not-allowed",
            "このアドレスでは、その方法は使えません。",
            "操作と問い合わせは、すべて POST で送ってください。",
        )
    else:
        refusal = no_such_address()
    answer = refused(refusal, Statuses())
    if isinstance(error, HTTPException) and error.headers:
        answer.headers.update(error.headers)
    return answer


def http_app(title: str, routes: Sequence[BaseRoute] = ()) -> FastAPI:
    """Make the app of a service.

    Args:
        title: its name.
        routes: what it offers.
    """
    app = FastAPI(title=title, docs_url=None, redoc_url=None, openapi_url=None)
    app.router.redirect_slashes = False
    app.router.routes.extend(routes)
    app.add_exception_handler(HTTPException, _no_such_thing)
    app.add_middleware(AnswerHeaders)
    return app
