"""Somebody at placement's pages without a browser: looks, fills in forms, sends them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from html.parser import HTMLParser

import httpx
from starlette.responses import Response
from starlette.testclient import TestClient

from services.placement.pages import PAGES
from shared.http.app import http_app
from shared.identity import Actor
from shared.pages.session import Sessions
from shared.secret_key import create_secret_key
from shared.settings import Home
from tests.behaviour.referral_desk import CITY, ReferralDesk

SITE = "http://127.0.0.1"
AT = "/placement/pages"
OURS = {"Origin": SITE, "Sec-Fetch-Site": "same-origin"}


class _Forms(HTMLParser):
    """Reads what stands in the forms of a page when it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: dict[str, dict[str, list[str]]] = {}
        self._form: dict[str, list[str]] | None = None
        self._select: str | None = None
        self._area: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name = told.get("name") or ""
        if tag == "form":
            self._form = self.forms.setdefault(told.get("action") or "", {})
        if self._form is None:
            return
        if tag == "input":
            ticked = told.get("type") not in ("checkbox", "radio") or "checked" in told
            self._put(name, [told.get("value") or ""] if ticked else [])
        elif tag == "select":
            self._select = name
            self._form[name] = []
        elif tag == "option" and self._select is not None:
            if "selected" in told or not self._form[self._select]:
                self._form[self._select] = [told.get("value") or ""]
        elif tag == "textarea":
            self._area = name
            self._form[name] = [""]

    def handle_data(self, data: str) -> None:
        if self._form is not None and self._area is not None:
            self._form[self._area] = [self._form[self._area][0] + data]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None

    def _put(self, name: str, texts: list[str]) -> None:
        if self._form is not None and name:
            self._form.setdefault(name, []).extend(texts)


class Visitor:
    """Somebody who looks at pages.

    Args:
        client: at placement's pages, with a session.
        token: stands in every form of that session.
    """

    def __init__(self, client: TestClient, token: str) -> None:
        self._client = client
        self.token = token

    def look(self, path: str) -> httpx.Response:
        """A page."""
        return self._client.get(f"{AT}{path}")

    def shown(self, path: str) -> str:
        """The text of a page that is there."""
        answer = self.look(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text[-3_000:])
        return answer.text

    def forms(self, path: str) -> dict[str, dict[str, list[str]]]:
        """What stands in every form of a page, by where it is sent."""
        return forms_of(self.shown(path))

    def send(
        self, page: str, action: str, /, *, origin: dict[str, str] = OURS, **typed: str | list[str]
    ) -> httpx.Response:
        """Fill in one form of a page and send it.

        Args:
            page: where the form stands.
            action: where it is sent, below the pages of the service.
            origin: what the browser says of where it comes from.
            typed: by the names of the fields, with ``_`` for ``-``.
        """
        fields = self.forms(page)[f"{AT}{action}"]
        return self.post(action, fields, origin=origin, **typed)

    def send_from(self, text: str, action: str, /, **typed: str | list[str]) -> httpx.Response:
        """Fill in a form of a page that is in sight, and send it."""
        return self.post(action, forms_of(text)[f"{AT}{action}"], **typed)

    def post(
        self,
        action: str,
        fields: dict[str, list[str]],
        /,
        *,
        origin: dict[str, str] = OURS,
        **typed: str | list[str],
    ) -> httpx.Response:
        """Send a form that was read before."""
        for name, told in typed.items():
            field = name if name in fields else name.replace("_", "-")
            assert field in fields, (field, sorted(fields))
            fields[field] = [told] if isinstance(told, str) else told
        return self._client.post(f"{AT}{action}", data=fields, headers=origin)


def forms_of(text: str) -> dict[str, dict[str, list[str]]]:
    """What stands in every form of a page, by where it is sent."""
    reader = _Forms()
    reader.feed(text)
    return reader.forms


@contextmanager
def visiting(desk: ReferralDesk, actor: Actor = CITY) -> Iterator[Visitor]:
    """Somebody at the pages of a desk, for the length of a block."""
    key = Home(desk.folder).session_key
    if not key.exists():
        create_secret_key(key)
    placement = desk.placement

    def clock() -> datetime:
        return desk.now

    routes = PAGES.routes(placement.application.use_cases(), placement, clock)
    answer = Response()
    sessions = Sessions(placement.settings, clock, placement.register)
    token = sessions.form_token(sessions.begin(answer, (actor,)))
    app = http_app("placement", routes)
    with TestClient(app, SITE, raise_server_exceptions=False, follow_redirects=False) as client:
        client.headers["cookie"] = answer.headers["set-cookie"].partition(";")[0]
        yield Visitor(client, token)
