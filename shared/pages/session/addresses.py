"""The addresses of sessions: signing in, choosing a role, signing out. No rules here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from shared.codes import PURPOSES
from shared.http.problem import internal_error
from shared.http.statuses import Statuses
from shared.identity import ROLE_LABELS, Actor
from shared.log import get_logger
from shared.pages.posted import Posted, posted
from shared.pages.session.same_origin import expect_same_origin
from shared.pages.session.sign_in import SignIn
from shared.pages.session.way_in import CALLBACK, ROLE, SIGN_IN, SIGN_OUT, SIGNED_OUT, START
from shared.pages.unsigned import unsigned_page
from shared.refusal import InvalidInput, Refusal

if TYPE_CHECKING:
    from shared.pages.session.sessions import Sessions

AT_ONCE = 4
"""So many sign-ins at once: each may wait for the issuer, and pages must not wait for them."""

FORM_TOKEN = "form_token"  # noqa: S105 - the name of a field
_PACKAGE = "shared.pages.session"
_SEE_OTHER = HTTPStatus.SEE_OTHER

_log = get_logger()
_Handler = Callable[[Request, Posted], Response]


class Addresses:
    """Answers at ``/session/…``.

    Args:
        sessions: begun, changed and ended here.
        sign_in: at the issuer.
        service: whose stylesheet the pages use.
    """

    def __init__(self, sessions: Sessions, sign_in: SignIn, service: str) -> None:
        self._sessions = sessions
        self._sign_in = sign_in
        self._service = service
        self._limiter = CapacityLimiter(AT_ONCE)

    def routes(self) -> list[Route]:
        """All of them."""
        looks = {
            SIGN_IN: self._begin,
            CALLBACK: self._come_back,
            ROLE: self._show_roles,
            SIGNED_OUT: self._show_signed_out,
        }
        sends = {ROLE: self._choose, SIGN_OUT: self._sign_out}
        return [
            *(Route(path, self._looked(look), methods=["GET"]) for path, look in looks.items()),
            *(Route(path, self._sent(send), methods=["POST"]) for path, send in sends.items()),
        ]

    def _begin(self, request: Request, _form: Posted) -> Response:
        kept, wanted = self._sessions.kept(request), self._sessions.wanted(request)
        if kept is not None:
            chosen = kept.actor is not None
            return RedirectResponse(wanted if chosen else self._roles(wanted), _SEE_OTHER)
        response = RedirectResponse(START, _SEE_OTHER)
        response.headers["Location"] = self._sign_in.begin(response, wanted)
        return response

    def _come_back(self, request: Request, _form: Posted) -> Response:
        actors, wanted = self._sign_in.finish(request)
        several = len(actors) > 1
        response = RedirectResponse(self._roles(wanted) if several else wanted, _SEE_OTHER)
        self._sessions.begin(response, actors)
        self._sign_in.forget(response)
        return response

    def _show_roles(self, request: Request, _form: Posted) -> Response:
        return self._roles_page(request, None)

    def _choose(self, request: Request, form: Posted) -> Response:
        kept = self._sessions.kept(request)
        wanted = self._sessions.opened(form.one("wanted"))
        if kept is None:
            return RedirectResponse(self._sessions.sign_in_address(wanted), _SEE_OTHER)
        self._sessions.expect_ours(kept, form.one(FORM_TOKEN))
        chosen = {str(number): number for number in range(len(kept.actors))}.get(form.one("role"))
        if chosen is None:
            return self._roles_page(request, _not_chosen())
        self._sessions.expect_account(kept.actors[chosen])
        response = RedirectResponse(wanted, _SEE_OTHER)
        self._sessions.choose(response, kept, chosen)
        return response

    def _roles_page(self, request: Request, refusal: Refusal | None) -> Response:
        kept, wanted = self._sessions.kept(request), self._sessions.wanted(request)
        if kept is None:
            return RedirectResponse(self._sessions.sign_in_address(wanted), _SEE_OTHER)
        return self._page(
            "role.html",
            "どの役割で行いますか",
            refusal,
            roles=_named(kept.actors),
            chosen="" if kept.chosen is None else str(kept.chosen),
            form_token=self._sessions.form_token(kept),
            wanted=self._sessions.sealed(wanted),
        )

    def _sign_out(self, request: Request, form: Posted) -> Response:
        kept = self._sessions.kept(request)
        if kept is not None:
            self._sessions.expect_ours(kept, form.one(FORM_TOKEN))
        onward = self._sign_in.end_address()
        response = self._page("signed_out.html", "終わりました", None, onward=onward)
        if onward is not None:
            # Not a redirect: a form of ours is sent to this site only (form-action), and what a
            # form is redirected to counts as well.
            response.headers["Refresh"] = f"0; url={onward}"
        self._sessions.end(response)
        return response

    def _show_signed_out(self, _request: Request, _form: Posted) -> Response:
        return self._page("signed_out.html", "終わりました", None, onward=None)

    def _roles(self, wanted: str) -> str:
        return f"{ROLE}?wanted={self._sessions.sealed(wanted)}"

    def _looked(self, handler: _Handler) -> Callable[[Request], Awaitable[Response]]:
        async def work(request: Request) -> Response:
            return await self._in_thread(handler, request, Posted())

        return partial(self._answered, work)

    def _sent(self, handler: _Handler) -> Callable[[Request], Awaitable[Response]]:
        async def work(request: Request) -> Response:
            expect_same_origin(request)
            return await self._in_thread(handler, request, await posted(request))

        return partial(self._answered, work)

    async def _in_thread(self, handler: _Handler, request: Request, form: Posted) -> Response:
        return await to_thread.run_sync(handler, request, form, limiter=self._limiter)

    async def _answered(
        self, work: Callable[[Request], Awaitable[Response]], request: Request
    ) -> Response:
        """Answer; what goes wrong is told without what was sent, and ends a sign-in."""
        try:
            return await work(request)
        except Refusal as refusal:
            response = self._page("refusal.html", "できませんでした", refusal)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Exception:  # noqa: BLE001 - whatever it is, its text may hold values
            _log.error("session.failed", exc_info=True)
            response = self._page("refusal.html", "できませんでした", internal_error())
        if request.url.path == CALLBACK:
            self._sign_in.forget(response)
        return response

    def _page(
        self, template: str, title: str, refusal: Refusal | None, **shown: object
    ) -> Response:
        status = HTTPStatus.OK if refusal is None else Statuses().of(refusal)
        return unsigned_page(_PACKAGE, template, title, self._service, shown, refusal, status)


def _named(actors: Sequence[Actor]) -> list[tuple[str, str]]:
    """How roles are called where one is chosen; the agency only where it tells two apart."""
    purposes = {code.code: code.label for code in PURPOSES}
    several = len({actor.agency for actor in actors}) > 1
    return [
        (
            str(number),
            f"{ROLE_LABELS[actor.role]}（利用目的: {purposes.get(actor.purpose, actor.purpose)}"
            + (f"、機関の番号: {actor.agency}）" if several else "）"),
        )
        for number, actor in enumerate(actors)
    ]


def _not_chosen() -> InvalidInput:
    return InvalidInput(
        "role", "role-unreadable", "役割が選ばれていません。", "役割を一つ選んでください。"
    )
