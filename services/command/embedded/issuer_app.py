"""The development issuer as an app: people sign in with the word that ``tsunagu up`` shows.

OpenID Connect Core 1.0 as far as the pages of this machine need it: the authorization code flow
with PKCE, for one client and one address. Below ``/issuer`` on the one port for people.
"""

from __future__ import annotations

import hmac
import json
import secrets
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import Field, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from services.command.embedded.issuer import expect_own_machine, identify, issue
from services.command.embedded.issuer_codes import Asked, Codes, read_asked
from shared.calendar import Clock
from shared.codes import PURPOSES
from shared.http.app import AnswerHeaders
from shared.identity import ROLE_LABELS, Actor
from shared.pages.posted import Posted, posted
from shared.pages.session import expect_same_origin
from shared.pages.session.seal import Kept, Seal, until
from shared.pages.session.way_in import CALLBACK, SIGNED_OUT
from shared.pages.unsigned import unsigned_page
from shared.refusal import Refusal
from shared.settings import Home
from shared.tokens.issuer import DEVELOPMENT_CLIENT, DEVELOPMENT_ISSUER, DEVELOPMENT_PATH

COOKIE = "__Host-tsunagu-issuer"
_PACKAGE = "services.command.embedded"
REMEMBERED = timedelta(hours=8)
"""A working day: so long nobody is asked again."""

TOKEN_LIFE = timedelta(minutes=10)
ROLES = tuple((role, label) for role, label in ROLE_LABELS.items() if role != "service")
_ASKED = (
    "client_id",
    "redirect_uri",
    "response_type",
    "scope",
    "state",
    "nonce",
    "code_challenge",
    "code_challenge_method",
)


class Remembered(Kept):
    """Who has signed in on this browser.

    Attributes:
        actors: one person in one or several roles.
    """

    actors: Annotated[tuple[Actor, ...], Field(min_length=1)]


