"""``docs/national.md`` says what the model says: its tables follow from what stands in it."""

from __future__ import annotations

import json

import pytest

from bench.national_draw import FIT
from bench.national_frame import CLASSES, COUNTED, Class, Counted
from bench.national_model import SCENARIOS, Scenario
from bench.national_page import BEGIN, END, PAGE, block_of, measured_in, tables_of
from bench.report import RESULTS

TEXT = PAGE.read_text()
BLOCK = TEXT.partition(BEGIN)[2].partition(END)[0]


def test_the_results_follow_from_the_measured_figures_beside_them() -> None:
    """Computed again from the figures that the document shows, the tables are the same."""
    assert tables_of(measured_in(BLOCK)) in BLOCK


def test_the_block_is_that_of_the_newest_result() -> None:
    """What was measured last is what the document shows."""
    found = sorted(RESULTS.glob("????-??-??-national.json"))
    if not found:
        assert "試走" in BLOCK, "figures of no kept result are marked as such"
        return
    document = json.loads(found[-1].read_text())
    assert BLOCK.strip() == block_of(document, found[-1].name[:10])


@pytest.mark.parametrize("one", COUNTED, ids=lambda one: one.town)
def test_every_town_stands_with_its_rate(one: Counted) -> None:
    """The towns of the fit stand in the document as the model has them."""
    row = f"| {one.town} | {one.contacts:,} | {one.months} | {one.population:,} |"
    assert f"{row} {one.per_100_000:,.0f} | {one.period} |" in TEXT


@pytest.mark.parametrize("one", CLASSES, ids=lambda one: one.name)
def test_every_class_stands_with_its_numbers(one: Class) -> None:
    """The classes stand in the document as the model has them."""
    row = f"| {one.name} | {one.count:,} | {one.population:,} | {one.spread:.2f} |"
    survey = f"{one.experienced}/{one.answered}"
    assert f"{row} {one.smallest:,}–{one.largest:,} | {survey} |" in TEXT


def test_the_fit_stands_as_it_is() -> None:
    """The middle, the spread and the doubt are those of the model."""
    fitted = f"μ = {FIT.mu:.3f}、σ = {FIT.sigma:.3f}（中央の率 {FIT.middle:,.0f} 件"
    assert fitted in TEXT
    assert f"{FIT.doubt:.2f} 倍" in TEXT


@pytest.mark.parametrize("one", SCENARIOS, ids=lambda one: one.name)
def test_every_scenario_stands_with_what_it_assumes(one: Scenario) -> None:
    """The scenarios stand in the document as the model has them."""
    row = f"| {one.name} | {one.rates:.2f} | {one.work:g} | {one.characters:,} |"
    assert f"{row} {one.returns} | {one.corrections:g} |" in TEXT


def test_a_table_that_lacks_a_figure_is_refused() -> None:
    """Half a table is no table."""
    with pytest.raises(ValueError, match="not whole"):
        measured_in(BLOCK.replace("`rebuilt`", "rebuilt"))
