"""Idempotency-Key over HTTP: on the real application and store, on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from services.conference.http import catalogue
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.http.routes import takes_key
from shared.identity import Actor
from shared.use_case import Request
from tests.behaviour.http_alone import counter_alone
from tests.behaviour.http_counter import Counter, somebody, told_problem
from tests.conftest import NewPlace

OPERATOR = somebody("city", "operator", "-op")
SECRETARY = somebody("city", "secretariat")
AGENCY = {
    "municipality": DEMO_MUNICIPALITY,
    "name": "架空の居場所",
    "kind": "npo",
    "holder_class": "private",
    "internal": False,
}


def key() -> dict[str, str]:
    """A header with a key that nobody has used."""
    return {"Idempotency-Key": f'"{uuid4()}"'}


@pytest.fixture
def counter(tmp_path: Path, new_place: NewPlace) -> Iterator[Counter]:
    """The conference service, which knows its municipality."""
    with counter_alone(tmp_path, "conference", new_place()) as (counter, _):
        counter.told("municipality.describe", OPERATOR, municipality=DEMO_MUNICIPALITY)
        yield counter


def agencies(counter: Counter) -> int:
    """How many there are."""
    told = counter.told("agencies.list", OPERATOR, municipality=DEMO_MUNICIPALITY)
    return len(told["agencies"])


def test_a_repeat_makes_nothing_and_is_answered_alike(counter: Counter) -> None:
    """Sent twice with one key there is one agency, and the same status and id are told."""
    once = key()
    first = counter.ask("agencies.register", OPERATOR, once, **AGENCY)
    again = counter.ask("agencies.register", OPERATOR, once, **AGENCY)
    other = counter.ask("agencies.register", OPERATOR, key(), **AGENCY)

    assert first.status_code == again.status_code == HTTPStatus.CREATED
    assert first.json() == again.json() == str(UUID(first.json()))
    assert other.json() != first.json()
    assert agencies(counter) == 2


def test_without_an_answer_a_repeat_is_silent_as_well(counter: Counter) -> None:
    """An act without an answer is told as done both times, though its version has moved on."""
    made = counter.told("agencies.register", OPERATOR, **AGENCY)
    once = key()
    change = {one: AGENCY[one] for one in ("kind", "holder_class", "internal")}
    change |= {"agency_id": made, "name": "架空の新しい居場所", "expected_version": 1}
    statuses = [
        counter.ask("agencies.amend", OPERATOR, headers, **change).status_code
        for headers in (once, once, key())
    ]

    assert statuses == [HTTPStatus.NO_CONTENT, HTTPStatus.NO_CONTENT, HTTPStatus.CONFLICT]


def test_the_order_of_what_is_sent_does_not_matter(counter: Counter) -> None:
    """The same document written in another order is the same request."""
    once = key()
    first = counter.ask("agencies.register", OPERATOR, once, **AGENCY)
    again = counter.ask("agencies.register", OPERATOR, once, **dict(reversed(AGENCY.items())))

    assert again.json() == first.json()


def test_another_request_under_the_key_is_refused(counter: Counter) -> None:
    """One key is for one request: 422, and nothing of the first is told."""
    once = key()
    counter.ask("agencies.register", OPERATOR, once, **AGENCY)
    other = counter.ask("agencies.register", OPERATOR, once, **AGENCY | {"name": "架空の別の所"})

    assert told_problem(other) == (422, "idempotency-key-reused")
    assert agencies(counter) == 1


@pytest.mark.parametrize(
    "stranger", [somebody("npo", "operator", "-op"), somebody("city", "operator", "-other")]
)
def test_a_key_belongs_to_whoever_sent_it(counter: Counter, stranger: Actor) -> None:
    """The same key of another person or agency is no repeat, and learns nothing of the first."""
    once = key()
    first = counter.ask("agencies.register", OPERATOR, once, **AGENCY)
    other = counter.ask("agencies.register", stranger, once, **AGENCY)

    assert first.json() not in other.text


def test_who_may_not_act_learns_nothing_from_a_key(counter: Counter) -> None:
    """The role is looked at first, also where the answer is remembered."""
    once = key()
    counter.ask("agencies.register", OPERATOR, once, **AGENCY)
    moved = OPERATOR.model_copy(update={"role": "auditor"})

    told = told_problem(counter.ask("agencies.register", moved, once, **AGENCY))

    assert told == (403, "role-not-entitled")


def test_a_refused_act_may_be_sent_again(counter: Counter) -> None:
    """A refusal is not remembered: what was missing is mended, and the same key works."""
    once = key()
    roster = {"local_name": "架空の会議", "legal_modes": ["shien_kaigi_106_6"]}
    early = counter.ask("rosters.open", SECRETARY, once, **roster)
    own = AGENCY | {"agency_id": SECRETARY.agency, "internal": True, "holder_class": "public"}
    counter.told("agencies.register", OPERATOR, **own | {"kind": "municipal_department"})
    first = counter.ask("rosters.open", SECRETARY, once, **roster)

    assert told_problem(early)[0] == HTTPStatus.FORBIDDEN
    assert first.status_code == HTTPStatus.CREATED
    assert counter.ask("rosters.open", SECRETARY, once, **roster).json() == first.json()


@pytest.mark.parametrize(
    "sent",
    [
        "",
        '""',
        "1b540d89-ee0a-4c5a-bb4f-35211ee52854",
        '"short"',
        '"' + "x" * 101 + '"',
        '"' + "あ" * 30 + '"',
    ],
)
def test_what_is_no_key_is_refused(counter: Counter, sent: str) -> None:
    """A key is a string in quotation marks, long enough and not too long."""
    headers = {"Idempotency-Key": sent.encode()}
    answer = counter.ask("agencies.register", OPERATOR, headers, **AGENCY)  # type: ignore[arg-type]

    assert told_problem(answer) == (400, "idempotency-key-unreadable")
    assert agencies(counter) == 0


@pytest.mark.parametrize(
    ("name", "actor"), [("agencies.list", OPERATOR), ("packets.open", SECRETARY)]
)
def test_no_key_where_answers_are_kept_by_nobody(counter: Counter, name: str, actor: Actor) -> None:
    """Questions, and acts that show something, refuse the header rather than ignore it."""
    answer = counter.ask(name, actor, key(), municipality=DEMO_MUNICIPALITY)

    assert told_problem(answer) == (400, "idempotency-key-unwanted")


def test_only_ids_can_be_kept() -> None:
    """Whatever answers with more than an id takes no key, so nothing confidential is kept."""
    for one in catalogue().values():
        answers_plainly = one.answer in (None, type(None), UUID)
        assert takes_key(one) == (one.kind == "command" and answers_plainly)
        assert issubclass(one.request, Request)
