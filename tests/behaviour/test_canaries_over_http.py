"""No confidential word is anywhere for whom it is not: every address, asked by everybody outside.

A system is lived in whose every confidential field holds a canary. Then each address that the
services' documents and pages name is asked by nobody, by strangers and by those whose contract is
over, in each role; and what is shown to whoever works there is looked at for what an address or a
title gives away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from docs.authorization import ROLES
from services.command.embedded.ports import Ports
from shared.facts.fact import SERVICES
from shared.identity import Actor
from tests.behaviour.canaries.asking import Asker, addresses_in, persons_of, title_of
from tests.behaviour.canaries.words import every_field
from tests.behaviour.canaries.world import canary_town
from tests.behaviour.page_desk import PageQuestion
from tests.behaviour.strangers import STRANGERS, Question, stranger
from tests.faults.canaries import found_below, found_in
from tests.faults.rig import stream_messages

pytestmark = pytest.mark.timeout(900)

SEED = 20_261_122
WITHOUT_CASES = ("statistician", "prefecture", "operator")
"""Roles of the very agency that does the work, which have nothing to do with anybody's case."""

SPEAKING = frozenset({"intake", "conference", "placement"})
"""Services that keep words; what stats keeps are codes, days and numbers."""


@dataclass
class Shown:
    """What somebody entitled was shown.

    Attributes:
        words: by whether over HTTP or as a page, the services that showed a canary.
        pages: every page that was shown, with its text.
    """

    words: set[tuple[str, str]] = field(default_factory=set)
    pages: list[httpx.Response] = field(default_factory=list)


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
    for role in WITHOUT_CASES:
        yield f"own {role}", asker.town.worker(role)  # type: ignore[arg-type]


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
    assert len(shown.pages) > len(pages) / 3
    people = persons_of(asker.lived)
    assert len(people) > 10
    for page in shown.pages:
        where = page.request.url.path
        assert not asker.canaries.are_in(title_of(page.text).encode()), where
        for address in addresses_in(page.text):
            assert not asker.canaries.are_in(address.encode()), where
            assert not [one for one in people if one in address], (where, address)


def entitled(asker: Asker, questions: list[Question], pages: list[PageQuestion]) -> Shown:
    """What those who worked there are shown, asking again as they did."""
    shown, asked = Shown(), asker.lived.asked
    for one in questions:
        worker = asked.get((one.service, one.use_case.name))
        if worker is not None and one.use_case.kind == "query":
            answer = asker.ask(one, worker.actor, harmless=False)
            if asker.canaries.are_in(answer.content):
                shown.words.add(("http", one.service))
    for page in pages:
        if page.row.uses[0].kind == "command" and page.row.route.method == "POST":
            continue
        worked = {asked[page.about.service, one.name].actor for one in page.row.uses
                  if (page.about.service, one.name) in asked}  # fmt: skip
        for actor in (*worked, *map(asker.town.worker, sorted(page.row.uses[0].roles))):
            answer = asker.visit(page, actor)
            if answer.is_success and "text/html" in answer.headers["content-type"]:
                shown.pages.append(answer)
                if asker.canaries.are_in(answer.content):
                    shown.words.add(("pages", page.about.service))
    return shown


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
    for service in SERVICES:
        messages = stream_messages(home, Ports.read(home), service)
        assert messages or service == "stats"
        for message in messages:
            told = (message.subject or "").encode() + repr(message.headers).encode()
            assert not found_in(told + (message.data or b""), marks)
