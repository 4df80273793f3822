"""Filling a table from counts."""

from services.stats.domain.bands import Band
from services.stats.domain.dimension import Banded
from services.stats.domain.measures import MEASURES
from services.stats.domain.table import tabulate
from services.stats.domain.template import TableTemplate, table_template


def test_every_cell_is_listed_also_without_an_observation() -> None:
    """A category that nobody falls into has a cell with 0."""
    table = tabulate(table_template("性別", "延件数", ("性別",)), {("female",): 3})
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
    document = tabulate(table_template("新規", "新規ケース数"), {(): 7}).document()
    assert document["cells"] == [{"value": 7}]
    assert document["total"] == 7


def test_ages_are_added_up_into_bands() -> None:
    """Counts by single years of age become counts by band."""
    table = tabulate(
        table_template("年代", "延件数", ("年代",)), {(30,): 1, (39,): 2, (40,): 4, (None,): 8}
    )
    figures = {cell.categories[0]: cell.value for cell in table.cells}
    assert (figures["30代"], figures["40代"], figures["不明"]) == (3, 4, 8)
    assert table.total == sum(figures.values()) == 15


def test_two_dimensions_are_crossed_the_last_running_fastest() -> None:
    """A cross table lists every combination of categories."""
    table = tabulate(
        table_template("方法と性別", "延件数", ("方法", "性別")),
        {("phone", "male"): 2, ("phone", "unknown"): 1},
    )
    assert len(table.cells) == 11 * 4
    assert [cell.categories for cell in table.cells[:2]] == [("来所", "男"), ("来所", "女")]
    figures = {cell.categories: cell.value for cell in table.cells if cell.value}
    assert figures == {("電話", "男"): 2, ("電話", "不明"): 1}


def test_overlapping_bands_count_twice_in_cells_and_once_in_the_total() -> None:
    """The total is that of the units counted, whatever the bands do."""
    bands = (Band("15〜39歳", 15, 39), Band("34〜49歳", 34, 49))
    template = TableTemplate("重なる年代", MEASURES["延件数"], (Banded("年代", "age", bands),))
    table = tabulate(template, {(35,): 5})
    assert [cell.value for cell in table.cells] == [5, 5, 0]
    assert table.total == 5
