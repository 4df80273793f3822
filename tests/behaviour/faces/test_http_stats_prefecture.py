"""The prefecture's hub over HTTP: on the running hub, from outside."""

from __future__ import annotations

from collections.abc import Iterator

import jsonschema
import pytest

from services.stats.prefecture.http import FACE, catalogue
from tests.behaviour.http_counter import Counter, somebody, told_problem
from tests.behaviour.prefecture_counter import (
    ASKED,
    MAY,
    PREFECTURE,
    SAKAI,
    SILENT,
    SOJA,
    Ken,
    hub_counter,
)

NEW_CASES = "新規ケース数"


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ken, Counter]]:
    """A running hub to which two of three have reported."""
    with hub_counter(tmp_path_factory.mktemp("hub")) as found:
        yield found


@pytest.fixture
def counter(hub: tuple[Ken, Counter]) -> Counter:
    """Where it is asked."""
    return hub[1]


def test_who_has_reported_and_who_is_missing_is_told(counter: Counter) -> None:
    """Of those in the register; a period for which nobody has reported can be asked for as well."""
    members = counter.told("members.list", PREFECTURE)
    assert [one["municipality"] for one in members] == [SAKAI, SOJA, SILENT]
    assert [one["ledger_key_known"] for one in members] == [True, True, False]
    status = counter.told("returns.status", PREFECTURE)
    [april] = status["returns"]
    assert (status["members"], status["put_aside"], april["period"]) == (3, 0, "令和8年4月")
    assert [one["name"] for one in april["reported"]] == ["堺市", "総社市"]
    assert [one["municipality"] for one in april["missing"]] == [SILENT]
    assert {one["handling"] for one in april["reported"]} == {"取扱注意"}
    days = {"template": "basic", "first": str(MAY[0]), "last": str(MAY[1])}
    [may] = counter.told("returns.status", PREFECTURE, **days)["returns"]
    assert (may["reported"], len(may["missing"])) == ([], 3)


def test_municipalities_are_ranked_by_their_rate_and_what_is_unknown_has_none(
    counter: Counter,
) -> None:
    """Three of 69,000 are more than nine of 810,000; who has not reported has no rank and no 0."""
    [figure] = counter.told("returns.compare", PREFECTURE, **ASKED, heading=NEW_CASES)[-1:]
    ranked = {one["municipality"]: one for one in figure["municipalities"]}
    assert (ranked[SOJA]["value"], ranked[SOJA]["per_100000"], ranked[SOJA]["rank"]) == (
        3,
        "4.3",
        1,
    )
    assert (ranked[SAKAI]["value"], ranked[SAKAI]["per_100000"]) == (9, "1.1")
    assert (ranked[SILENT]["value"], ranked[SILENT]["rank"]) == (None, None)
    totals = counter.told("returns.compare", PREFECTURE, **ASKED)
    assert NEW_CASES in {one["heading"] for one in totals}
    unknown = counter.ask("returns.compare", PREFECTURE, **ASKED, heading="ない表")
    assert told_problem(unknown) == (404, "unknown-table")


def test_a_return_is_shown_as_it_arrived_and_what_did_not_arrive_is_not_there(
    counter: Counter,
) -> None:
    """What the list of reports tells is what one gets; of a silent municipality there is none."""
    [april] = counter.told("returns.status", PREFECTURE)["returns"]
    for one in april["reported"]:
        asked = {**ASKED, "municipality": one["municipality"], "version": one["version"]}
        shown = counter.told("returns.show", PREFECTURE, **asked)
        assert shown["report"] == one
        [cases] = [table for table in shown["tables"] if table["heading"] == NEW_CASES]
        assert cases["figures"][-1]["categories"] is None
    silent = counter.ask("returns.show", PREFECTURE, **ASKED, municipality=SILENT)
    later = counter.ask("returns.show", PREFECTURE, **ASKED, municipality=SOJA, version=9)
    assert told_problem(silent) == told_problem(later) == (404, "arrived-return-not-found")


def test_a_ledger_that_was_rewound_is_an_alarm_with_its_evidence(
    hub: tuple[Ken, Counter],
) -> None:
    """The checkpoint is smaller than the one before: both notes are told."""
    ken, counter = hub
    quiet = {one["municipality"]: one for one in counter.told("checkpoints.list", PREFECTURE)}
    assert quiet[SAKAI]["alarms"] == quiet[SOJA]["alarms"] == []
    assert (quiet[SOJA]["size"], quiet[SOJA]["verified"], quiet[SILENT]["size"]) == (4, True, None)
    ken.towns[SAKAI].now = ken.towns[SAKAI].now.replace(hour=13)
    ken.report(SAKAI, 1, size=5, root=3)
    told = {one["municipality"]: one for one in counter.told("checkpoints.list", PREFECTURE)}
    [alarm] = told[SAKAI]["alarms"]
    assert (alarm["alarm"], alarm["means"]) == ("rollback", "巻き戻し（件数が減った）")
    assert alarm["note"] != alarm["contradicts"]
    assert told[SOJA]["alarms"] == []


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_only_the_prefecture_is_answered(counter: Counter, name: str) -> None:
    """Whoever works for a municipality sees nothing of another's: 403 before anything is read."""
    use_case = catalogue()[name]
    for role, answer in counter.by_role(use_case).items():
        known = role == "prefecture"
        expected = (415, "not-json") if known else (403, "role-not-entitled")
        assert told_problem(answer) == expected, role
    nobody = counter.client.post(counter.path_of(name), json=ASKED)
    assert told_problem(nobody) == (401, "token-missing")


def test_refusals_have_the_status_of_their_kind(hub: tuple[Ken, Counter]) -> None:
    """A file of the prefecture's own that cannot be read is 503; who asks can do nothing."""
    ken, counter = hub
    unread = counter.ask("returns.compare", PREFECTURE, template="basic")
    assert told_problem(unread) == (400, "request-unreadable")
    nobody = {**ASKED, "first": str(MAY[0]), "last": str(MAY[1])}
    assert told_problem(counter.ask("returns.compare", PREFECTURE, **nobody)) == (
        404, "nobody-reported",
    )  # fmt: skip
    table = ken.home.folder / "prefecture" / "population.csv"
    kept = table.read_text(encoding="utf-8")
    table.write_text("団体コード,人口\n332089,多数\n", encoding="utf-8")
    broken = counter.ask("returns.compare", PREFECTURE, **ASKED)
    table.write_text(kept, encoding="utf-8")
    assert told_problem(broken) == (503, "population-unreadable")


def test_the_document_is_served_and_every_answer_has_its_shape(counter: Counter) -> None:
    """OpenAPI needs no token, its shapes are shapes, and what was answered so far has them."""
    counter.told("members.list", somebody("ken", "prefecture", "-2"))
    served = counter.document()
    counter.expect_shapes()

    assert served == FACE.document()
    assert len(served["paths"]) == len(catalogue())
    for shape in served["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(shape)
