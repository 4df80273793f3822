"""Stats over HTTP: on the real service of an embedded system, from outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import jsonschema
import pytest

from services.stats.http import FACE, catalogue
from tests.behaviour.http_counter import Counter, counters, told_problem
from tests.behaviour.operation_names import OF_OPERATION
from tests.behaviour.stats_town import (
    COUNSELLOR,
    NEIGHBOUR,
    PREFECTURE,
    STATISTICIAN,
    STRANGER,
    TOWN,
    Month,
    register,
    take_in,
    until_counted,
    until_known,
)

LAST, BEFORE, YET_BEFORE = Month.before(1), Month.before(2), Month.before(3)
CALLS, VISITS = 14, 2
pytestmark = pytest.mark.timeout(400)
"""The first of them starts the whole system and takes ledgers in."""

PROTECTED = {"protection": "suppressed-10"}


@pytest.fixture(scope="module")
def counter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Counter]:
    """The town's stats: fourteen calls and two visits last month, three calls the month before."""
    with counters(tmp_path_factory.mktemp("http"), "conference", "stats") as (told, asked):
        register(told)
        take_in(asked.home.folder, LAST, {"電話": CALLS, "訪問": VISITS})
        take_in(asked.home.folder, BEFORE, {"電話": 3}, start=100)
        until_known(asked)
        until_counted(asked, LAST, CALLS + VISITS)
        yield asked


@pytest.fixture(scope="module")
def reported(counter: Counter) -> Counter:
    """The town, after last month was issued, published and submitted, the one before issued."""
    told = counter.told
    for month in (LAST, BEFORE):
        told("returns.issue", STATISTICIAN, **month.return_of())
    told("returns.publish", STATISTICIAN, **LAST.return_of(), **PROTECTED)
    told("submissions.submit", STATISTICIAN, **LAST.return_of())
    return counter


def by_method(document: dict[str, Any]) -> dict[str, int | None]:
    """Contacts by method, of a return's document."""
    return {cell["方法"]: cell["value"] for cell in document["tables"][0]["cells"]}


def test_what_can_be_chosen_is_told(counter: Counter) -> None:
    """Templates, KPI sheets, rules of protection, and of the municipalities the own alone."""
    told = counter.told
    templates = {one["template"] for one in told("templates.list", COUNSELLOR)}
    shown = told("templates.show", COUNSELLOR, template="basic")
    sheets = {one["sheet"] for one in told("kpi.list", STATISTICIAN)}
    quarter = told("periods.read", COUNSELLOR, text="R6第1四半期")
    rules = {one["protection"]: one["told"] for one in told("protections.list", COUNSELLOR)}

    assert {"basic", "road", "needs"} <= templates
    first = shown["tables"][0]
    assert (first["name"], first["unit"], first["dimensions"]) == ("方法別の延件数", "件", ["方法"])
    assert "K-KOCHI" in sheets
    assert (quarter["first"], quarter["last"]) == ("2024-04-01", "2024-06-30")
    assert "1〜9 の数を隠します" in rules["suppressed-10"]
    assert [one["municipality"] for one in told("municipalities.list", STRANGER)] == [
        NEIGHBOUR["municipality"]
    ]
    everywhere = [one["municipality"] for one in told("municipalities.list", PREFECTURE)]
    assert everywhere == [TOWN["municipality"]]


def test_true_counts_are_for_the_own_statistician(reported: Counter) -> None:
    """They are marked; another role is refused before anything is read, another town after."""
    looked = reported.told("returns.look", STATISTICIAN, **LAST.return_of())
    shown = reported.told("returns.show", STATISTICIAN, **LAST.return_of())
    assert by_method(looked)["訪問"] == by_method(shown["document"])["訪問"] == VISITS
    assert {looked["handling"], shown["document"]["handling"]} == {"取扱注意"}
    for name in ("returns.look", "returns.issue", "returns.show", "returns.compare"):
        answer = reported.ask(name, COUNSELLOR, **LAST.return_of())
        assert told_problem(answer) == (403, "role-not-entitled")
    for name in ("returns.look", "returns.issue", "returns.show", "submissions.submit"):
        answer = reported.ask(name, STRANGER, **LAST.return_of())
        assert told_problem(answer) == (403, "not-of-this-municipality"), name
    answer = reported.ask("returns.list", STRANGER, **TOWN)
    assert told_problem(answer) == (403, "not-of-this-municipality")


