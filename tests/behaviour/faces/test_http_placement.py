"""Placement over HTTP: on the real service of an embedded system, from outside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import httpx
import jsonschema
import pytest

from services.conference.http.statuses import STATUSES as OF_CONFERENCE
from services.placement.http import FACE, catalogue
from services.placement.http.statuses import STATUSES
from shared.calendar import months_after
from tests.behaviour.faces.http_questions import HANDLE, UNPAID, questions_after
from tests.behaviour.faces.http_road import (
    ASKED,
    FARM,
    LATE,
    NPO,
    SAID,
    SON_SAYS,
    SUPPORTER,
    TOWN,
    Road,
)
from tests.behaviour.http_counter import Counter, counters, named, somebody, told_problem
from tests.behaviour.operation_names import OF_OPERATION

OPERATOR = somebody("city", "operator", "-op")
STRANGER = somebody("nowhere", "member")
SECRETS = (ASKED, SAID, SON_SAYS)


def _city(conference: Counter) -> None:
    """The conference's register knows the town's own department, a farm and an npo."""
    town = {"runs_juso": [], "welfare_office": True, "profile": "municipality-01"}
    conference.told("municipality.describe", OPERATOR, **TOWN, **town)
    for name, kind, holder_class in (
        ("city", "municipal_department", "public"),
        ("farm", "employer", "private"),
        ("npo", "npo", "private"),
    ):
        conference.told(
            "agencies.register",
            OPERATOR,
            agency_id=named(name),
            name=f"架空の{name}",
            kind=kind,
            holder_class=holder_class,
            internal=name == "city",
            **TOWN,
        )


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """Placement's service of a running embedded system, in whose town somebody came for help."""
    with counters(tmp_path_factory.mktemp("http"), "conference", "placement") as (told, asked):
        _city(told)
        told.receive()
        asked.son, asked.case = told.son, told.case
        yield asked


@pytest.fixture(scope="module")
def road(counter: Counter) -> Road:
    """The way, gone to its end."""
    road = Road(counter)
    road.find_a_place()
    road.hand_on()
    road.try_it_out()
    road.work()
    return road


def problem(answer: httpx.Response) -> tuple[int, str]:
    """The status and code of a problem, which is whole and holds no confidential text."""
    return told_problem(answer, *SECRETS)


def test_the_road_leads_to_a_job_that_holds(road: Road) -> None:
    """The referral arrived, the steps and the job are listed, and 就労定着 has its day."""
    told, case = road.counter.told, {**TOWN, "case_id": road.counter.case}
    board = told("referrals.board", SUPPORTER, **case, ended_since=road.day(0))
    [step] = told("steps.list", SUPPORTER, **case)
    [job] = told("employments.list", SUPPORTER, **case)

    counts = {one["status"]: one["count"] for one in board["columns"]}
    assert (counts["completed"], sum(counts.values())) == (1, 1)
    assert (step["status"], step["reviewed_on"]) == ("finished", road.day(7))
    held = months_after(date.fromisoformat(job["started_on"]), 6) + timedelta(days=LATE)
    assert job["retained_on"] == str(held)


def test_each_side_reads_its_own(road: Road) -> None:
    """The farm sees its referral without case and person, and no word of the other side."""
    counter, on = road.counter, {"referral_id": road.referral}
    asker = counter.told("referrals.show", SUPPORTER, **on)
    farm = counter.told("referrals.show", FARM, **on)
    wrote = counter.told("feedback.show", FARM, about_id=road.step)

    assert [one["note"] for one in asker["steps"][:2]] == [ASKED, SAID]
    assert [one["note"] for one in farm["steps"][:2]] == [None, SAID]
    assert (farm["line"]["case_id"], farm["line"]["person_id"]) == (None, None)
    assert [(one["cautions"], one["strengths"]) for one in wrote] == [(SAID, None)]


