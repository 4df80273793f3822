"""Intake over HTTP: on the real service of an embedded system, from outside."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema
import pytest

from services.intake.http import FACE, catalogue
from shared.calendar import jst_date, system_clock
from tests.behaviour.http_counter import Counter, counters, named, somebody, told_problem
from tests.behaviour.intake.town_hall_and_council import AUDITOR, CITY, SHAKYO, TOWN, registered
from tests.behaviour.operation_names import OF_OPERATION

STRANGER = somebody("nowhere", "counsellor")
NAME, SAID, MADE_OF_IT = "架空 桜子", "窓口の架空の話・いろはにほへと", "架空の見立て・ちりぬるを"
SECRETS = (NAME, SAID, MADE_OF_IT)
TODAY = str(jst_date(system_clock()))


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Intake's service of a running embedded system, which has heard of the town's department."""
    folder = tmp_path_factory.mktemp("http")
    with counters(folder, "conference", "intake") as (conference, intake):
        registered(conference, intake)
        yield intake


@pytest.fixture(scope="module")
def household(counter: Counter) -> Counter:
    """Somebody came, and was talked and thought about."""
    contact = {"on": TODAY, "method": "phone", "consulter": "mother", "content": SAID}
    counter.case = counter.told(
        "cases.receive",
        CITY,
        contact=contact,
        household=[{"details": {"name": NAME, "kana": "カクウ サクラコ", "birth": "S50.4.1"}}],
        **TOWN,
    )
    shown = counter.told("cases.show", CITY, case_id=counter.case)
    counter.son = shown["persons"][0]["person_id"]
    day = {"case_id": counter.case, "on": TODAY}
    counter.told("cases.assess", CITY, **day, summary=MADE_OF_IT, factors=["8050"])
    return counter


def problem(answer: httpx.Response) -> tuple[int, str]:
    """The status and code of a problem, which is whole and holds no confidential text."""
    return told_problem(answer, *SECRETS)


def questions(household: Counter) -> dict[str, dict[str, Any]]:
    """Everything that can be asked, by its name."""
    case = {"case_id": household.case}
    [contact] = household.told("contacts.list", CITY, **case)
    return {
        "agencies.list": TOWN,
        "agencies.own": {},
        "cases.list": {**TOWN, "show": "all"},
        "cases.sheet": case,
        "cases.show": case,
        "contacts.list": case,
        "contacts.read": {**case, "contact_id": contact["contact_id"]},
        "ledgers.export": {**TOWN, "form": "csv"},
        "looks.about": {**TOWN, "about": household.son},
        "persons.possible-duplicates": {**TOWN, "name": NAME},
        "persons.search": {**TOWN, "kana": "かくうさくらこ"},
        "persons.show": {"person_id": household.son},
    }


def test_every_question_has_its_answer(household: Counter) -> None:
    """Whatever can be asked is answered in its shape, and the content comes back as it was said."""
    asked = questions(household)
    told = {}
    for name, question in asked.items():
        who = AUDITOR if name == "looks.about" else CITY
        answer = household.ask(name, who, **question)
        assert answer.status_code == 200, (name, answer.text)
        told[name] = answer.json()

    queries = {name for name, one in catalogue().items() if one.kind == "query"}
    assert set(asked) == queries - OF_OPERATION
    assert told["contacts.read"]["content"] == SAID
    assert [one["person_id"] for one in told["persons.search"]] == [household.son]
    encoded = told["ledgers.export"]["content"]
    assert NAME in base64.urlsafe_b64decode(encoded).decode("utf-8-sig")
    assert told["looks.about"]


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_role_is_answered_as_declared(counter: Counter, name: str) -> None:
    """A role without the use case is 403 before its request is even read; others get further."""
    use_case = catalogue()[name]
    for role, answer in counter.by_role(use_case).items():
        expected = (415, "not-json") if role in use_case.roles else (403, "role-not-entitled")
        assert problem(answer) == expected, role


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_nobody_is_answered_without_a_token(counter: Counter, name: str) -> None:
    """Whatever is asked for, who is not vouched for is 401, and told how to come back."""
    answer = counter.client.post(counter.path_of(name), json={"case_id": named("x")})

    assert problem(answer) == (401, "token-missing")


def test_refusals_have_the_status_of_their_kind(household: Counter) -> None:
    """Not theirs is 403, unknown and others' alike 404, too late 409, what a rule refuses 422."""
    ask, day = household.ask, {"case_id": household.case, "on": TODAY}
    theirs = ask("cases.show", CITY, case_id=named("nothing"))
    entrusted_no_more = ask("cases.show", SHAKYO, case_id=household.case)
    nobody = ask("cases.list", STRANGER, **TOWN)
    resting = ask("cases.reopen", CITY, **day)
    unevaluated = ask("cases.close", CITY, **day, reason="goal_achieved")
    stale = ask("cases.suspend", CITY, {"If-Match": '"1"'}, **day)
    vague = ask("persons.register", CITY, **TOWN, birth="50代")
    mark = ask("cases.list", CITY, **TOWN, after=f"2026-99-99_{household.case}")

    assert problem(theirs) == (404, "case-not-found")
    assert problem(entrusted_no_more) == (403, "not-of-this-municipality")
    assert problem(nobody) == (403, "own-agency-not-registered")
    assert problem(resting) == (409, "case-not-resting")
    assert problem(unevaluated) == (422, "closing-without-evaluation")
    assert problem(stale) == (412, "precondition-failed")
    assert problem(vague) == (422, "date-too-vague")
    assert problem(mark) == (422, "cursor-unreadable")


def test_the_document_is_served_and_every_answer_has_its_shape(household: Counter) -> None:
    """OpenAPI needs no token, its shapes are shapes, and what was answered so far has them."""
    served = household.document()
    seen = household.expect_shapes()

    assert served == FACE.document()
    assert len(served["paths"]) == len(catalogue())
    for shape in served["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(shape)
    assert len(seen) >= 12


def test_nothing_confidential_stays_behind(household: Counter) -> None:
    """Neither logs nor headers nor anything on disk holds a word of what was sent and read."""
    household.expect_nothing_left(*SECRETS, "カクウ サクラコ")