def test_the_prefecture_reads_what_was_submitted_and_nothing_else(reported: Counter) -> None:
    """What is in its list it gets; of the rest it does not learn whether there is any."""
    listed = reported.told("returns.list", PREFECTURE, **TOWN)
    assert [(one["period_from"], one["version"]) for one in listed] == [(str(LAST.first), 1)]
    mine = reported.told("returns.list", STATISTICIAN, **TOWN)
    assert {one["period_from"] for one in mine} == {str(LAST.first), str(BEFORE.first)}
    for one in mine:
        asked = {key: one[key] for key in ("template", "version")}
        days = {"first": one["period_from"], "last": one["period_to"]}
        shown = reported.told("returns.show", STATISTICIAN, **TOWN, **days, **asked)
        assert shown["digest"] == one["digest"]

    shown = reported.told("returns.show", PREFECTURE, **LAST.return_of())
    assert shown["digest"] == listed[0]["digest"]
    withheld = reported.ask("returns.show", PREFECTURE, **BEFORE.return_of())
    nothing = reported.ask("returns.show", PREFECTURE, **YET_BEFORE.return_of())
    assert told_problem(withheld) == (404, "version-not-submitted")
    assert withheld.json() == nothing.json()
    live = reported.ask("kpi.show", PREFECTURE, sheet="K-KOCHI", **TOWN)
    assert told_problem(live) == (403, "role-not-entitled")


def test_what_was_published_is_for_everybody_and_keeps_small_figures_back(
    reported: Counter,
) -> None:
    """Two visits are told to nobody who reads what was published; the list is what one gets."""
    told = reported.told
    listed = told("publications.list", COUNSELLOR, **TOWN)
    assert [(one["period"], one["edition"]) for one in listed] == [(LAST.label, 1)]
    edition = told("returns.edition", COUNSELLOR, **LAST.return_of())
    assert edition["document"]["handling"] == "公表用"
    assert by_method(edition["document"])["訪問"] is None
    unpublished = reported.ask("returns.edition", COUNSELLOR, **BEFORE.return_of())
    assert told_problem(unpublished) == (404, "edition-not-published")
    assert told("publications.list", COUNSELLOR, **TOWN, template="road") == []
    preview = told("returns.preview", STATISTICIAN, **BEFORE.return_of(), **PROTECTED)
    assert by_method(preview)["電話"] is None


def test_a_late_contact_makes_the_next_version_of_a_closed_month(reported: Counter) -> None:
    """Closed once everything has arrived; what comes after needs a reason and is a difference."""
    ask, told, month = reported.ask, reported.told, YET_BEFORE
    told("returns.issue", STATISTICIAN, **month.return_of())
    closed = told("returns.close", STATISTICIAN, **month.return_of())
    assert closed["closed_on"]
    take_in(reported.home.folder, month, {"電話": 1}, start=200)
    until_counted(reported, month, 1)
    late = ask("returns.issue", STATISTICIAN, **month.return_of())
    assert told_problem(late) == (422, "reason-missing")
    because = {"reason": "late_arrivals"}
    again = told("returns.issue", STATISTICIAN, **month.return_of(), **because)
    compared = told("returns.compare", STATISTICIAN, **month.return_of(), before=1, after=2)
    assert (again["version"], again["changed"]) == (2, True)
    assert {(one["before"], one["after"]) for one in compared["differences"]} == {(0, 1)}


