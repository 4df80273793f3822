"""Counting takes long: whoever waits for it keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import threading
from typing import Any, cast

import httpx

from services.stats.http import FACE, catalogue
from shared.calendar import system_clock
from shared.http.app import http_app
from shared.http.routes import AT_ONCE, SLOW_AT_ONCE, use_case_routes
from shared.http.statuses import Statuses
from shared.idempotency import Once
from shared.identity import Actor
from shared.use_case import Request, offered_by, use_case

STATISTICIAN = Actor(person="p-1", agency="a-1", role="statistician", purpose="statistics")
WITHIN_SECONDS = 60.0


class Office:
    """Counts until it is told to stop, and lists at once."""

    def __init__(self) -> None:
        self.begun = threading.Semaphore(0)
        self.go_on = threading.Event()

    @use_case("figures.count", "数える", roles=("statistician",), kind="query")
    def count(self, actor: Actor, request: Request) -> int:
        """Take long."""
        _ = actor, request
        self.begun.release()
        assert self.go_on.wait(WITHIN_SECONDS)
        return 1

    @use_case("figures.list", "一覧", roles=("statistician",), kind="query")
    def every(self, actor: Actor, request: Request) -> list[int]:
        """Take no time."""
        _ = actor, request
        return [1]


def test_what_is_counted_while_somebody_waits_stands_in_a_line_of_its_own() -> None:
    """Every use case of stats that counts is in it, and none that only reads what was issued."""
    assert FACE.slow <= catalogue().keys()
    assert {"returns.look", "returns.issue", "kpi.show", "returns.publish"} <= FACE.slow
    assert not {"returns.show", "returns.list", "returns.edition", "kpi.enter"} & FACE.slow


async def test_however_many_count_a_list_is_answered_meanwhile() -> None:
    """More ask for counts than there are places for all: two are counted, and lists are told."""
    office = Office()
    once = Once(cast("Any", None), system_clock)  # nobody sends a key
    app = http_app(
        "office",
        use_case_routes(
            "office",
            offered_by(office),
            lambda _token, _role: STATISTICIAN,
            Statuses(),
            once,
            {"figures.count"},
        ),
    )
    sent = {"headers": {"Authorization": "Bearer t"}, "json": {}}
    transport = httpx.ASGITransport(app)
    async with (
        httpx.AsyncClient(transport=transport, base_url="http://office") as client,
        asyncio.timeout(WITHIN_SECONDS),
    ):
        counting = [
            asyncio.create_task(client.post("/office/figures/count", **sent))
            for _ in range(AT_ONCE + SLOW_AT_ONCE)
        ]
        for _ in range(SLOW_AT_ONCE):
            assert await asyncio.to_thread(office.begun.acquire, timeout=WITHIN_SECONDS)
        listed = await client.post("/office/figures/list", **sent)
        assert listed.json() == [1]
        assert not office.begun.acquire(blocking=False)
        office.go_on.set()
        answers = await asyncio.gather(*counting)
    assert [one.status_code for one in answers] == [200] * len(counting)
