"""運用: the state of a service and its dead letters, as its operator asks and sees them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient

from docs.http_api import FACES
from services.command.embedded.system import prepare
from services.command.faces import routes_of
from shared.broker.topology import SUBSCRIPTIONS
from shared.calendar import system_clock
from shared.facts.fact import SERVICES
from shared.http.app import http_app
from shared.identity import Actor, Role
from shared.operation import with_operation
from shared.pages.session import Sessions
from shared.refusal import Refusal
from shared.service import Service
from shared.settings import Home
from tests.behaviour.http_counter import somebody
from tests.behaviour.operated import OPERATOR, opened, put_aside
from tests.behaviour.operation_names import OF_OPERATION
from tests.behaviour.placement_visitor import OURS, SITE


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A folder with every service's store and keys."""
    home = Home(tmp_path / "home")
    prepare(home)
    return home


def do(service: Service, name: str, actor: Actor = OPERATOR, **asked: Any) -> Any:
    """Ask one use case of the operator's."""
    described, call = with_operation({}, service, system_clock)[name]
    return call(actor, described.request(**asked))


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_tells_its_operator_where_it_stands(home: Home, name: Any) -> None:
    """The place of its own log, and of each service that it listens to; nothing but numbers."""
    with opened(home, name) as service:
        state = do(service, "operation.state")
        assert state.position == service.store.position()
    assert state.service == name
    assert [one.source for one in state.sources] == list(SUBSCRIPTIONS[state.service])
    assert state.dead_letters == 0


@pytest.mark.parametrize("face", [face for face in FACES if face.name in SERVICES])
def test_every_way_in_offers_it(face: Any) -> None:
    """The catalogue, from which HTTP, lists and documents are made, holds what operators do."""
    for name in OF_OPERATION:
        assert face.catalogue()[name].roles == {"operator"}


def test_a_dead_letter_is_listed_and_retried(home: Home) -> None:
    """The list tells what it was and why; once it has taken effect, nothing is left of it."""
    case = str(uuid4())
    with opened(home) as service:
        put_aside(service.store, case)
        (line,) = do(service, "dead-letters.list").letters
        assert (line.title, line.source, line.position) == ("相談受付", "intake", 7)
        assert case not in line.model_dump_json()
        done = do(service, "dead-letters.retry")
        assert (done.applied, done.remaining) == (1, 0)
        assert do(service, "operation.state").dead_letters == 0
        known = service.store.rows("SELECT 1 FROM known_cases WHERE case_id = :id", {"id": case})
    assert known


def test_what_still_fails_stays(home: Home) -> None:
    """A fact that this program cannot read stays, and those behind it of its case wait."""
    case, other = str(uuid4()), str(uuid4())
    with opened(home) as service:
        put_aside(service.store, case, 7, "tsunagu.intake.never-heard-of.v1")
        put_aside(service.store, case, 8)
        put_aside(service.store, other, 9)
        done = do(service, "dead-letters.retry")
        assert (done.applied, done.remaining) == (1, 2)
        left = do(service, "dead-letters.list").letters
    assert [(one.position, one.title) for one in left] == [(7, None), (8, "相談受付")]


def test_a_retry_is_on_record(home: Home) -> None:
    """Who pressed, when, which message and what came of it; nothing of what the message says."""
    case = str(uuid4())
    with opened(home) as service:
        put_aside(service.store, case, 7, "tsunagu.intake.never-heard-of.v1")
        put_aside(service.store, case, 8)
        put_aside(service.store, str(uuid4()), 9)
        do(service, "dead-letters.retry")
        answer = do(service, "dead-letters.retries")
        first = do(service, "dead-letters.retries", limit=1)
        rest = do(service, "dead-letters.retries", limit=1, after=first.next_after)
        tried = [letter.id for letter in do(service, "dead-letters.list").letters]
    done, failed = answer.retries
    assert (done.id, done.reason, done.title) == ("intake:9", None, "相談受付")
    assert (failed.id, failed.reason) == ("intake:7", "unknown-fact")
    assert {done.by, failed.by} == {OPERATOR}
    assert done.tried_at >= failed.tried_at
    assert case not in answer.model_dump_json()
    assert "intake:8" in tried, "what waits behind another was not tried, and is not on record"
    assert [first.retries, rest.retries] == [(done,), (failed,)]


def test_the_list_comes_in_pages(home: Home) -> None:
    """Given three letters and pages of two, then each comes once, in the order of retrying."""
    with opened(home) as service:
        for position in (9, 7, 8):
            put_aside(service.store, str(uuid4()), position)
        first = do(service, "dead-letters.list", limit=2)
        second = do(service, "dead-letters.list", limit=2, after=first.next_after)
    assert [one.position for one in (*first.letters, *second.letters)] == [7, 8, 9]
    assert second.next_after is None


@pytest.mark.parametrize("role", ["secretariat", "auditor", "counsellor", "member"])
def test_another_role_is_refused(home: Home, role: Role) -> None:
    """Nobody but the operator has any of it."""
    with opened(home) as service:
        for name in OF_OPERATION:
            with pytest.raises(Refusal) as refused:
                do(service, name, somebody("city", role))
            assert refused.value.code == "role-not-entitled"


@contextmanager
def looking(service: Service, actor: Actor) -> Iterator[tuple[TestClient, str]]:
    """Somebody at a service's pages with their form token."""
    answer = Response()
    sessions = Sessions(service.settings, system_clock, lambda _: None)
    token = sessions.form_token(sessions.begin(answer, (actor,)))
    app = http_app(service.name, routes_of(service, system_clock))
    with TestClient(app, SITE, raise_server_exceptions=False, follow_redirects=False) as client:
        client.headers["cookie"] = answer.headers["set-cookie"].partition(";")[0]
        yield client, token


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_has_its_page(home: Home, name: Any) -> None:
    """The operator sees it and the ways to the others; somebody else is told who does."""
    with opened(home, name) as service:
        path = f"/{name}/pages/operation"
        with looking(service, OPERATOR) as (client, _):
            page = client.get(path)
        with looking(service, somebody("city", "counsellor")) as (client, _):
            refused = client.get(path)
    assert page.status_code == 200, page.text
    assert "受け取れなかった通知はありません" in page.text
    for other in SERVICES:
        assert f'href="/{other}/pages/operation"' in page.text
    assert refused.status_code == 403


def test_a_page_has_letters_retried(home: Home) -> None:
    """The page names what is stuck and why, without its case; the button mends it."""
    case = str(uuid4())
    with opened(home) as service:
        put_aside(service.store, case)
        path = "/conference/pages/operation"
        with looking(service, OPERATOR) as (client, token):
            before = client.get(path).text
            sent = client.post(f"{path}/retry", data={"form_token": token}, headers=OURS)
            after = client.get(path).text
    assert "受け取れなかった通知が 1 件あります" in before
    assert "OperationalError at views.py:1" in before
    assert case not in before
    assert (sent.status_code, sent.headers["location"]) == (303, path)
    assert "受け取れなかった通知はありません" in after
    assert "再処理の記録" not in before
    for told in ("再処理の記録", "intake:7", OPERATOR.person, "処理した"):
        assert told in after
    assert case not in after