def test_a_kpi_sheet_is_filled_in_and_corrected(reported: Counter) -> None:
    """What no fact tells is entered; the same again changes nothing, another figure is 409."""
    place = {"sheet": "K-SHIZUOKA", **TOWN, "kpi": "市町のひきこもり相談窓口設置数"}
    ask, told = reported.ask, reported.told
    early = {**place, "year": 2021, "value": 4, "reason": "recorded_twice"}
    assert told_problem(ask("kpi.correct", STATISTICIAN, **early)) == (409, "kpi-not-entered")
    entered = {**place, "year": 2020, "value": 5, "counted_on": "2021-03-31"}
    for _ in range(2):
        told("kpi.enter", STATISTICIAN, **entered)
    other = ask("kpi.enter", STATISTICIAN, **{**entered, "value": 7})
    assert told_problem(other) == (409, "kpi-entered")
    told("kpi.correct", STATISTICIAN, **{**early, "year": 2020, "value": 6})
    shown = told("kpi.show", STATISTICIAN, sheet="K-SHIZUOKA", **TOWN)
    assert (shown["kpis"][0]["actual"], shown["handling"]) == (6, "取扱注意")


def test_what_was_submitted_is_listed_for_both_sides(reported: Counter) -> None:
    """Twice is once; here nobody hears it, and it waits."""
    reported.told("submissions.submit", STATISTICIAN, **LAST.return_of())
    for actor in (STATISTICIAN, PREFECTURE):
        [one] = reported.told("submissions.list", actor, **TOWN)
        assert (one["version"], one["handed_in"]) == (1, False)


def test_refusals_have_the_status_of_their_kind(reported: Counter) -> None:
    """Unreadable is 400, not there 404, too early 409, what a rule refuses 422."""
    ask, this_month = reported.ask, Month.before(0)
    reversed_days = {"first": str(LAST.last), "last": str(LAST.first)}
    expected = {
        (400, "request-unreadable"): ("returns.look", {**TOWN, "template": "basic"}),
        (404, "unknown-template"): ("returns.look", LAST.return_of("nowhere")),
        (404, "return-not-issued"): ("returns.show", LAST.return_of("road")),
        (404, "version-not-issued"): ("returns.show", {**LAST.return_of(), "version": 9}),
        (404, "unknown-kpi-sheet"): ("kpi.show", {**TOWN, "sheet": "K-NOWHERE"}),
        (409, "period-not-over"): ("returns.issue", this_month.return_of()),
        (422, "period-reversed"): ("returns.look", {**LAST.return_of(), **reversed_days}),
        (422, "unknown-protection"): (
            "returns.publish",
            {**LAST.return_of(), "protection": "none"},
        ),
    }
    for problem, (name, asked) in expected.items():
        assert told_problem(ask(name, STATISTICIAN, **asked)) == problem


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_role_is_answered_as_declared(counter: Counter, name: str) -> None:
    """A role without the use case is 403 before its request is even read; others get further."""
    use_case = catalogue()[name]
    for role, answer in counter.by_role(use_case).items():
        expected = (415, "not-json") if role in use_case.roles else (403, "role-not-entitled")
        assert told_problem(answer) == expected, role


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_nobody_is_answered_without_a_token(counter: Counter, name: str) -> None:
    """Whatever is asked for, who is not vouched for is 401, and told how to come back."""
    answer: httpx.Response = counter.client.post(counter.path_of(name), json=LAST.return_of())

    assert told_problem(answer) == (401, "token-missing")
    assert answer.headers["www-authenticate"].startswith("Bearer")


def test_the_document_is_served_and_every_answer_has_its_shape(reported: Counter) -> None:
    """OpenAPI needs no token, its shapes are shapes, and what was answered so far has them."""
    served = reported.document()
    seen = reported.expect_shapes()

    assert served == FACE.document()
    assert len(served["paths"]) == len(catalogue())
    for shape in served["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(shape)
    telling = {name for name, one in catalogue().items() if one.answer not in (None, type(None))}
    assert seen >= {reported.path_of(one) for one in telling - OF_OPERATION}
