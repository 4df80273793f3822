"""Small cells as municipalities have printed them, protected within one publication."""

import pytest

from services.stats.domain.protection import (
    Axis,
    ProtectionRule,
    Status,
    Subject,
    Zeros,
    protect,
)
from services.stats.domain.table import Cell, Table
from tests.unit.protection_tables import APRIL, table, told

FIRST, LAST = APRIL


def protected(
    *subjects: Subject, rule: ProtectionRule | None = None
) -> list[dict[str, int | None]]:
    """What readers see of tables that are published together."""
    publication = protect(subjects, rule or ProtectionRule(), first=FIRST, last=LAST)
    assert publication.exposed == ()
    return [told(one) for one in publication.tables]


@pytest.mark.rule(64)
@pytest.mark.parametrize(
    ("cells", "small"),
    [
        ({"8050": 3, "世帯": 41, "その他": 60}, "8050"),
        ({"男": 15, "女": 4, "不明": 22}, "女"),
        ({"一般": 1, "A型": 30, "B型": 18}, "一般"),
        ({"社会体験": 1, "職場見学": 26, "中間的就労": 12}, "社会体験"),
    ],
)
def test_a_small_cell_cannot_be_taken_from_the_total(cells: dict[str, int], small: str) -> None:
    """3世帯, 4名, 就職1名, 社会体験1名: the cell and one more are kept back, the total is told."""
    (seen,) = protected(table(cells))
    assert seen[small] is None
    assert seen["計"] == sum(cells.values())
    assert list(seen.values()).count(None) == 2


@pytest.mark.rule(64)
def test_a_table_of_small_cells_alone_tells_no_total_that_gives_them_away() -> None:
    """1 and 1 are what makes a total of 2 with every 0 told: the total is kept back too."""
    (seen,) = protected(table({"電話": 1, "来所": 1, "訪問": 0}))
    assert (seen["電話"], seen["来所"], seen["計"]) == (None, None, None)


def test_nothing_is_kept_back_where_nothing_is_small() -> None:
    """Protection costs nothing where there is nothing to protect."""
    (seen,) = protected(table({"電話": 10, "来所": 300, "訪問": 0}))
    assert seen == {"電話": 10, "来所": 300, "訪問": 0, "計": 310}


@pytest.mark.parametrize(
    ("zeros", "nothing"), [(Zeros.SHOWN, 0), (Zeros.WHERE_NEEDED, 0), (Zeros.SUPPRESSED, None)]
)
def test_zero_is_told_or_not_as_the_rule_says(zeros: Zeros, nothing: int | None) -> None:
    """A 0 is as telling as a 1 where a municipality says so."""
    (seen,) = protected(
        table({"電話": 40, "来所": 60, "手紙": 0}), rule=ProtectionRule(zeros=zeros)
    )
    assert seen["手紙"] == nothing


def test_a_zero_beside_small_cells_is_kept_back_where_it_gives_them_away() -> None:
    """Of a margin that is 1 to 9 with two cells that are not 0, a reader would know it is not 1."""
    cross = table(
        {("訪問", "男"): 2, ("訪問", "女"): 1, ("電話", "男"): 40, ("電話", "女"): 30},
        by=("方法", "性別"),
    )
    method = table({"訪問": 3, "電話": 70})
    publication = protect([cross, method], ProtectionRule(), first=FIRST, last=LAST)
    assert {one.rule.level for one in publication.tables} == {"suppressed-10-some-zeros"}
    assert publication.tables[0].document()["cells"][0] == {  # type: ignore[index]
        "方法": "訪問",
        "性別": "男",
        "value": None,
        "note": "0〜9のため秘匿",
    }


def test_a_table_that_shares_a_total_does_not_give_a_cell_away() -> None:
    """Of 年代 a total, of 方法 all but one cell: both tables together are looked at."""
    method, age = protected(
        table({"電話": 50, "来所": 47, "訪問": 3}),
        table({"20代": 60, "30代": 40}, by=("年代",)),
    )
    assert age == {"20代": 60, "30代": 40, "計": 100}
    assert [name for name, value in method.items() if value is None] == ["来所", "訪問"]


