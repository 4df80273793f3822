"""The register of rules: every rule is held and tested, or it is said who will do it."""

from __future__ import annotations

import ast

import pytest

from docs import law_register
from docs.law_page import law_page
from docs.law_register import (
    ROOT,
    Rule,
    exists,
    marked_functions,
    marked_tests,
    place,
    places_of,
    rules,
    undocumented,
)
from docs.law_schema import RULES

NUMBERS = range(1, RULES + 1)
every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: f"rule {rule.number}")


def test_all_rules_are_there_in_order() -> None:
    """1 to 72, each once."""
    assert [rule.number for rule in rules()] == list(NUMBERS)


@every_rule
def test_a_rule_is_held_and_tested_or_open(rule: Rule) -> None:
    """What holds a rule is shown by a test; what nothing holds yet, a part will do."""
    if places_of(rule):
        assert rule.number in marked_tests(), "no test carries this number"
    else:
        assert rule.open, "neither a function or place, nor a part that will do it"


@every_rule
def test_every_written_place_exists(rule: Rule) -> None:
    """A function that is renamed or removed takes its entry along."""
    assert [one for one in rule.places if not exists(place(one))] == []


@every_rule
def test_what_is_found_by_its_mark_is_not_written_down(rule: Rule) -> None:
    """A marked function need not be kept in two places."""
    marked = marked_functions().get(rule.number, ())
    assert [one for one in rule.places if place(one) in marked] == []


def test_every_marked_number_is_in_the_register() -> None:
    """No function and no test speaks of a rule that nobody knows."""
    assert set(marked_functions()) <= set(NUMBERS)
    assert set(marked_tests()) <= set(NUMBERS)


def test_every_rule_of_the_law_says_what_it_is_for() -> None:
    """A marked function has a docstring."""
    assert undocumented() == []


def test_the_page_tells_every_rule_with_its_basis_and_what_remains() -> None:
    """One row for each rule; what was not read in the statute is called 要確認."""
    page = law_page()
    rows = {int(line.split("|")[1]): line for line in page.splitlines() if line[2:3].isdigit()}

    assert page == (ROOT / "docs" / "law.md").read_text()
    assert list(rows) == list(NUMBERS)
    for rule in rules():
        row = rows[rule.number]
        assert rule.title in row
        assert row.count("要確認") == sum(not one.confirmed for one in rule.basis)
        assert all(one.cites in row for one in rule.basis)
        assert all(one.rest in row for one in rule.open)


def test_a_mark_is_found_wherever_it_stands(
    tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a function, on a class, for a whole module, on one parameter."""
    monkeypatch.setattr(law_register, "ROOT", tmp_path)
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_marks.py").write_text(
        "pytestmark = [pytest.mark.rule(1)]\n"
        "@pytest.mark.rule(2, 3)\ndef test_function(): ...\n"
        "@pytest.mark.rule(4)\nclass TestClass: ...\n"
        "CASES = [pytest.param(0, marks=pytest.mark.rule(5))]\n"
    )
    marked_tests.cache_clear()
    try:
        found = marked_tests()
    finally:
        marked_tests.cache_clear()

    assert found == dict.fromkeys((1, 2, 3, 4, 5), ("tests/test_marks.py",))


@pytest.mark.parametrize(
    ("name", "there"),
    [("CONSTANT", True), ("Class.field", True), ("Class.method", True), ("method", False)],
)
def test_a_place_is_a_function_a_method_or_a_field(name: str, there: bool) -> None:  # noqa: FBT001
    """Methods and fields are written with their class."""
    module = ast.parse("CONSTANT = 1\nclass Class:\n    field: int\n    def method(self): ...\n")
    assert (name in set(law_register.defined_in(module))) is there
