"""A small site with sessions, served over a real port, and browsers that look at it."""

from __future__ import annotations

import html
import re
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http.cookies import Morsel, SimpleCookie
from pathlib import Path
from uuid import UUID

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from services.command.embedded.issuer import create_issuer, make_passphrase
from services.command.embedded.issuer_app import issuer_app
from services.command.embedded.nats_server import free_port
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.known_agencies import KnownAgency
from shared.pages.session import Session, Sessions, expect_form_token, expect_same_origin
from shared.refusal import Refusal
from shared.settings import Home, Settings

AGENCY = "6b0c7f2e-5a1d-4c4e-9d0e-000000000001"
WANTED = "/conference/pages/meetings/2f1c"
STARTED_WITHIN_SECONDS = 10.0


@dataclass
class Now:
    """A clock that a test moves.

    Attributes:
        ahead: of the machine's.
    """

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        """The present instant."""
        return datetime.now(UTC) + self.ahead


class Site:
    """A site that is running.

    Attributes:
        home: its folder.
        url: where it answers.
        now: its clock.
        register: the agencies it knows.
        settings: of its sessions.
        sessions: who looks at it.

    Args:
        home: see above.
        port: of this machine.
        settings: see above.
    """

    def __init__(self, home: Home, port: int, settings: Settings) -> None:
        self.home = home
        self.url = f"http://127.0.0.1:{port}"
        self.now = Now()
        self.register: dict[UUID, KnownAgency] = {}
        self.settings = settings
        self.use()

    def use(self, **changed: object) -> None:
        """Run on other settings from now on, as after a restart."""
        self.settings = replace(self.settings, **changed)  # type: ignore[arg-type]
        self.sessions = Sessions(self.settings, self.now, self.register.get)
        self._app = Starlette(
            routes=[
                Mount("/issuer", issuer_app(self.home, self.url, "intake", self.now)),
                Route("/act", self._act, methods=["POST"]),
                *(Route(path, self._who, methods=["GET"]) for path in ("/", "/who", WANTED)),
                *self.sessions.routes(),
            ]
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the app of the present settings does."""
        await self._app(scope, receive, send)

    def entrust(self, since: timedelta, until: timedelta) -> None:
        """Have the agency of the tests entrusted with work from and until so long from now."""
        now = self.now()
        self.register[UUID(AGENCY)] = KnownAgency(
            municipality=DEMO_MUNICIPALITY,
            kind="npo",
            internal=False,
            entrusted_from=now + since,
            entrusted_until=now + until,
        )

    def _who(self, request: Request) -> Response:
        try:
            session = self.sessions.find(request)
        except Refusal as refusal:
            return JSONResponse({"refused": refusal.code}, 403)
        return JSONResponse(_told(session))

    async def _act(self, request: Request) -> Response:
        try:
            expect_same_origin(request)
            session = self.sessions.find(request)
            assert session is not None
            expect_form_token(session, str((await request.form())["form_token"]))
        except Refusal as refusal:
            return JSONResponse({"refused": refusal.code}, 403)
        return JSONResponse({"done": True})


class _Cookies(httpx.BaseTransport):
    """Keeps cookies as a browser does: also secure ones on the machine itself, by path."""

    def __init__(self) -> None:
        self.kept: dict[str, Morsel[str]] = {}
        self._onward = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send what is kept for an address, and keep what is answered."""
        request.headers.pop("cookie", None)
        path = request.url.path
        sent = [one for one in self.kept.values() if path.startswith(one["path"] or "/")]
        if sent:
            request.headers["cookie"] = "; ".join(f"{one.key}={one.coded_value}" for one in sent)
        answer = self._onward.handle_request(request)
        for told in answer.headers.get_list("set-cookie"):
            for name, morsel in SimpleCookie(told).items():
                self.kept[name] = morsel
                if morsel["max-age"] == "0" or "1970" in morsel["expires"]:
                    del self.kept[name]
        return answer


class Browser:
    """Keeps cookies and sends what a browser sends.

    Args:
        site: which it looks at.
    """

    def __init__(self, site: Site) -> None:
        self.site = site
        self._cookies = _Cookies()
        self.client = httpx.Client(base_url=site.url, transport=self._cookies, timeout=20)

    def look(self, address: str, *, onward: bool = False) -> httpx.Response:
        """Look at an address, and at where it leads if that is wanted."""
        return self.client.get(address, follow_redirects=onward)

    def send(
        self, address: str, headers: Mapping[str, str] | None = None, **form: object
    ) -> httpx.Response:
        """Send a form, from a page of the site unless the headers say otherwise."""
        said = {"Sec-Fetch-Site": "same-origin"} if headers is None else dict(headers)
        return self.client.post(address, data=form, headers=said)

    def who(self) -> httpx.Response:
        """As whom the site knows this browser."""
        return self.client.get("/who")

    def cookie(self, name: str) -> str | None:
        """What the browser keeps under a name."""
        kept = self._cookies.kept.get(name)
        return kept.coded_value if kept else None

    def keep(self, name: str, value: str) -> None:
        """Have the browser keep something else under a name."""
        morsel: Morsel[str] = Morsel()
        morsel.set(name, value, value)
        self._cookies.kept[name] = morsel


def fields_of(answer: httpx.Response) -> dict[str, str]:
    """The hidden fields of the form on a page."""
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
    return {name: html.unescape(value) for name, value in hidden}


def code_in(answer: httpx.Response) -> str:
    """The code of the refusal on a page."""
    found = re.search(r'class="code">([a-z-]+)<', answer.text)
    assert found, answer.text
    return found[1]


@contextmanager
def served(app: ASGIApp, port: int) -> Iterator[None]:
    """Serve an app on a port of this machine for the length of a block."""
    config = uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + STARTED_WITHIN_SECONDS
    while not server.started:
        assert time.monotonic() < deadline, "the site does not start"
        time.sleep(0.01)
    try:
        yield
    finally:
        server.should_exit = True
        thread.join(STARTED_WITHIN_SECONDS)


@contextmanager
def site_in(folder: Path, **changed: object) -> Iterator[Site]:
    """A running site.

    Args:
        folder: for its files.
        changed: settings that are others than those of the embedded run.
    """
    port = free_port()
    home = Home(folder / "home")
    for needed in (home.run, home.issuer_key.parent):
        needed.mkdir(parents=True, exist_ok=True)
    create_issuer(home)
    make_passphrase(home)
    settings = replace(home.settings("intake", front_port=port), **changed)  # type: ignore[arg-type]
    site = Site(home, port, settings)
    with served(site, port):
        yield site


def _told(session: Session | None) -> dict[str, object]:
    if session is None:
        return {"actor": None}
    return {
        "actor": session.actor.model_dump(),
        "form_token": session.form_token,
        "expires": session.expires.isoformat(),
        "may_choose": session.may_choose,
    }
