"""No confidential word is anywhere for whom it is not: every address, asked by everybody outside.

A system is lived in whose every confidential field holds a canary. Then each address that the
services' documents and pages name is asked by nobody, by strangers and by those whose contract is
over, in each role; and what is shown to whoever works there is looked at for what an address or a
title gives away.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import to_json

from docs.authorization import ROLES
from services.command.embedded.ports import Ports
from shared.facts.fact import SERVICES
from shared.identity import Actor, Role
from shared.use_case import Bound
from tests.behaviour.canaries.asking import Asker, addresses_in, persons_of, title_of
from tests.behaviour.canaries.days import BORN, written
from tests.behaviour.canaries.shown import entitled
from tests.behaviour.canaries.words import every_field
from tests.behaviour.canaries.world import canary_town
from tests.behaviour.page_desk import PageQuestion, page_desk
from tests.behaviour.strangers import STRANGERS, Question, stranger
from tests.faults.canaries import found_below, found_in
from tests.faults.rig import stream_messages

pytestmark = pytest.mark.timeout(900)

SEED = 20_261_122
WITHOUT_CASES: tuple[Role, ...] = ("statistician", "prefecture", "operator")
"""Roles of the very agency that does the work, which have nothing to do with anybody's case."""

SPEAKING = frozenset({"intake", "conference", "placement"})
"""Services that keep words; what stats keeps are codes, days and numbers."""


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """A system full of canaries, and somebody who asks it as anybody."""
    with ExitStack() as stack:
        town = stack.enter_context(canary_town(tmp_path_factory.mktemp("canaries"), SEED))
        yield Asker(town, stack)


@pytest.fixture(scope="module")
def questions(asker: Asker) -> list[Question]:
    """One for each address that the documents name."""
    return list(asker.questions())


@pytest.fixture(scope="module")
def pages(asker: Asker) -> list[PageQuestion]:
    """One for each page."""
    return list(asker.pages())


def outsiders(asker: Asker) -> Iterator[tuple[str, Actor | None]]:
    """Everybody who is to be told nothing, by what they are."""
    yield "nobody", None
    for relation in STRANGERS:
        for role in ROLES:
            yield f"{relation} {role}", stranger(relation, role)
    for own in WITHOUT_CASES:
        yield f"own {own}", asker.town.worker(own)


def test_every_confidential_field_holds_a_canary(asker: Asker) -> None:
    """A new field that takes confidential words has to be filled here."""
    assert every_field() - asker.canaries.said == set()
    assert len(every_field()) > 100


def test_whoever_works_there_is_told_every_kind_of_word(
    asker: Asker, questions: list[Question], pages: list[PageQuestion]
) -> None:
    """The search means something: over HTTP and on pages those entitled see canaries."""
    shown = entitled(asker, questions, pages)
    assert shown.words == {(way, one) for way in ("http", "pages") for one in SPEAKING}
    assert shown.births
    assert len(shown.pages) > len(pages) / 3
    people = persons_of(asker.lived)
    assert len(people) > 10
    for page in shown.pages:
        where = page.request.url.path
        assert not asker.canaries.are_in(title_of(page.text).encode()), where
        for address in addresses_in(page.text):
            assert not asker.canaries.are_in(address.encode()), where
            assert not [one for one in people if one in address], (where, address)


def test_no_address_shows_a_word_to_anybody_outside(
    asker: Asker, questions: list[Question]
) -> None:
    """Neither body nor headers of any answer over HTTP hold a canary, nor is any answer kept."""
    for who, actor in outsiders(asker):
        for one in questions:
            answer = asker.ask(one, actor)
            assert answer.status_code < 500, (who, one.use_case.name)
            asker.look_at(answer, who)
    assert asker.leaks == []


def test_no_page_shows_a_word_to_anybody_outside(asker: Asker, pages: list[PageQuestion]) -> None:
    """Neither a page, its title and its headers, nor the way to sign in, hold a canary."""
    for who, actor in outsiders(asker):
        for one in pages:
            answer = asker.visit(one, actor)
            assert answer.status_code < 500, (who, one.row.address)
            asker.look_at(answer, who)
    assert asker.leaks == []


