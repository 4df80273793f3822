"""Where pages are asked for: who is there, may they, and what the answer looks like."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from http import HTTPStatus
from urllib.parse import quote

from anyio import CapacityLimiter, to_thread
from jinja2 import Environment
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response

from shared.calendar import Clock
from shared.http.problem import internal_error, no_such_address
from shared.http.routes import AT_ONCE
from shared.http.statuses import Statuses
from shared.log import get_logger
from shared.pages import notice
from shared.pages.answer import Answer, Download, Moved, Page
from shared.pages.menu import menu_of, start_of
from shared.pages.posted import Posted, posted
from shared.pages.route import PageRoute
from shared.pages.security import CONTENT_SECURITY_POLICY
from shared.pages.session import (
    Session,
    Sessions,
    expect_form_token,
    expect_same_origin,
)
from shared.pages.session.addresses import FORM_TOKEN
from shared.pages.visit import Visit
from shared.refusal import Refusal
from shared.use_case import Bound, UseCase

_log = get_logger()


class Counter:
    """Answers for the pages of one service.

    Args:
        sessions: who looks.
        statuses: of the service's refusals.
        templates: the service's own over the frame's.
        use_cases: what the service offers.
        clock: the present instant.
        service: its name, for the address of the stylesheet.
    """

    def __init__(
        self,
        sessions: Sessions,
        statuses: Statuses,
        templates: Environment,
        use_cases: Mapping[str, tuple[UseCase, Bound]],
        clock: Clock,
        service: str,
    ) -> None:
        self._sessions = sessions
        self._statuses = statuses
        self._templates = templates
        self._use_cases = use_cases
        self._clock = clock
        self._service = service
        self._limiter = CapacityLimiter(AT_ONCE)

    def of(self, route: PageRoute) -> Callable[[Request], Awaitable[Response]]:
        """What answers at one address."""
        return partial(self._answer, route)

    async def start(self, request: Request) -> Response:
        """Send somebody to where their role starts, or to the way in."""
        session = await self._find(request)
        if session is None:
            return RedirectResponse(self._sessions.sign_in_address("/"), HTTPStatus.SEE_OTHER)
        start = start_of(session.actor.role)
        if start is None:
            return self._show(request, session, _refused(_no_pages()))
        return RedirectResponse(start, HTTPStatus.SEE_OTHER)

    async def nowhere(self, request: Request) -> Response:
        """Tell somebody who may look at pages that there is none; the address is not repeated."""
        session: Session | None = None
        refusal = no_such_address()
        try:
            session = await self._find(request)
        except Refusal as other:
            refusal = other
        return self._show(request, session, _refused(refusal))

    async def _answer(self, route: PageRoute, request: Request) -> Response:
        session: Session | None = None
        try:
            session = await self._find(request)
            if session is None and route.method == "GET":
                way_in = self._sessions.sign_in_address(request.url.path)
                return RedirectResponse(way_in, HTTPStatus.SEE_OTHER)
            return await self._visited(route, request, session)
        except Refusal as refusal:
            return self._show(request, session, _refused(refusal))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Exception:  # noqa: BLE001 - whatever it is, its text may hold values
            _log.error("pages.failed", exc_info=True)
            return self._show(request, session, _refused(internal_error()))

    async def _find(self, request: Request) -> Session | None:
        return await to_thread.run_sync(self._sessions.find, request, limiter=self._limiter)

    async def _visited(
        self, route: PageRoute, request: Request, session: Session | None
    ) -> Response:
        form = Posted()
        if route.method == "POST":
            expect_same_origin(request)
            form = await posted(request)
        if session is None:
            return self._show(request, None, _send_again(request, form, _session_over()))
        if route.method == "POST":
            try:
                expect_form_token(session, form.one(FORM_TOKEN))
            except Refusal as refusal:
                return self._show(request, session, _send_again(request, form, refusal))
        self._use_cases[route.uses[0]][0].expect_role(session.actor)
        visit = Visit(
            session.actor,
            request.path_params,
            form,
            self._clock,
            frozenset(route.uses),
            self._use_cases,
        )
        return await to_thread.run_sync(
            self._handled, route, request, session, visit, limiter=self._limiter
        )

    def _handled(
        self, route: PageRoute, request: Request, session: Session, visit: Visit
    ) -> Response:
        answer = route.handler(visit)
        return self._show(request, session, answer, visit)

    def _show(
        self,
        request: Request,
        session: Session | None,
        answer: Answer,
        visit: Visit | None = None,
    ) -> Response:
        match answer:
            case Moved():
                response: Response = RedirectResponse(answer.to, HTTPStatus.SEE_OTHER)
                if answer.notice:
                    notice.leave(response, answer.notice)
                return response
            case Download():
                return _file(answer)
            case Page():
                return self._page(request, session, answer, visit)

    def _page(
        self, request: Request, session: Session | None, page: Page, visit: Visit | None
    ) -> Response:
        text = self._templates.get_template(page.template).render(
            page.shown,
            title=page.title,
            refusal=page.refusal,
            visit=visit,
            session=session,
            menu=menu_of(session.actor.role) if session else (),
            here=request.url.path,
            notice=notice.found(request),
            service=self._service,
            today=visit.today if visit else None,
        )
        status = HTTPStatus.OK if page.refusal is None else self._statuses.of(page.refusal)
        headers = {"Content-Security-Policy": CONTENT_SECURITY_POLICY}
        response = Response(text, status, headers, "text/html; charset=utf-8")
        notice.take_away(request, response)
        return response


def _refused(refusal: Refusal) -> Page:
    return Page("refusal.html", "できませんでした", refusal=refusal)


def _send_again(request: Request, form: Posted, refusal: Refusal) -> Page:
    """What somebody typed while their session ran out, so that it can be sent once more."""
    shown = {
        "again": request.url.path,
        "fields": {name: texts for name, texts in form.fields.items() if name != FORM_TOKEN},
        "with_file": bool(form.files),
    }
    return Page("send_again.html", "もう一度送ってください", shown, refusal)


def _session_over() -> Refusal:
    return Refusal(
        "session-over",
        "本人確認の有効期間が過ぎたため、まだ記録していません。",
        "別の画面で本人確認をしてから、この画面に戻って「もう一度送る」を押してください。",
    )


def _no_pages() -> Refusal:
    return Refusal(
        "role-without-pages",
        "あなたの役割で使う画面はありません。",
        "`tsunagu` コマンドを使うか、運用担当に役割を確かめてください。",
    )


def _file(download: Download) -> Response:
    kind = "inline" if download.inline else "attachment"
    name = quote(download.filename, safe="")
    return Response(
        download.content,
        media_type=download.media_type,
        headers={"Content-Disposition": f"{kind}; filename*=UTF-8''{name}"},
    )
