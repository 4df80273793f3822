"""Bearer tokens at each of the four services: who has an account, in which role, unhurried."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from services.command.embedded.issuer import issue
from services.command.embedded.nats_server import free_port
from services.command.embedded.system import prepare
from services.command.faces import routes_of
from services.command.wiring import build
from services.conference.app import Conference
from shared.calendar import jst_date
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.facts.conference import AgencyRegistered
from shared.facts.fact import SERVICES
from shared.http.app import http_app
from shared.identity import Actor, Role, service_actor
from shared.known_agencies import remember_agency
from shared.service import Service
from shared.settings import Home
from shared.tokens.issuer import TokenIssuer
from tests.oidc.site import AGENCY, Now

ASKED = {
    "intake": "/intake/cases/list",
    "conference": "/conference/agencies/list",
    "placement": "/placement/agencies/list",
    "stats": "/stats/returns/list",
}
"""Something of each service that may be asked for with nothing, and be refused for that."""

OPERATOR = Actor(person="w-op", agency="tsunagu", role="operator", purpose="operation")
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A folder with the stores and keys of all four services."""
    folder = Home(tmp_path_factory.mktemp("tokens") / "home")
    prepare(folder)
    return folder


@dataclass
class Counter:
    """One service's app, asked without a port.

    Attributes:
        home: the folder whose issuer vouches.
        service: which.
        now: its clock.
        client: asks it.
    """

    home: Home
    service: Service
    now: Now
    client: httpx.AsyncClient

    async def ask(self, token: str, headers: dict[str, str] | None = None) -> tuple[int, str]:
        """Ask for nothing in particular; the status, and the code of the refusal."""
        sent = {"Authorization": f"Bearer {token}", **(headers or {})}
        answer = await self.client.post(ASKED[self.service.name], headers=sent)
        told = answer.json()
        return answer.status_code, told.get("code", "") if isinstance(told, dict) else ""

    def token(self, role: Role = "counsellor", **changed: Any) -> str:
        """A token of the folder's own issuer, for the agency of the tests."""
        said = {"person": "w-1", "agency": AGENCY, "role": role, "purpose": "consultation"}
        actor = Actor.model_validate(said | changed)
        return issue(self.home, actor, timedelta(minutes=30), self.now)

    def entrust(self, **period: Any) -> None:
        """Have the agency registered, entrusted with work for a period or not at all."""
        if isinstance(self.service, Conference):
            self._register(period)
            return
        fact = AgencyRegistered(
            municipality=DEMO_MUNICIPALITY,
            occurred_on=jst_date(self.now()),
            agency_id=AGENCY,
            agency_kind="npo",
            internal=False,
            entrusted_from=period.get("start"),
            entrusted_until=period.get("end"),
        )
        actor = service_actor(self.service.name, "register")
        with self.service.store.transaction(actor, self.now()) as tx:
            remember_agency(tx, fact)

    def _register(self, period: dict[str, Any]) -> None:
        assert isinstance(self.service, Conference)
        offered = self.service.application.use_cases()
        known = self.service.register(UUID(AGENCY)) is not None
        use_case, bound = offered["agencies.amend" if known else "agencies.register"]
        told = {
            "agency_id": AGENCY,
            "municipality": DEMO_MUNICIPALITY,
            "name": "架空の相談室",
            "kind": "npo",
            "holder_class": "private",
            "internal": False,
            "entrusted": period or None,
        }
        wanted = {name: told[name] for name in told if name in use_case.request.model_fields}
        bound(OPERATOR, use_case.request.model_validate(wanted))


@pytest.fixture(params=SERVICES)
def counter(request: pytest.FixtureRequest, home: Home) -> Iterator[Counter]:
    """Each of the four services in turn."""
    now = Now()
    with closing(build(home.settings(request.param), now)) as service:
        app = http_app("a service", routes_of(service, now))
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here")
        yield Counter(home, service, now, client)


@pytest.mark.parametrize("headers", [{"Content-Length": "20000"}, {}], ids=["long", "unknown"])
async def test_a_stranger_is_refused_before_much_is_read(
    counter: Counter, headers: dict[str, str]
) -> None:
    """Of a large document, and of one of unknown length, nothing is taken in from a stranger."""
    taken = list[bytes]()

    async def much() -> AsyncIterator[bytes]:
        taken.append(b" " * 20_000)
        yield taken[-1]

    sent = {"Authorization": "Bearer a.b.c", "Content-Type": "application/json", **headers}
    path = ASKED[counter.service.name]
    answer = await counter.client.post(path, content=much(), headers=sent)
    assert (answer.status_code, answer.json()["code"]) == (401, "token-invalid")
    assert not taken


@pytest.mark.rule(55)
async def test_an_account_ends_with_the_contract(counter: Counter) -> None:
    """To the instant, at every service, whatever the token says (law rule 55)."""
    token = counter.token()
    assert (await counter.ask(token))[1] != "contract-over"
    counter.entrust()
    assert (await counter.ask(token))[1] != "contract-over"

    now = counter.now()
    counter.entrust(start=now - DAY, end=now + timedelta(minutes=5))
    assert (await counter.ask(token))[1] != "contract-over"
    counter.now.ahead = timedelta(minutes=6)
    assert await counter.ask(token) == (403, "contract-over")
    assert await counter.ask(counter.token("auditor")) == (403, "contract-over")
    somebody_else = counter.token(agency="6b0c7f2e-5a1d-4c4e-9d0e-000000000002")
    assert (await counter.ask(somebody_else))[1] != "contract-over"
    counter.entrust(start=now - DAY)
    assert (await counter.ask(token))[1] != "contract-over"


async def test_the_role_is_one_of_the_token(counter: Counter) -> None:
    """Said in a header, once and readably, and never another than the issuer gave."""
    token = counter.token("prefecture")
    assert (await counter.ask(token, {"Tsunagu-Role": "prefecture"}))[0] in (200, 400, 403)
    assert await counter.ask(token, {"Tsunagu-Role": "operator"}) == (403, "role-not-held")
    for wrong in ("", "Prefecture!", "a" * 41, "prefecture, operator"):
        assert await counter.ask(token, {"Tsunagu-Role": wrong}) == (400, "role-unreadable")


class Silent:
    """An issuer that takes a request and does not answer until it is allowed to."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.allowed = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Wait."""
        if scope["type"] == "http":
            assert Request(scope).url.path
            self.asked.set()
            await self.allowed.wait()
            await Response("", 500)(scope, receive, send)


async def test_an_issuer_that_does_not_answer_holds_nobody_else_up(home: Home) -> None:
    """While a token waits for the issuer's keys, the service answers others."""
    port, now, silent = free_port(), Now(), Silent()
    issuer = TokenIssuer(f"http://127.0.0.1:{port}", "urn:x")
    settings = replace(home.settings("placement"), token_issuer=issuer)
    with closing(build(settings, now)) as service:
        app = http_app("a service", routes_of(service, now))
        client = httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://here")
        server = uvicorn.Server(
            uvicorn.Config(silent, host="127.0.0.1", port=port, log_config=None, access_log=False)
        )
        serving = asyncio.create_task(server.serve())
        counter = Counter(home, service, now, client)
        waiting = asyncio.create_task(counter.ask(counter.token()))
        await silent.asked.wait()
        other = await client.get("/placement/openapi.json")
        assert other.status_code == 200
        assert not waiting.done()
        silent.allowed.set()
        assert await waiting == (503, "issuer-unreachable")
        server.should_exit = True
        await serving