def test_a_single_figure_that_is_small_is_kept_back_with_its_note() -> None:
    """A table without dimensions is a cell and a total of one figure."""
    (one,) = protect(
        [table({(): 4}, by=(), measure="新規ケース数")], ProtectionRule(), first=FIRST, last=LAST
    ).tables
    assert one.document() == {
        "name": "",
        "measure": "新規ケース数",
        "measure_version": 1,
        "dimensions": [],
        "cells": [{"value": None, "note": "1〜9のため秘匿"}],
        "total": None,
        "note": "1〜9のため秘匿",
        "protection": "suppressed-10",
    }


def test_what_nobody_counted_stays_so() -> None:
    """数えていない is not 0 and not kept back, and no equation holds over it."""
    (one,) = protect(
        [table({"電話": 50, "来所": 47, "メール": None})], ProtectionRule(), first=FIRST, last=LAST
    ).tables
    assert one.cells[2].status is Status.NOT_COUNTED
    assert one.public().cells[2] == Cell(("メール",), None, "数えていない")
    assert told(one) == {"電話": 50, "来所": 47, "メール": None, "計": 97}


def test_overlapping_cells_need_no_complement() -> None:
    """Meetings under two legal modes count under both: the rest does not give one away."""
    modes = Axis(
        "mode",
        (("支援会議", frozenset({"a"})), ("要対協", frozenset({"b"}))),
        several=True,
    )
    cells = (Cell(("支援会議",), 40), Cell(("要対協",), 4))
    meetings = Subject(Table("会議", "開催件数", 1, ("会議の根拠",), cells, 41), (modes,))
    (seen,) = protected(meetings)
    assert seen == {"支援会議": 40, "要対協": None, "計": 41}


def test_overlapping_cells_that_cover_the_total_are_bounds_all_the_same() -> None:
    """Together they are at least the total: what is told of the others must leave 1 possible."""
    modes = Axis(
        "mode",
        (("支援会議", frozenset({"a"})), ("要対協", frozenset({"b"}))),
        several=True,
    )
    cells = (Cell(("支援会議",), 33), Cell(("要対協",), 9))
    meetings = Subject(Table("会議", "開催件数", 1, ("会議の根拠",), cells, 41), (modes,))
    (seen,) = protected(meetings)
    assert seen["要対協"] is None
    assert None in {seen["支援会議"], seen["計"]}


def test_bands_of_five_and_ten_years_are_reckoned_with() -> None:
    """20代 less 20〜24歳 is 25〜29歳: the small band is not to be had from the other table."""

    def ages(*spans: tuple[str, range, int]) -> Subject:
        parts = tuple((label, frozenset(str(age) for age in span)) for label, span, _ in spans)
        cells = tuple(Cell((label,), count) for label, _, count in spans)
        total = sum(cell.value or 0 for cell in cells)
        name = f"{len(spans)}区分"
        return Subject(Table(name, "延件数", 1, ("年代",), cells, total), (Axis("age", parts),))

    five, ten = protected(
        ages(
            ("20〜24歳", range(20, 25), 30),
            ("25〜29歳", range(25, 30), 3),
            ("30〜34歳", range(30, 35), 21),
            ("35〜39歳", range(35, 40), 24),
        ),
        ages(("20代", range(20, 30), 33), ("30代", range(30, 40), 45)),
    )
    assert five["25〜29歳"] is None
    assert None in {five["20〜24歳"], ten["20代"]}
    assert not (five["20〜24歳"] is not None and ten["20代"] is None and ten["30代"] is not None)


@pytest.mark.rule(64)
def test_the_smallest_municipalities_tell_nothing() -> None:
    """Below 2,000 inhabitants there is no breakdown, no total and no zero."""
    (seen,) = protected(table({"電話": 50, "来所": 0}), rule=ProtectionRule(published=False))
    assert set(seen.values()) == {None}
