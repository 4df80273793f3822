"""A running site to look at, and the people who look."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any, TypeVar

import httpx
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from starlette.responses import Response

from services.command.embedded.ports import Ports
from shared.calendar import system_clock
from shared.facts.fact import Service
from shared.identity import Actor
from shared.pages.session import Sessions
from shared.settings import Home
from tests.behaviour.http_counter import Counter

T = TypeVar("T")
SERIOUS = ("serious", "critical")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""WCAG 2.2, levels A and AA, and what is good practice besides."""


@contextmanager
def beside(running: AbstractContextManager[T]) -> Iterator[T]:
    """Start a system from a thread of its own, since Playwright's loop runs in this one.

    The thread stays, for the system's processes end with the thread that started them.
    """
    with ThreadPoolExecutor(1) as thread:
        found = thread.submit(running.__enter__).result()
        try:
            yield found
        finally:
            thread.submit(running.__exit__, None, None, None).result()


@dataclass(frozen=True)
class Site:
    """A running embedded system.

    Attributes:
        home: its folder.
        ports: where it listens.
    """

    home: Home
    ports: Ports

    @property
    def url(self) -> str:
        """Where people find it."""
        return f"http://127.0.0.1:{self.ports.front}"

    def counter(self, service: Service) -> Counter:
        """Where one service is asked over HTTP, to prepare what is looked at."""
        return Counter(self.home, httpx.Client(base_url=self.url, timeout=60), service)

    def session_cookie(self, actor: Actor) -> Any:
        """The cookie that signing in as somebody leaves (the sign-in has tests of its own)."""
        response = Response()
        sessions = Sessions(self.home.settings("intake"), system_clock, lambda _: None)
        sessions.begin(response, (actor,))
        cookie: SimpleCookie = SimpleCookie(response.headers["set-cookie"])
        (morsel,) = cookie.values()
        return {
            "name": morsel.key,
            "value": morsel.value,
            "domain": "127.0.0.1",
            "path": "/",
            "secure": True,
            "httpOnly": True,
            "sameSite": "Lax",
        }


def expect_accessible(page: Page) -> None:
    """No finding of axe-core that hinders anybody; each is told by rule and place."""
    page.wait_for_load_state()
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})
    hindering = [
        f"{one['id']} ({one['impact']}): {[node['target'] for node in one['nodes']][:5]}"
        for one in found.response["violations"]
        if one["impact"] in SERIOUS
    ]
    assert not hindering, "\n".join(hindering)


def expect_fits(page: Page) -> None:
    """The page itself never scrolls sideways, at whatever width it is looked at."""
    page.wait_for_load_state()
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert wide <= 0, f"{wide} px too wide"
