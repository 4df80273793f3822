"""Somebody at conference's pages without a browser: looks, and sends forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from starlette.responses import Response
from starlette.testclient import TestClient

from services.conference.pages import PAGES
from shared.http.app import http_app
from shared.identity import Actor
from shared.pages.session import Sessions
from shared.secret_key import create_secret_key
from shared.settings import Home
from tests.behaviour.disposal_town import DisposalTown
from tests.behaviour.placement_visitor import OURS, SITE, forms_of
from tests.behaviour.town import Town

AT = "/conference/pages"


class Visitor:
    """Somebody at the pages of conference."""

    def __init__(self, client: TestClient, token: str) -> None:
        self._client = client
        self._token = token

    def look(self, path: str) -> httpx.Response:
        """A page."""
        answer: httpx.Response = self._client.get(f"{AT}{path}")
        return answer

    def send(self, path: str, **typed: str | list[str]) -> httpx.Response:
        """A form."""
        fields = {name.replace("_of_", "-"): text for name, text in typed.items()}
        answer: httpx.Response = self._client.post(
            f"{AT}{path}", data={**fields, "form_token": self._token}, headers=OURS
        )
        return answer

    def hand_in(self, path: str, **files: bytes) -> httpx.Response:
        """A form with files."""
        told = {name: ("file.json", content) for name, content in files.items()}
        answer: httpx.Response = self._client.post(
            f"{AT}{path}", data={"form_token": self._token}, files=told, headers=OURS
        )
        return answer


@contextmanager
def visiting(town: Town | DisposalTown, actor: Actor) -> Iterator[Visitor]:
    """Somebody at the pages, for the length of a block."""
    key = Home(town.folder).session_key
    if not key.exists():
        create_secret_key(key)
    service = town.conference

    routes = PAGES.routes(service.application.use_cases(), service, lambda: town.now)
    answer = Response()
    sessions = Sessions(service.settings, lambda: town.now, service.register)
    token = sessions.form_token(sessions.begin(answer, (actor,)))
    app = http_app("conference", routes)
    with TestClient(app, SITE, raise_server_exceptions=False, follow_redirects=False) as client:
        client.headers["cookie"] = answer.headers["set-cookie"].partition(";")[0]
        yield Visitor(client, token)


def every_form(page: str) -> list[tuple[str, dict[str, str]]]:
    """Where each form of a page is sent, and what stands in it."""
    found = []
    for form in re.findall(r"<form.*?</form>", page, re.DOTALL):
        ((action, fields),) = forms_of(form).items()
        told = {name: texts[0] for name, texts in fields.items() if texts and name != "form_token"}
        found.append((action, told))
    return found


def fill(
    visitor: Visitor, page: httpx.Response, action: str, /, **typed: str | list[str]
) -> httpx.Response:
    """Fill in one form of a page and send it."""
    assert page.status_code == 200, page.text[-2_000:]
    fields: dict[str, Any] = dict(every_form(page.text))[f"{AT}{action}"]
    return visitor.send(action, **{**fields, **typed})


def done(answer: httpx.Response) -> str:
    """Where somebody is sent once something is recorded."""
    assert answer.status_code == 303, re.findall('class="reason">(.*?)<', answer.text)
    return answer.headers["location"].removeprefix(AT)


def refused_at(answer: httpx.Response, field: str) -> None:
    """The page was shown again and says why beside a field."""
    assert answer.status_code in (400, 422), answer.status_code
    assert f'id="{field}-wrong"' in answer.text


def expect_nobody_in_addresses(person: str, *pages: httpx.Response) -> None:
    """Neither a title nor an address on the pages holds a person's id or number."""
    for page in pages:
        assert page.status_code == 200
        (title,) = re.findall("<title>(.*?)</title>", page.text)
        for one in (title, *re.findall('(?:href|action)="([^"]*)"', page.text)):
            assert person not in one
            assert person[:8].upper() not in one
