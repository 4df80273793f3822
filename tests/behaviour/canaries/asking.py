"""Asking every address of every service over HTTP, as anybody, and looking at what comes back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import httpx
from starlette.responses import Response

from docs.authorization_pages import page_rows
from docs.http_api import FACES
from shared.calendar import system_clock
from shared.facts.fact import SERVICES, Service
from shared.http.face import Face
from shared.identity import Actor
from shared.pages.session import Sessions
from tests.behaviour.canaries.words import Canaries
from tests.behaviour.canaries.world import TOWN, CanaryTown
from tests.behaviour.lived_in import LivedIn
from tests.behaviour.page_desk import OURS, PART, PageQuestion, page_question
from tests.behaviour.strangers import Question, question

SHOWN: tuple[Face, ...] = tuple(face for face in FACES if face.name in SERVICES)
HARMLESS, SOMEDAY = "架空のことば", "2001-02-03"
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ADDRESS = re.compile(r'\b(?:href|action|src|formaction)="([^"]*)"')
OF_PERSONS = ("person_id", "given_by", "subjects", "persons", "consenting", "party_id")


@dataclass
class Asker:
    """Asks as anybody; every answer is looked at before it is handed on.

    Attributes:
        town: whom it asks.
        leaks: where a canary stood that was shown to nobody entitled: address, who, where.
    """

    town: CanaryTown
    stack: ExitStack
    leaks: list[tuple[str, str, str]] = field(default_factory=list)
    _clients: dict[Service, httpx.Client] = field(default_factory=dict)
    _headers: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for service, counter in self.lived.counters.items():
            client = httpx.Client(base_url=counter.client.base_url, timeout=60)
            self._clients[service] = self.stack.enter_context(client)

    @property
    def lived(self) -> LivedIn:
        """The system."""
        return self.town.lived

    @property
    def canaries(self) -> Canaries:
        """What is looked for."""
        return self.town.canaries

    def questions(self) -> Iterator[Question]:
        """One for each address of the documents that the services serve."""
        for face in SHOWN:
            served = self.get(face.name, f"/{face.name}/openapi.json", None).json()["paths"]
            names = {one["post"]["operationId"] for one in served.values()}
            for name in sorted(names):
                yield question(self.lived, face, face.catalogue()[name], TOWN)

    def pages(self) -> Iterator[PageQuestion]:
        """One for each page that the services show."""
        for face in SHOWN:
            for row in page_rows(face):
                yield page_question(self.lived, row, TOWN)

    def ask(self, asked: Question, actor: Actor | None, *, harmless: bool = True) -> httpx.Response:
        """Ask for a use case; ``harmless``: without the canaries that stood in the request."""
        path = f"/{asked.service}/{asked.use_case.name.replace('.', '/')}"
        sent = self.without(asked.request) if harmless else asked.request
        return self._clients[asked.service].post(path, json=sent, headers=self._token(actor))

    def visit(self, asked: PageQuestion, actor: Actor | None) -> httpx.Response:
        """Look at a page, or send its form."""
        pages, route = asked.row.pages, asked.row.route
        path = PART.sub(lambda part: asked.ids[part[1]], pages.path_of(route))
        headers = self._cookie(actor)
        client = self._clients[asked.about.service]
        if route.method == "GET":
            return client.get(path, headers=headers)
        typed = {**self.without(asked.typed), "form_token": headers.get("X-Token", "")}
        return client.post(path, data=typed, headers={**headers, **OURS})

    def get(self, service: str, path: str, actor: Actor | None) -> httpx.Response:
        """Look at any address, as somebody who is signed in, or as nobody."""
        client = next(one for name, one in self._clients.items() if name == service)
        return client.get(path, headers=self._cookie(actor))

    def without(self, told: Any) -> Any:
        """A document with no canary and nobody's day of birth in it."""
        if isinstance(told, dict):
            return {name: self.without(one) for name, one in told.items()}
        if isinstance(told, list):
            return [self.without(one) for one in told]
        if isinstance(told, str) and self.canaries.births_are_in(told.encode()):
            return SOMEDAY
        found = isinstance(told, str) and self.canaries.are_in(told.encode())
        return HARMLESS if found else told

    def look_at(self, answer: httpx.Response, who: str) -> None:
        """Keep where a canary stands in an answer to somebody who is to see none."""
        where = f"{answer.request.method} {answer.request.url.path}"
        heads = "\n".join(f"{name}: {unquote(told)}" for name, told in answer.headers.items())
        for part, data in (("headers", heads.encode()), ("body", answer.content)):
            if self.canaries.are_in(data) or self.canaries.births_are_in(data):
                self.leaks.append((where, who, part))
        expect_not_kept(answer)

    def _token(self, actor: Actor | None) -> dict[str, str]:
        if actor is None:
            return {}
        kept = ("token", actor.model_dump_json())
        if kept not in self._headers:
            token = self.lived.counters["intake"].token(actor)
            self._headers[kept] = {"Authorization": f"Bearer {token}"}
        return self._headers[kept]

    def _cookie(self, actor: Actor | None) -> dict[str, str]:
        if actor is None:
            return {}
        kept = ("cookie", actor.model_dump_json())
        if kept not in self._headers:
            response = Response()
            settings = self.lived.home.settings("intake")
            sessions = Sessions(settings, system_clock, lambda _: None)
            token = sessions.form_token(sessions.begin(response, (actor,)))
            cookie = response.headers["set-cookie"].partition(";")[0]
            self._headers[kept] = {"Cookie": cookie, "X-Token": token}
        return self._headers[kept]


def expect_not_kept(answer: httpx.Response) -> None:
    """No cache keeps an answer, and no other site is told of its address."""
    assert answer.headers["cache-control"] == "no-store", answer.request.url.path
    assert answer.headers["referrer-policy"] == "no-referrer", answer.request.url.path


def title_of(page: str) -> str:
    """The title of a window."""
    (title,) = TITLE.findall(page)
    return html.unescape(title)


def addresses_in(page: str) -> set[str]:
    """Where the links of a page lead and its forms are sent, as they are read."""
    return {unquote(html.unescape(one)) for one in ADDRESS.findall(page)}


def persons_of(lived: LivedIn) -> set[str]:
    """The ids of everybody who was registered at the counter, or asked about."""
    found = {
        str(lived.names[one.id].resolve(f"${step.save}"))
        for one in lived.journeys.values()
        for step in one.steps
        if step.do == "intake.register-person" and isinstance(step.save, str)
    }
    return found | {told for asked in lived.asked.values() for told in _persons_in(asked.request)}


def _persons_in(request: Mapping[str, Any]) -> Iterator[str]:
    for name in OF_PERSONS:
        told = request.get(name) or ()
        yield from (told,) if isinstance(told, str) else told