def test_another_role_of_the_own_agency_is_told_nothing(
    asker: Asker, questions: list[Question], pages: list[PageQuestion]
) -> None:
    """Whoever works beside them, in a role that a use case or a page is not for, sees no word."""
    for role in set(ROLES) - set(WITHOUT_CASES):
        actor = asker.town.worker(role)
        for one in questions:
            if role not in one.use_case.roles:
                answer = asker.ask(one, actor)
                assert answer.status_code == HTTPStatus.FORBIDDEN, (role, one.use_case.name)
                asker.look_at(answer, f"own {role}")
        for page in pages:
            if role not in page.row.uses[0].roles:
                answer = asker.visit(page, actor)
                assert answer.status_code == HTTPStatus.FORBIDDEN, (role, page.row.address)
                asker.look_at(answer, f"own {role}")
    assert asker.leaks == []


def test_a_page_that_fails_holds_no_word(
    asker: Asker, pages: list[PageQuestion], capfd: pytest.CaptureFixture[str]
) -> None:
    """Given a defect whose text is all that was asked and answered, then neither page nor log is.

    A page fails in the midst of it, after its first use case has been answered for real; those
    that ask for nothing (an empty form) have nothing to fail with.
    """
    failed = 0
    with page_desk(asker.lived, broken) as desk:
        for page in pages:
            worker = asker.town.worker(min(page.row.uses[0].roles))
            answer = desk.ask(page.row, worker, page.ids, asker.without(page.typed))
            failed += answer.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
            asker.look_at(answer, f"own {worker.role}")
    assert failed > len(pages) / 2
    assert asker.leaks == []
    logged = "".join(capfd.readouterr()).encode()
    assert b"pages.failed" in logged
    assert not asker.canaries.are_in(logged)
    assert not asker.canaries.births_are_in(logged)


def broken(bound: Bound) -> Bound:
    """A use case with a defect behind its work, whose message repeats everything."""

    @functools.wraps(bound)
    def failing(actor: Actor, request: Any) -> Any:
        answer = bound(actor, request)
        told = to_json(answer, fallback=repr, bytes_mode="base64").decode()
        raise RuntimeError(f"{request!r} {told}")

    return failing


def test_no_document_and_no_error_repeats_a_word(asker: Asker, questions: list[Question]) -> None:
    """Not found, not allowed, too large, unreadable: what was sent stands in no answer."""
    word = asker.canaries.word("架空 いちろう")
    for service, counter in asker.lived.counters.items():
        worker = asker.town.worker("counsellor")
        one = next(it for it in questions if it.service == service)
        token = {"Authorization": f"Bearer {counter.token(worker)}"}
        path = counter.path_of(one.use_case.name)
        sends = [
            counter.client.get(f"/{service}/openapi.json"),
            counter.client.get("/health/live"),
            counter.client.get("/health/ready"),
            counter.client.get(f"/{service}/{word}", headers=token),
            counter.client.request("PUT", path, json={"word": word}, headers=token),
            counter.client.post(path, content=b"x" + word.encode() * 200_000, headers=token),
            counter.client.post(path, json={word: word}, headers=token),
            counter.client.post(path, content=word.encode(), headers=token),
            asker.get(service, f"/{service}/pages/{word}", worker),
            asker.get(service, f"/{service}/pages/{word}", None),
            asker.get(service, f"/session/sign-in?wanted={word}", None),
        ]
        for answer in sends:
            assert answer.status_code < 500
            if not answer.request.url.path.startswith("/health"):
                asker.look_at(answer, service)
            assert not asker.canaries.are_in(answer.content), answer.request.url.path
    assert asker.leaks == []


def test_no_file_and_no_message_holds_a_word(asker: Asker) -> None:
    """After everything was asked, no store, log or stream holds a canary in any form."""
    home, marks = asker.lived.home, asker.canaries.marks
    logs = [path for path in home.logs.rglob("*") if path.is_file() and path.stat().st_size]
    assert len(logs) >= len(SERVICES)
    assert found_below(Path(home.folder), marks) == {}
    born = written({BORN})
    for path in Path(home.folder).rglob("*"):
        assert not (path.is_file() and born.search(path.read_bytes())), path
    for service in SERVICES:
        messages = stream_messages(home, Ports.read(home), service)
        assert messages or service == "stats"
        for message in messages:
            told = (message.subject or "").encode() + repr(message.headers).encode()
            assert not found_in(told + (message.data or b""), marks)
            assert not born.search(told + (message.data or b""))