class DevelopmentIssuer:
    """Answers at ``/issuer/…``.

    Args:
        home: the folder whose key signs.
        site: where people find the one port (``http://127.0.0.1:8080``).
        service: whose stylesheet the page uses.
        clock: the present instant.
    """

    def __init__(self, home: Home, site: str, service: str, clock: Clock) -> None:
        self._home = home
        self._site = site
        self._service = service
        self._clock = clock
        self._codes = Codes(clock)
        # A key of this process: whoever has signed in has to again after the next start.
        self._seal = Seal(secrets.token_bytes(32), Remembered, clock)

    def routes(self) -> list[Route]:
        """All of them."""
        return [
            Route("/.well-known/openid-configuration", self._describe, methods=["GET"]),
            Route("/jwks", self._keys, methods=["GET"]),
            Route("/authorize", self._ask, methods=["GET"]),
            Route("/authorize", self._sign_in, methods=["POST"]),
            Route("/token", self._exchange, methods=["POST"]),
            Route("/end", self._end, methods=["GET"]),
        ]

    async def _describe(self, _request: Request) -> Response:
        here = self._site + DEVELOPMENT_PATH
        return JSONResponse(
            {
                "issuer": DEVELOPMENT_ISSUER,
                "jwks_uri": f"{here}/jwks",
                "authorization_endpoint": f"{here}/authorize",
                "token_endpoint": f"{here}/token",
                "end_session_endpoint": f"{here}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["Ed25519"],
                "token_endpoint_auth_methods_supported": ["none"],
                "code_challenge_methods_supported": ["S256"],
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def _keys(self, _request: Request) -> Response:
        return JSONResponse(json.loads(self._home.issuer_jwks.read_text(encoding="utf-8")))

    async def _ask(self, request: Request) -> Response:
        sent = dict(request.query_params)
        try:
            asked = read_asked(sent, self._site + CALLBACK)
        except Refusal as refusal:
            return self._page("refusal.html", "できませんでした", refusal)
        known = self._seal.open(request.cookies.get(COOKIE))
        return self._back(asked, known.actors) if known else self._form(sent, Posted(), None)

    async def _sign_in(self, request: Request) -> Response:
        try:
            expect_same_origin(request)
            form = await posted(request)
            sent = {name: form.one(name) for name in _ASKED}
            asked = read_asked(sent, self._site + CALLBACK)
        except Refusal as refusal:
            return self._page("refusal.html", "できませんでした", refusal)
        try:
            actors = self._actors(form)
        except Refusal as refusal:
            return self._form(sent, form, refusal)
        response = self._back(asked, actors)
        kept = Remembered(until=until(self._clock, REMEMBERED), actors=actors)
        sealed = self._seal.close(kept)
        response.set_cookie(COOKIE, sealed, secure=True, httponly=True, samesite="lax")
        return response

    async def _exchange(self, request: Request) -> Response:
        try:
            form = await posted(request)
        except Refusal:
            return _no("invalid_request")
        found = self._codes.exchange({name: form.one(name) for name in form.fields})
        if found is None:
            return _no("invalid_grant")
        asked, actors = found
        access_token = issue(self._home, actors[0], TOKEN_LIFE, self._clock)
        return JSONResponse(
            {
                "access_token": access_token,
                "token_type": "Bearer",
                "expires_in": int(TOKEN_LIFE.total_seconds()),
                "id_token": identify(self._home, actors, asked.nonce, access_token, self._clock),
            }
        )

    async def _end(self, request: Request) -> Response:
        ours = request.query_params.get("client_id") == DEVELOPMENT_CLIENT
        response = RedirectResponse(self._site + (SIGNED_OUT if ours else "/"), 303)
        response.delete_cookie(COOKIE, secure=True, httponly=True, samesite="lax")
        return response

    def _actors(self, form: Posted) -> tuple[Actor, ...]:
        """Whom somebody wants to be who knows the word.

        Raises:
            Refusal: ``passphrase-wrong``, ``actor-unreadable``.
        """
        try:
            passphrase = self._home.issuer_passphrase.read_bytes().strip()
        except OSError:
            passphrase = b""
        said = form.one("passphrase").encode()
        if not passphrase or not hmac.compare_digest(said, passphrase):
            raise Refusal(
                "passphrase-wrong",
                "合言葉が違います。",
                "tsunagu up を動かした画面に出ている合言葉を入力してください。",
            )
        known = {role for role, _ in ROLES}
        named = {name: form.one(name) for name in ("person", "agency", "purpose")}
        try:
            roles = [role for role in form.many("roles") if role in known]
            actors = tuple(Actor.model_validate({**named, "role": role}) for role in roles)
        except ValidationError:
            actors = ()
        if not actors:
            raise Refusal(
                "actor-unreadable",
                "職員の番号・機関の番号・役割のどれかが正しくありません。",
                "番号は英数字で、役割は一つ以上選んでください。",
            )
        return actors

    def _back(self, asked: Asked, actors: tuple[Actor, ...]) -> Response:
        told = {
            "code": self._codes.give(asked, actors),
            "state": asked.state,
            "iss": DEVELOPMENT_ISSUER,
        }
        return RedirectResponse(f"{asked.redirect_uri}?{urlencode(told)}", 303)

    def _form(self, sent: dict[str, str], form: Posted, refusal: Refusal | None) -> Response:
        return self._page(
            "issuer.html",
            "試用の本人確認",
            refusal,
            asked=[(name, sent.get(name, "")) for name in _ASKED],
            person=form.one("person"),
            agency=form.one("agency"),
            purpose=form.one("purpose"),
            roles=form.many("roles"),
            all_roles=ROLES,
            purposes=PURPOSES,
        )

    def _page(self, template: str, title: str, refusal: Refusal | None, **shown: Any) -> Response:  # noqa: ANN401 - what a template shows
        status = HTTPStatus.OK if refusal is None else HTTPStatus.FORBIDDEN
        return unsigned_page(_PACKAGE, template, title, self._service, shown, refusal, status)


def issuer_app(home: Home, site: str, service: str, clock: Clock) -> Starlette:
    """The development issuer; see :class:`DevelopmentIssuer`.

    Raises:
        Refusal: ``development-issuer``: real people are served here.
    """
    expect_own_machine()
    app = Starlette(routes=DevelopmentIssuer(home, site, service, clock).routes())
    app.add_middleware(AnswerHeaders)
    return app


def _no(error: str) -> Response:
    return JSONResponse({"error": error}, HTTPStatus.BAD_REQUEST)
