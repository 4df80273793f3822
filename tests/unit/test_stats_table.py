"""Filling a table from counts."""

from datetime import UTC, date, datetime

from services.stats.domain.measures import Profiles
from services.stats.domain.scope import Scope
from services.stats.domain.table import Table, tabulate
from services.stats.templates import read_template

YEAR = Scope("990019", date(2024, 4, 1), date(2025, 3, 31), datetime(2025, 5, 1, tzinfo=UTC))


def filled(table: str, profiles: Profiles, scope: Scope = YEAR) -> Table:
    """A table of a template file, filled."""
    (template,) = read_template("t", f"title: 表\ntables:\n  - {table}\n").tables
    return tabulate(template, profiles, scope)


def once(**counts: int) -> Profiles:
    """Units with one combination of one value each."""
    return {((value,),): number for value, number in counts.items()}


def test_every_cell_is_listed_also_without_an_observation() -> None:
    """A category that nobody falls into has a cell with 0."""
    table = filled("{name: 性別, measure: 延件数, by: [性別]}", once(female=3))
    assert table.document() == {
        "name": "性別",
        "measure": "延件数",
        "measure_version": 1,
        "dimensions": ["性別"],
        "cells": [
            {"性別": "男", "value": 0},
            {"性別": "女", "value": 3},
            {"性別": "その他", "value": 0},
            {"性別": "不明", "value": 0},
        ],
        "total": 3,
    }


def test_a_table_without_dimensions_has_one_cell() -> None:
    """A single figure is a cell without categories."""
    document = filled("{name: 新規, measure: 新規ケース数}", {((),): 7}).document()
    assert document["cells"] == [{"value": 7}]
    assert document["total"] == 7


def test_unknown_of_the_list_and_nothing_at_all_are_one_category() -> None:
    """An age that was not told and one that nobody knows are both 不明."""
    table = filled(
        "{name: 年代, measure: 延件数, by: [年代]}",
        {((age,),): number for age, number in ((35, 1), (39, 2), (40, 4), (None, 8))},
    )
    figures = {cell.categories[0]: cell.value for cell in table.cells}
    assert (figures["30代"], figures["40代"], figures["不明"]) == (3, 4, 8)
    assert table.total == 15


def test_two_dimensions_are_crossed_the_last_running_fastest() -> None:
    """A cross table lists every combination of categories."""
    table = filled(
        "{name: 方法と性別, measure: 延件数, by: [方法, 性別]}",
        {(("phone", "male"),): 2, (("phone", "unknown"),): 1},
    )
    assert len(table.cells) == 11 * 4
    assert [cell.categories for cell in table.cells[:2]] == [("来所", "男"), ("来所", "女")]
    figures = {cell.categories: cell.value for cell in table.cells if cell.value}
    assert figures == {("電話", "男"): 2, ("電話", "不明"): 1}


def test_a_unit_with_several_values_counts_once_in_the_total_and_in_each_group() -> None:
    """A person who was visited and wrote letters is one person, one visited, one who wrote."""
    groups = "{dimension: 方法, groups: {会った: [訪問, 来所], 書いた: [手紙]}, rest: 残り}"
    table = filled(
        f"{{name: 方法, measure: 実人数, by: [{groups}]}}",
        {
            (("home_visit",), ("visit_office",), ("letter",)): 2,
            (("phone",),): 4,
        },
    )
    assert [cell.value for cell in table.cells] == [2, 2, 4]
    assert table.total == 6


def test_what_is_not_counted_is_no_zero() -> None:
    """A cell that a municipality does not count has no value but a note, and no part in totals."""
    table = filled(
        "{name: 性別, measure: 延件数, by: [性別], not_counted: [{性別: その他}]}",
        once(female=3, other=2),
    )
    document = table.document()
    assert document["cells"] == [
        {"性別": "男", "value": 0},
        {"性別": "女", "value": 3},
        {"性別": "その他", "value": None, "note": "数えていない"},
        {"性別": "不明", "value": 0},
    ]
    assert document["total"] == 3


def test_a_table_that_is_not_counted_at_all_has_no_total() -> None:
    """数えていない stands for the whole table."""
    document = filled("{name: 件数, measure: 延件数, not_counted: [{}]}", {((),): 5}).document()
    assert document["cells"] == [{"value": None, "note": "数えていない"}]
    assert (document["total"], document["note"]) == (None, "数えていない")


def test_a_wrong_published_total_stands_beside_the_true_sum() -> None:
    """The sum is what it is; what was published is told with what is wrong about it."""
    document = filled(
        "{name: 件数, measure: 延件数, published: {total: 443, note: 内訳の和は450}}",
        {((),): 450},
    ).document()
    assert document["total"] == 450
    assert document["published"] == {"total": 443, "note": "内訳の和は450"}