def test_every_question_has_its_answer(road: Road) -> None:
    """Whatever can be asked is answered in its shape; see the document below."""
    counter, questions = road.counter, questions_after(road)
    unpaid = questions.pop(UNPAID)
    for name, asked in questions.items():
        answer = counter.ask(name, SUPPORTER, **asked)
        assert answer.status_code == 200, (name, answer.text)

    nothing_paid = counter.ask(UNPAID, SUPPORTER, **unpaid)
    assert problem(nothing_paid) == (404, "incentive-statement-not-found")
    queries = {name for name, one in catalogue().items() if one.kind == "query"}
    assert queries - OF_OPERATION == {*questions, UNPAID}


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
    answer = counter.client.post(counter.path_of(name), json={"referral_id": named("x")})

    assert problem(answer) == (401, "token-missing")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_refusals_have_the_status_of_their_kind(road: Road) -> None:
    """Not theirs is 403, unknown is 404, too late is 409, what a rule refuses is 422."""
    ask, on = road.counter.ask, {"referral_id": road.referral, "on": str(road.today)}
    unread = ask("steps.review", SUPPORTER, step_id=road.step, note=SON_SAYS, present=SAID)
    unknown = ask("referrals.show", SUPPORTER, referral_id=named("nothing"))
    foreign = ask("referrals.show", NPO, referral_id=road.referral)
    over = ask("referrals.decline", FARM, **on, reason="no_vacancy")
    ahead = str(road.today + timedelta(days=1))
    future = ask("steps.take", SUPPORTER, **road.about, kind="visit", on=ahead)
    not_theirs = ask("referrals.board", somebody("npo", "counsellor"), **TOWN)
    nobody = ask("referrals.received", STRANGER)

    assert problem(unread) == (400, "request-unreadable")
    assert problem(unknown) == problem(foreign) == (404, "referral-not-found")
    assert unknown.json() == foreign.json()
    assert problem(over) == (409, "referral-step-not-open")
    assert problem(future) == (422, "date-in-future")
    assert problem(not_theirs) == (403, "not-of-this-municipality")
    assert problem(nobody) == (403, "own-agency-not-registered")


def test_what_conference_refuses_is_refused_here_alike(road: Road) -> None:
    """Given no such item, when a packet is asked for, then conference's no comes back as a 404."""
    offered = {"destination": "npo", "to_agency_id": named("npo"), "on": str(road.today)}
    referral = road.counter.told("referrals.offer", SUPPORTER, **road.about, **offered)
    asked = {"referral_id": referral, "items": [named("no item")]}
    answer = road.counter.ask("referrals.prepare-packet", SUPPORTER, **asked)

    assert problem(answer) == (404, "item-not-found")
    both = {*STATUSES.own} & {*OF_CONFERENCE.own}
    assert {one: STATUSES.own[one] for one in both} == {one: OF_CONFERENCE.own[one] for one in both}


def test_if_match_is_the_version_that_was_seen(road: Road) -> None:
    """An older version is 412; the current one goes on; no place for it is 400."""
    ask, on = road.counter.ask, {"resource_id": road.resource, "on": str(road.today)}
    seen = road.counter.told("resources.show", SUPPORTER, resource_id=road.resource)["version"]

    stale = ask("resources.confirm", SUPPORTER, {"If-Match": f'"{seen - 1}"'}, **on)
    current = ask("resources.confirm", SUPPORTER, {"If-Match": f'"{seen}"'}, **on)
    nowhere = ask("resources.list", SUPPORTER, {"If-Match": '"1"'}, **TOWN)

    assert problem(stale) == (412, "precondition-failed")
    assert current.status_code == 204
    assert problem(nowhere) == (400, "precondition-unreadable")


def test_the_document_is_served_and_every_answer_has_its_shape(road: Road) -> None:
    """OpenAPI needs no token, its shapes are shapes, and what was answered so far has them."""
    served = road.counter.document()
    seen = road.counter.expect_shapes()

    assert served == FACE.document()
    assert len(served["paths"]) == len(catalogue())
    for shape in served["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(shape)
    referred = {one for one in _references(served) if one.startswith("#/")}
    for one in referred:
        place: Any = served
        for part in one.split("/")[1:]:
            place = place[part]
    assert referred
    queries = {name for name, one in catalogue().items() if one.kind == "query"}
    assert seen >= {road.counter.path_of(one) for one in queries - OF_OPERATION - {UNPAID}}


def _references(document: Any) -> Iterator[str]:
    if isinstance(document, dict):
        if isinstance(told := document.get("$ref"), str):
            yield told
        document = list(document.values())
    if isinstance(document, list):
        for one in document:
            yield from _references(one)


def test_nothing_confidential_stays_behind(road: Road) -> None:
    """Neither logs nor headers nor anything on disk holds a word of what was sent and read."""
    road.counter.expect_nothing_left(*SECRETS, HANDLE)
