"""Tables and charts of returns on pages: what lacks says why, and is nowhere drawn as 0."""

from __future__ import annotations

from typing import Any

from services.stats.pages.figures import tables_of
from services.stats.pages.kept_back import kept_back
from shared.pages.chart import MOST_BARS, Drawing, chart_of, undrawn

SMALL, BACKWARDS = "1〜9のため秘匿", "逆算を防ぐため秘匿"


def cell(value: int | None, note: str | None = None, **categories: str) -> dict[str, Any]:
    """A cell of a return's document."""
    return {**categories, "value": value, **({"note": note} if note else {})}


def table(
    name: str, dimensions: list[str], cells: list[dict[str, Any]], total: int | None, **more: Any
) -> dict[str, Any]:
    """A table of a return's document."""
    about = {"name": name, "measure": "延件数", "measure_version": 1, "dimensions": dimensions}
    return {**about, "cells": cells, "total": total, **more}


BY_METHOD = table(
    "方法",
    ["方法"],
    [
        cell(12, 方法="電話"),
        cell(None, SMALL, 方法="訪問"),
        cell(0, 方法="手紙"),
        cell(None, "数えていない", 方法="SNS"),
    ],
    None,
    note=BACKWARDS,
)
CROSSED = table(
    "方法と性別",
    ["方法", "性別"],
    [
        cell(3, 方法="電話", 性別="男"),
        cell(0, 方法="電話", 性別="女"),
        cell(5, 方法="訪問", 性別="男"),
    ],
    8,
)
DOCUMENT = {"tables": [BY_METHOD, CROSSED], "protection": "suppressed-10"}


def test_a_figure_that_is_kept_back_is_a_word_with_a_note_and_a_frame_without_a_bar() -> None:
    """The number 0 is a number with a bar of no length; what nobody counts says so by itself."""
    shown = tables_of(DOCUMENT)[0]
    texts = [(figures[0].text, figures[0].mark) for _, figures in shown.rows if figures[0]]
    assert texts == [("12", ""), ("秘匿", "※1"), ("0", ""), ("数えていない", "")]
    assert shown.total is not None
    assert (shown.total.text, shown.total.mark) == ("秘匿", "※2")
    assert shown.notes == (("※1", SMALL), ("※2", BACKWARDS))
    assert shown.chart is not None
    widths = [bar.width for bar in shown.chart.bars]
    assert widths == ["100.0%", None, "0.0%", None]
    assert "最も多いのは電話で、12。2 か所は数を示していない。0 ではない。" in shown.chart.told


def test_the_last_of_two_dimensions_runs_to_the_right_and_groups_the_bars() -> None:
    """A place without a figure stays blank, and has no bar."""
    shown = tables_of(DOCUMENT)[1]
    assert (shown.axes, shown.columns) == (("方法",), ("男", "女"))
    assert shown.rows[1][1][1] is None
    assert shown.chart is not None
    assert [one.text for one in shown.chart.headings] == ["電話", "訪問"]
    assert [one.label for one in shown.chart.bars] == ["男", "女", "男"]


def test_what_is_kept_back_is_counted_by_its_reason() -> None:
    """What nobody counts is not kept back; a total is."""
    kept = kept_back(DOCUMENT)
    assert (kept.figures, kept.count) == (9, 2)
    assert {note: number for note, _, number in kept.hidden} == {SMALL: 1, BACKWARDS: 1}
    assert "0 を示すと" not in kept.told
    closer = {**BY_METHOD, "protection": "suppressed-10-some-zeros"}
    assert "0 を示すと" in kept_back({**DOCUMENT, "tables": [closer]}).told


def test_a_chart_of_one_bar_or_of_too_many_is_none() -> None:
    """There is nothing to compare, or nothing to be seen."""
    bars = [Drawing(f"区分{number}", number, str(number)) for number in range(MOST_BARS + 1)]
    assert chart_of("c", "多い", bars) is None
    assert chart_of("c", "一つ", bars[:1]) is None
    nothing = [Drawing("男", 0, "0"), Drawing("女", 0, "0")]
    assert chart_of("c", "すべて0", nothing) is None
    assert "0 です" in undrawn(nothing)
    hidden = chart_of("c", "秘匿あり", [*nothing, Drawing("不明", None, "秘匿")])
    assert hidden is not None
    assert [bar.width for bar in hidden.bars] == ["0%", "0%", None]


def test_a_bar_is_never_longer_than_the_chart_nor_shorter_than_nothing() -> None:
    """Whatever somebody sends: a figure below 0 has no length."""
    drawn = chart_of("c", "負の数", [Drawing("減", -5, "-5"), Drawing("増", 10**30, "10")])
    assert drawn is not None
    assert [bar.width for bar in drawn.bars] == ["0.0%", "100.0%"]
