"""docs/authorization.md, asked of the running system: every route, by every role, from outside.

Journeys are lived in the system first, so that there is something to find. Then each route is asked
for with a request that somebody really made, by people of the same roles who have nothing to do
with the case; and so is each page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from http import HTTPStatus

import httpx
import pytest
from starlette.routing import Route

from docs.authorization import ROLES, Outcome, authorization
from docs.authorization_pages import ENTITLED, PageRow, page_rows
from docs.http_api import FACES
from shared.http.face import Face
from shared.identity import Role
from shared.use_case import UseCase
from tests.behaviour.http_counter import told_problem
from tests.behaviour.lived_in import LivedIn, is_id, lived_in, texts_in
from tests.behaviour.page_desk import CODE, Heard, PageDesk, PageQuestion, page_desk, page_question
from tests.behaviour.strangers import (
    NEIGHBOUR_TOWN,
    Question,
    foreign_words,
    question,
    settle,
    stranger,
)

pytestmark = pytest.mark.timeout(600)

LIVED = ("j13-1", "j02", "j08", "j18", "j20")
TOWN = "J20"
"""The journey whose words stand in the examples that no journey tells."""

ROUTES = [
    (face, face.catalogue()[name])
    for face in FACES
    for name in sorted(face.catalogue())
    if face.name != "prefecture"
]
IDS = [f"{face.name} {use_case.name}" for face, use_case in ROUTES]
PAGES = [row for face in FACES if face.name != "prefecture" for row in page_rows(face)]
PAGE_IDS = [row.address for row in PAGES]
LET_IN: dict[Outcome, tuple[Role, ...]] = {
    "registry": ("operator", "auditor"),
    "figures": ("prefecture",),
}
"""Roles that are answered, whatever their agency."""

SHUT: tuple[Outcome, ...] = ("closed", *LET_IN)
"""How somebody is answered who is refused, unless their role is let in."""

WHO_ONESELF_IS = "agencies.own"
"""A page may go on without: whoever sets a system up is of an agency that nobody knows yet."""

REFUSED = (HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivedIn]:
    """A running system in which people have lived, and to which strangers are known."""
    with lived_in(tmp_path_factory.mktemp("lived"), *LIVED) as lived:
        settle(lived, lived.journeys[TOWN].municipality)
        yield lived


def ask(lived: LivedIn, asked: Question, relation: str, role: Role) -> httpx.Response:
    """How a stranger is answered; what they had recorded is known to be theirs from then on."""
    counter = lived.counters[asked.service]
    answer = counter.ask(asked.use_case.name, stranger(relation, role), **asked.request)
    if answer.is_success and asked.use_case.kind == "command":
        lived.brought.setdefault(relation, set()).update(texts_in(asked.request))
    return answer


def said(answer: httpx.Response) -> tuple[int, str]:
    """The status of an answer, and its code if it is a refusal."""
    return (answer.status_code, "") if answer.is_success else told_problem(answer)


@pytest.mark.parametrize(("face", "use_case"), ROUTES, ids=IDS)
def test_the_role_comes_first(lived: LivedIn, face: Face, use_case: UseCase) -> None:
    """Who has not the role is refused before anything is read; who has it gets further."""
    counter = lived.counters[face.name]  # type: ignore[index]
    answers = counter.by_role(use_case)

    assert set(answers) == set(ROLES)
    for role, answer in answers.items():
        expected = (415, "not-json") if role in use_case.roles else (403, "role-not-entitled")
        assert told_problem(answer) == expected, role


@pytest.mark.parametrize(("face", "use_case"), ROUTES, ids=IDS)
def test_an_account_ends_with_the_contract(lived: LivedIn, face: Face, use_case: UseCase) -> None:
    """Whose agency's contract is over does nothing any more, in no role (law rule 55)."""
    asked = question(lived, face, use_case, TOWN)
    for role in use_case.roles:
        assert told_problem(ask(lived, asked, "over", role)) == (403, "contract-over")


@pytest.mark.parametrize("relation", ["neighbour", "unrelated", "unknown"])
@pytest.mark.parametrize(("face", "use_case"), ROUTES, ids=IDS)
def test_a_stranger_is_answered_as_declared(
    lived: LivedIn, face: Face, use_case: UseCase, relation: str
) -> None:
    """Refused as if there were nothing, or told what is their own, or what is for everybody."""
    told = authorization()
    reach = told.reaches[told.of(face.name)[use_case.name]]
    outcome: Outcome = getattr(reach, relation)
    asked = question(lived, face, use_case, TOWN)
    sent = {*texts_in(asked.request)}
    for role in sorted(use_case.roles):
        answer = ask(lived, asked, relation, role)
        status = said(answer)
        assert status[0] < HTTPStatus.INTERNAL_SERVER_ERROR
        assert not [one for one in lived.people - sent if one in answer.text], role
        if role in LET_IN.get(outcome, ()):
            continue
        if outcome != "open":
            assert not [one for one in foreign_words(lived, asked) if one in answer.text], role
        if outcome in {"closed", *LET_IN}:
            assert status[0] in REFUSED, (role, status)
        if outcome == "closed":
            nothing = Question(asked.service, use_case, asked.about_nothing, asked.journey)
            assert said(ask(lived, nothing, relation, role)) == status, role


def test_there_was_something_to_find(lived: LivedIn) -> None:
    """Whoever lived there asked for most routes, and was told ids and sentences."""
    asked = {name for service, name in lived.asked}
    assert len(asked) > len(ROUTES) / 3
    for journey in lived.journeys:
        assert sum(map(is_id, lived.told[journey])) > 20


