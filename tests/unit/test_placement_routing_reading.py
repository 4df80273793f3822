"""Writing rules: what is wrong is said in Japanese, with its place, and never what was written."""

from __future__ import annotations

import pytest

from services.placement.routing.reading import check_rules, read_rules
from services.placement.routing.rules import rule_texts
from shared.refusal import InvalidInput

GOOD = """
id: sample-town
name: 見本町
description: 困窮は社協、ほかは窓口が持つ。
source: 見本町の内規
versions:
  - from: 2024-04-01
    to: null
    source: 3条
    own: window
    windows: [window]
    places:
      window: {name: 福祉課, kind: municipal_department, internal: true}
      council: {name: 社会福祉協議会, kind: social_welfare_council, local: true}
    rules:
      - {id: poverty, when: {factors: [poverty]}, to: [council], mode: refer}
      - {id: young, when: {ages: {from: 15, to: 39}}, to: [window], mode: keep}
    none_fits: {keeper: own_window}
"""
SECRET = "架空カナリア"


def test_a_file_of_the_right_form_is_read() -> None:
    """Given a good file, then it is read, and nothing is wrong with it."""
    assert read_rules(GOOD).name == "見本町"
    assert check_rules(GOOD).flaws == ()


@pytest.mark.parametrize("name", sorted(rule_texts()))
def test_nothing_is_wrong_with_the_files_that_come_with_the_program(name: str) -> None:
    """Every file that comes along passes what the files of others must pass."""
    assert check_rules(rule_texts()[name]).flaws == ()


@pytest.mark.parametrize(
    ("old", "new", "place", "word"),
    [
        ("poverty]", f"{SECRET}]", "versions[1].rules[1].when.factors[1]", "英小文字"),
        ("[poverty]", "[weather]", "versions[1].rules[1].when.factors", "課題の符号"),
        ("mode: refer", "mode: teleport", "versions[1].rules[1].mode", "つなぎ方の符号"),
        ("kind: social_welfare_council", "kind: castle", "versions[1].places.council.kind", "一覧"),
        ("to: [council]", "to: [castle]", "versions[1].rules[1].to", "places にありません"),
        ("to: [council]", "to: []", "versions[1].rules[1].to", "一つ以上"),
        ("to: [council]", "to: council", "versions[1].rules[1].to", "並び"),
        ("id: young", "id: poverty", "versions[1].rules[2].id", "同じ名前"),
        ("from: 15, to: 39", "from: 39, to: 15", "versions[1].rules[2].when.ages.to", "小さく"),
        ("from: 15, to: 39", "", "versions[1].rules[2].when.ages", "from か to"),
        ("from: 15,", "from: 十五,", "versions[1].rules[2].when.ages.from", "書き方"),
        ("to: null", "to: 2024-04-01", "versions[1].to", "始まりより後"),
        ("own: window", "own: castle", "versions[1].own", "places"),
        ("own: window", "own: council", "versions[1].own", "windows"),
        ("keeper: own_window", "keeper: nobody", "versions[1].none_fits.keeper", "選べる値"),
        ("keeper: own_window", "keeper: conference", "versions[1].none_fits.place", "place"),
        ("internal: true", "local: true", "versions[1].own", "local"),
        ("mode: refer", "mode: refer, why: x", "versions[1].rules[1].why", "ない項目"),
        ("source: 3条", "", "versions[1].source", "この項目がありません"),
        ("factors: [poverty]", "stages: [1]", "versions[1].rules[1].when.stages", "stages"),
        ("factors: [poverty]", "months: [13]", "versions[1].rules[1].when.months[1]", "書き方"),
        ("factors: [poverty]", "windows: [x]", "versions[1].rules[1].when.windows", "places"),
        (
            "when: {factors: [poverty]}",
            "when: {factors: [poverty], unless_factors: [poverty]}",
            "versions[1].rules[1]",
            "決して当てはまりません",
        ),
        (
            "mode: keep",
            "mode: keep, instead_of: [nothing]",
            "versions[1].rules[2].instead_of",
            "ほかの規則",
        ),
        ("name: 見本町", "name: 見本町\nname: 見本村", "name", "二度"),
        ("name: 見本町", "name: &a 見本町", "文書全体", "目印"),
        ("name: 見本町", "name: !!int 1", "name", "型の指定"),
        ("name: 見本町", "name: [", "文書全体", "YAML"),
        ("name: 見本町", r'name: "\U00110000"', "文書全体", "YAML"),
        ("name: 見本町", r'name: "\UFFFFFFFF"', "文書全体", "YAML"),
        ("name: 見本町", f"name: {'[' * 20}{']' * 20}", "文書全体", "深すぎ"),
        ("name: 見本町", f"name: {'あ' * 70_000}", "文書全体", "大きすぎ"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(old: str, new: str, place: str, word: str) -> None:
    """Given one mistake, then exactly it is named, counted from 1, in Japanese."""
    assert old in GOOD
    [flaw] = check_rules(GOOD.replace(old, new, 1)).flaws

    assert (flaw.place, word in flaw.says) == (place, True)
    assert SECRET not in flaw.says


def test_everything_that_is_wrong_is_said_at_once() -> None:
    """Given two mistakes, then both are named, and reading refuses the file for the first."""
    broken = GOOD.replace("mode: refer", "mode: x").replace("mode: keep", "mode: y")

    assert len(check_rules(broken).flaws) == 2
    with pytest.raises(InvalidInput) as no:
        read_rules(broken)
    assert (no.value.code, no.value.field) == ("routing-rules-invalid", "つなぎ先のルール")


def test_periods_that_overlap_are_refused() -> None:
    """Given two versions of which the first does not end, then the second is refused."""
    version = GOOD[GOOD.index("  - from") :]
    [flaw] = check_rules(GOOD + version.replace("2024-04-01", "2025-04-01")).flaws

    assert (flaw.place, flaw.says) == ("versions[2].from", "前の版の期間と重なっています。")


def test_a_rule_that_always_steps_back_is_dead() -> None:
    """Given a rule that another always replaces, then it is told that it never holds."""
    replaced = GOOD.replace(
        "{id: young, when: {ages: {from: 15, to: 39}}, to: [window], mode: keep}",
        "{id: always, to: [window], mode: keep, instead_of: [poverty]}",
    )
    [flaw] = check_rules(replaced).flaws

    assert (flaw.place, flaw.says) == (
        "versions[1].rules[1]",
        "この規則は、決して当てはまりません。",
    )
