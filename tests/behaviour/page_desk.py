"""The pages of the four services in this process, on stores in which people have lived.

It hears which use cases a page asks, and how each was answered.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import Any, cast
from uuid import uuid4

import httpx
from fastapi import FastAPI
from starlette.responses import Response
from starlette.testclient import TestClient

from docs.authorization_pages import SHOWN, PageRow
from docs.http_api import FACES
from services.command.wiring import build
from shared.calendar import system_clock
from shared.facts.fact import SERVICES, Service
from shared.http.app import http_app
from shared.http.face import Face
from shared.identity import Actor
from shared.operation import with_operation
from shared.pages.session import Sessions
from shared.refusal import Refusal
from shared.secret_key import create_secret_key
from shared.service import Service as Wired
from shared.use_case import Bound, UseCase
from tests.behaviour.lived_in import LivedIn, is_id, texts_in
from tests.behaviour.strangers import Question, question

SITE = "http://127.0.0.1"
OURS = {"Origin": SITE, "Sec-Fetch-Site": "same-origin"}
PART = re.compile(r"\{(\w+)\}")
CODE = re.compile(r'<p class="code">([a-z-]+)</p>')
CHOSEN: Mapping[str, str] = {
    "about": "step",
    "act": "assess",
    "after": "2",
    "before": "1",
    "edition": "1",
    "show": "mine",
    "status": "offered",
    "version": "1",
    "way": "person",
}
"""Parts of addresses that stand for no record: one of those that there are."""


@dataclass(frozen=True)
class Heard:
    """A use case that a page asked.

    Attributes:
        name: its name.
        town: of which municipality it was asked, if it was of one.
        refused: the code with which it was refused, if it was.
    """

    name: str
    town: str | None = None
    refused: str | None = None


@dataclass
class PageDesk:
    """Where pages are asked.

    Attributes:
        lived: who lives there, and what they asked.
        heard: what the last page asked, in order.
        spoilt: what is done to each use case that a page asks, if anything is.
    """

    lived: LivedIn
    heard: list[Heard] = field(default_factory=list)
    spoilt: Callable[[Bound], Bound] | None = None
    _clients: dict[str, TestClient] = field(default_factory=dict)
    _sessions: dict[str, Sessions] = field(default_factory=dict)

    def ask(
        self, row: PageRow, actor: Actor, ids: Mapping[str, str], typed: Mapping[str, Any]
    ) -> httpx.Response:
        """Look at a page, or send its form, as somebody who is signed in.

        Args:
            row: which.
            actor: who.
            ids: what stands in its address.
            typed: what is sent with a form.
        """
        sessions, kept = self._sessions[row.pages.service], Response()
        token = sessions.form_token(sessions.begin(kept, (actor,)))
        headers = {**OURS, "Cookie": kept.headers["set-cookie"].partition(";")[0]}
        path = PART.sub(lambda part: ids[part[1]], row.pages.path_of(row.route))
        self.heard.clear()
        client = self._clients[row.pages.service]
        if row.route.method == "GET":
            return client.get(path, headers=headers)
        return client.post(path, data={**typed, "form_token": token}, headers=headers)

    def apps(self) -> Iterator[tuple[Face, FastAPI]]:
        """Each service's app, as people outside reach it, with what it offers."""
        for service, client in self._clients.items():
            yield _face(service), cast("FastAPI", client.app)

    def open(self, stack: ExitStack, service: Service) -> None:
        """Let the pages of a service be asked."""
        wired = stack.enter_context(closing(build(self.lived.home.settings(service), system_clock)))
        offered = with_operation(_use_cases(wired), wired, system_clock)
        listening = {
            name: (one, self._listening(one, call)) for name, (one, call) in offered.items()
        }
        pages = SHOWN[service].routes(listening, wired, system_clock)
        routes = [*_face(service).routes(offered, wired, system_clock), *pages]
        app = http_app(service, routes)
        client = TestClient(app, SITE, raise_server_exceptions=False, follow_redirects=False)
        self._clients[service] = stack.enter_context(client)
        self._sessions[service] = Sessions(wired.settings, system_clock, wired.register)

    def _listening(self, use_case: UseCase, bound: Bound) -> Bound:
        asked = self.spoilt(bound) if self.spoilt else bound

        @functools.wraps(bound)
        def listening(actor: Actor, request: Any) -> Any:
            town = getattr(request, "municipality", None)
            try:
                answer = asked(actor, request)
            except Refusal as refusal:
                self.heard.append(Heard(use_case.name, town, refusal.code))
                raise
            self.heard.append(Heard(use_case.name, town))
            return answer

        return listening


def _face(service: str) -> Face:
    return next(one for one in FACES if one.name == service)


def _use_cases(wired: Wired) -> Mapping[str, tuple[UseCase, Bound]]:
    return cast("Any", wired).application.use_cases()  # type: ignore[no-any-return]


@contextmanager
def page_desk(lived: LivedIn, spoilt: Callable[[Bound], Bound] | None = None) -> Iterator[PageDesk]:
    """The pages of a running system, for the length of a block.

    Args:
        lived: the system.
        spoilt: what is done to each use case that a page asks, if anything is.
    """
    if not lived.home.session_key.exists():
        create_secret_key(lived.home.session_key)
    desk = PageDesk(lived, spoilt=spoilt)
    with ExitStack() as stack:
        for service in SERVICES:
            desk.open(stack, service)
        yield desk


@dataclass(frozen=True)
class PageQuestion:
    """A page, asked about what is on record.

    Attributes:
        row: which.
        about: the use case that opens it, with everything that is sent.
        ids: what stands in its address.
    """

    row: PageRow
    about: Question
    ids: Mapping[str, str]

    @property
    def typed(self) -> dict[str, Any]:
        """What is sent with its form: what each of its use cases is asked, by its own names."""
        return {
            name: told if isinstance(told, list) else str(told)
            for name, told in self.about.request.items()
            if isinstance(told, str | int) or (told and all(isinstance(one, str) for one in told))
        }

    @property
    def about_nothing(self) -> PageQuestion:
        """The same about things that do not exist."""
        ids = {name: str(uuid4()) if is_id(one) else one for name, one in self.ids.items()}
        about = self.about
        nothing = Question(about.service, about.use_case, about.about_nothing, about.journey)
        return PageQuestion(self.row, nothing, ids)

    @property
    def sent(self) -> set[str]:
        """Every text that was sent."""
        return {*texts_in(self.about.request), *self.ids.values()}


def page_question(lived: LivedIn, row: PageRow, journey: str) -> PageQuestion:
    """How a page is asked for: with real ids, as its use cases were asked in the journeys."""
    face = _face(row.pages.service)
    asked = [question(lived, face, one, journey) for one in row.uses]
    first = asked[0]
    request = {name: told for one in reversed(asked) for name, told in one.request.items()}
    request["municipality"] = first.request.get(
        "municipality", lived.journeys[first.journey].municipality
    )
    everywhere = {**_ids_of(lived, journey), **CHOSEN, **request}
    names = PART.findall(row.route.path)
    assert {*names} <= {*everywhere}, f"say in {__name__} what stands in {row.route.path}"
    ids = {name: str(everywhere[name]) for name in names}
    about = Question(first.service, first.use_case, {**request, **ids}, first.journey)
    return PageQuestion(row, about, ids)


def _ids_of(lived: LivedIn, journey: str) -> dict[str, str]:
    """The last id of each kind that was sent, those of one journey before all others."""
    requests = sorted(lived.asked.values(), key=lambda one: one.journey == journey)
    return {
        name: told
        for one in requests
        for name, told in one.request.items()
        if isinstance(told, str)
    }