@pytest.fixture(scope="module")
def desk(lived: LivedIn) -> Iterator[PageDesk]:
    """The pages on the same stores, which tell what they ask."""
    with page_desk(lived) as desk:
        yield desk


def look(desk: PageDesk, asked: PageQuestion, relation: str, role: Role) -> tuple[int, str, str]:
    """The status of a page for a stranger, the code of its refusal, and its text."""
    answer = desk.ask(asked.row, stranger(relation, role), asked.ids, asked.typed)
    code = CODE.search(answer.text)
    return answer.status_code, code[1] if code else "", answer.text


@pytest.mark.parametrize("row", PAGES, ids=PAGE_IDS)
def test_a_page_opens_for_the_roles_of_its_first_use_case(desk: PageDesk, row: PageRow) -> None:
    """Whoever has not the role of the use case that opens a page is refused before it asks any."""
    asked = page_question(desk.lived, row, TOWN)
    for role in ROLES:
        status, code, _ = look(desk, asked, "unrelated", role)
        if not row.mark(role):
            assert (status, code, desk.heard) == (403, "role-not-entitled", []), role
        elif row.mark(role) == ENTITLED:
            assert code != "role-not-entitled", role


@pytest.mark.parametrize("row", PAGES, ids=PAGE_IDS)
def test_a_page_is_closed_when_the_contract_is_over(desk: PageDesk, row: PageRow) -> None:
    """Whose agency's contract is over sees no page, in no role, and none asks anything for them."""
    asked = page_question(desk.lived, row, TOWN)
    for role in ROLES:
        status, code, _ = look(desk, asked, "over", role)
        assert (status, code, desk.heard) == (403, "contract-over", []), role


def outcome_of(row: PageRow, heard: Heard, relation: str, role: Role) -> Outcome:
    """How a use case that a page asked answers a stranger.

    Who is let in is told what is open; what a page asks of the stranger's own town is their own.
    """
    outcome: Outcome = getattr(authorization().reaches[row.reaches[heard.name]], relation)
    if role in LET_IN.get(outcome, ()):
        return "open"
    return "own" if relation == "neighbour" and heard.town == NEIGHBOUR_TOWN else outcome


def brought(desk: PageDesk, relation: str, outcomes: Iterable[Outcome]) -> set[str]:
    """What a page may show a stranger that they themselves had recorded: one of what is theirs."""
    return desk.lived.brought.get(relation, set()) if "own" in outcomes else set()


@pytest.mark.parametrize("relation", ["neighbour", "unrelated", "unknown"])
@pytest.mark.parametrize("row", PAGES, ids=PAGE_IDS)
def test_a_page_shows_a_stranger_what_its_use_cases_do(
    desk: PageDesk, row: PageRow, relation: str
) -> None:
    """A page is refused as if there were nothing where what opens it is, and shows no word."""
    asked = page_question(desk.lived, row, TOWN)
    for role in sorted(row.uses[0].roles):
        status, code, text = look(desk, asked, relation, role)
        told = [(one, outcome_of(row, one, relation, role)) for one in desk.heard]
        theirs = brought(desk, relation, (outcome for _, outcome in told))
        assert status < HTTPStatus.INTERNAL_SERVER_ERROR, (role, code)
        assert not [one for one in desk.lived.people - asked.sent - theirs if one in text], role
        shut = {one for one, outcome in told if outcome in SHUT}
        assert all(one.refused for one in shut), (role, shut)
        if any(outcome == "open" and not one.refused for one, outcome in told):
            continue
        foreign = {*foreign_words(desk.lived, asked.about)} - theirs
        assert not [one for one in foreign if one in text], role
        if {one.name for one in shut} - {WHO_ONESELF_IS}:
            assert status >= HTTPStatus.BAD_REQUEST, (role, shut)
            assert code, (role, shut)
            if row.route.method == "POST" and any(not one.refused for one, _ in told):
                continue  # what it did for their own town may be found there the next time
            assert look(desk, asked.about_nothing, relation, role)[:2] == (status, code), role


@pytest.mark.parametrize("row", PAGES, ids=PAGE_IDS)
def test_a_page_asks_whom_it_serves_for_what_it_declares(desk: PageDesk, row: PageRow) -> None:
    """Whoever works there is served by each page without a fault: it asks what it declares."""
    asked = page_question(desk.lived, row, TOWN)
    worker = desk.lived.asked.get((asked.about.service, row.uses[0].name))
    role = min(row.uses[0].roles)
    actor = worker.actor if worker else stranger("unrelated", role)
    answer = desk.ask(row, actor, asked.ids, asked.typed)
    assert answer.status_code < HTTPStatus.INTERNAL_SERVER_ERROR
    assert {one.name for one in desk.heard} <= {*row.route.uses}


def test_every_address_has_a_row_or_a_reason(desk: PageDesk) -> None:
    """An address that is no use case, no page and not explained is offered by no service."""
    told = authorization().unasked
    for face, app in desk.apps():
        known = {f"POST {path}" for path in face.document()["paths"]}
        known |= {row.address for row in page_rows(face)}
        known |= {one.replace("{service}", face.name) for one in told}
        offered = {
            f"{method} {route.path}"
            for route in app.routes
            if isinstance(route, Route)
            for method in (route.methods or ()) - {"HEAD"}
        }
        assert offered <= known, offered - known
