"""The rule files: every rule fires, ages overlap where they are meant to, somebody keeps it all."""

from __future__ import annotations

from datetime import date

import pytest

from services.conference.profiles import profile_ids
from services.placement.routing.proposing import propose
from services.placement.routing.rule_file import RuleFile, Version
from services.placement.routing.rules import rule_texts, rules_named
from services.placement.routing.situation import HIDE, Destination, Situation
from shared.refusal import InvalidInput
from tests.refusals import refused
from tests.unit.routing_table import rows, situation

DAY = date(2026, 6, 1)
MUNICIPALITIES = [f"municipality-{number:02}" for number in range(1, 15)]
KEEPERS = {
    "municipality-01": "undefined",
    "municipality-02": "discussion",
    "municipality-03": "prefecture",
    "municipality-04": "conference",
    "municipality-05": "own_window",
    "municipality-06": "undefined",
    "municipality-07": "undefined",
    "municipality-08": "own_window",
    "municipality-09": "own_window",
    "municipality-10": "own_window",
    "municipality-11": "own_window",
    "municipality-12": "own_window",
    "municipality-13": "own_window",
    "municipality-14": "district",
}
PLACES = (
    Destination(id="1", kind="community_place", name="ひだまり"),
    Destination(id="2", kind="employer", name="架空製作所"),
)


def version_of(rules: RuleFile, day: date = DAY) -> Version:
    """The version that holds on a day."""
    version = rules.version_on(day)
    assert version is not None
    return version


@pytest.mark.parametrize(("name", "about", "expected"), rows())
def test_the_rules_of_a_file_fire_where_they_are_meant_to(
    name: str, about: Situation, expected: frozenset[str]
) -> None:
    """Given a row of the table, then these rules propose something, and no others."""
    found = propose(rules_named(name), about, DAY, PLACES)

    assert {one.rule for one in found.proposals} == expected
    for one in found.proposals:
        assert one.rule in one.reason
        assert rules_named(name).name in one.reason
        assert one.reason.endswith("。")


def test_no_rule_of_any_file_is_left_out_of_the_table() -> None:
    """Every rule that holds today fires in at least one row."""
    fired = {(name, rule) for name, _, rules in rows() for rule in rules}
    written = {
        (name, rule.id) for name in rule_texts() for rule in version_of(rules_named(name)).rules
    }

    assert len(rule_texts()) == 33
    assert written == fired


def test_the_municipalities_are_named_as_their_other_rules_are() -> None:
    """Given a municipality's id, then its rules of sharing and of routing have the same."""
    municipalities = [name for name in rule_texts() if name.startswith("municipality")]
    assert municipalities == MUNICIPALITIES == list(profile_ids())
    for name in rule_texts():
        assert rules_named(name).id == name
        assert rules_named(name).source


@pytest.mark.parametrize(("name", "kind"), KEEPERS.items())
def test_whoever_finds_nowhere_to_go_has_somebody_who_keeps_the_case(name: str, kind: str) -> None:
    """Given nothing that leads elsewhere, then the file's own keeper, or a window, is named."""
    rules = rules_named(name)
    version = version_of(rules)
    bare = rules.model_copy(update={"versions": (version.model_copy(update={"rules": ()}),)})

    found = propose(bare, Situation(needs=("place_to_be",)), DAY)

    assert found.none_fits
    assert found.unanswered == ("place_to_be",)
    assert found.keeper.kind == kind
    assert found.keeper.defined == (kind != "undefined")
    assert found.keeper.name in found.keeper.says
    if kind == "undefined":
        assert found.keeper.name == version.places[version.own].name
        assert "定められていません" in found.keeper.says


@pytest.mark.parametrize("name", sorted(rule_texts()))
def test_nobody_near_home_hears_of_whom_they_must_not_know(name: str) -> None:
    """Given 地元の人に知られたくない, then no local place is proposed or keeps the case."""
    rules = rules_named(name)
    version = version_of(rules)
    local = {one.name for one in version.places.values() if one.local}
    for rule in version.rules:
        for _, about, fired in rows():
            if rule.id in fired:
                hiding = about.model_copy(update={"wishes": (*about.wishes, HIDE)})
                found = propose(rules, hiding, DAY, PLACES)
                assert not local & {one.name for one in found.proposals}
                assert found.keeper.name not in local
                for one in found.hidden:
                    assert one.name in local
                    assert "知られたくない" in one.says


def test_the_local_centre_hears_nothing_and_the_department_keeps_the_case() -> None:
    """Given the wish in 自治体7, then the hand-over is left out, said so, and the keeper named."""
    found = propose(rules_named("municipality-07"), Situation(wishes=(HIDE,)), DAY)

    assert [one.name for one in found.hidden] == ["地域包括支援センター（11か所）"]
    assert found.keeper.name == "健康福祉部門"
    assert found.keeper.defined


@pytest.mark.parametrize(
    ("age", "day", "rules"),
    [
        (15, date(2020, 3, 31), {"adult", "youth"}),
        (15, date(2020, 4, 1), {"youth"}),
        (40, date(2020, 3, 31), {"adult"}),
        (40, date(2020, 4, 1), {"adult", "youth"}),
        (49, date(2020, 4, 1), {"adult", "youth"}),
        (50, date(2020, 4, 1), {"adult"}),
    ],
)
def test_ages_are_those_of_the_rules_of_the_day(age: int, day: date, rules: set[str]) -> None:
    """Given 堺市 before and after its revision, then the same age goes elsewhere, or to both."""
    found = propose(rules_named("sakai"), situation(f"ages={age}"), day)

    assert {one.rule for one in found.proposals} == rules
    assert len(found.conflicts) == (len(rules) > 1)


def test_a_keeper_up_to_an_age_says_that_nobody_is_named_beyond_it() -> None:
    """Given 自治体13's window, then it keeps a 64-year-old's case, and for 65 nothing is said."""
    rules = rules_named("municipality-13")
    young = propose(rules, situation("ages=64"), DAY).keeper
    old = propose(rules, situation("ages=65"), DAY).keeper

    assert (young.kind, young.defined) == ("own_window", True)
    assert (old.kind, old.defined, old.name) == ("undefined", False, young.name)


def test_before_there_were_rules_the_receiving_window_keeps_the_case() -> None:
    """Given a day before the first version, then nothing is proposed and the window keeps it."""
    found = propose(rules_named("municipality-01"), situation("factors=poverty"), date(2020, 1, 1))

    assert (found.in_force, found.proposals, found.none_fits) == (False, (), True)
    assert not found.keeper.defined
    assert "規則がありません" in found.keeper.says


def test_a_file_that_does_not_come_with_the_program_is_refused() -> None:
    """Given a name nobody has, then those that there are are named."""
    with pytest.raises(InvalidInput, match="sakai"):
        rules_named("atlantis")
    with refused("routing-rules-unknown"):
        rules_named("../municipality-01")
