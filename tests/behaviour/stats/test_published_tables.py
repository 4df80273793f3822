"""Every table that was published comes out of a caseload with its margins, cell for cell.

The caseloads go through the ledger's import, conference, placement and a real broker; the numbers
are those of the published documents that ``published_tables/places`` names.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from docs.coverage_page import published_tables
from services.stats.templates import load_templates
from tests.behaviour.published_tables.place import Cells, Expected, Place, Sheet, places
from tests.behaviour.published_tables.region import Region, region

_SHEETS = [(place, sheet) for place in places().values() for sheet in place.sheets]
_NAMES = [f"{sheet.template} {sheet.period[0]}" for _, sheet in _SHEETS]
_OWN = {"basic", "needs", "road"}
"""Templates of the project's own, which nobody has published."""


@pytest.fixture(scope="module")
def lived_through(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Region]:
    """All places, once for all tables."""
    with region(tmp_path_factory.mktemp("region")) as found:
        yield found


@pytest.mark.timeout(900)
@pytest.mark.parametrize(("place", "sheet"), _SHEETS, ids=_NAMES)
def test_a_published_table_comes_out_cell_for_cell(
    lived_through: Region, place: Place, sheet: Sheet
) -> None:
    """Every cell, also those that are 0 or not counted, and the total that is true."""
    document = lived_through.document(place, sheet)

    tables = {table["name"]: table for table in document["tables"]}
    assert tables.keys() == sheet.tables.keys()
    for name, expected in sheet.tables.items():
        _assert_published(tables[name], expected)


def test_every_template_of_a_published_table_is_tried_and_told_of() -> None:
    """A template without figures proves nothing; one that no page names is not found."""
    templates = load_templates().keys() - _OWN
    assert {sheet.template for _, sheet in _SHEETS} == templates
    assert {one.id for one in published_tables() if one.why is None and not one.kpi} == templates


def _assert_published(table: dict[str, Any], expected: Expected) -> None:
    figures = {
        tuple(cell[name] for name in table["dimensions"]): cell["value"] for cell in table["cells"]
    }
    if expected.percent:
        shares = {cell: round(100 * value / table["total"]) for cell, value in figures.items()}
        assert shares == dict.fromkeys(figures, 0) | {
            (cell,): percent for cell, percent in expected.percent.items()
        }
    elif expected.cells:
        wanted = _by_categories(expected.cells)
        assert wanted.keys() <= figures.keys()
        assert figures == dict.fromkeys(figures, 0) | wanted
    if expected.total is not None or not expected.cells:
        assert table["total"] == expected.total
    if expected.published is not None:
        assert table["published"]["total"] == expected.published
    for cell in table["cells"]:
        assert (cell["value"] is None) == (cell.get("note") == "数えていない")


def _by_categories(cells: Cells) -> dict[tuple[str, ...], int | None]:
    """Every figure that was published, by all of its categories."""
    found: dict[tuple[str, ...], int | None] = {}
    for category, figure in cells.items():
        if isinstance(figure, dict):
            found |= {(category, inner): one for inner, one in figure.items()}
        else:
            found[(category,)] = figure
    return found
