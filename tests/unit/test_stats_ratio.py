"""Ratios stand beside their integers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.stats.domain.ratio import UNDEFINED, UNKNOWN, percent, with_ratios
from services.stats.templates import read_template

TEMPLATE = """
title: 訪問
tables:
  - {name: 訪問, measure: 訪問試行件数}
  - {name: 会えた, measure: 訪問で会えた件数, ratio: {of: 会えた, to: 訪問}}
"""


@pytest.mark.parametrize(
    ("of", "to", "share"),
    [
        (62, 279, "22.2"),
        (1, 8, "12.5"),
        (1, 2000, "0.1"),
        (1, 2001, "0.0"),
        (0, 5, "0.0"),
        (615, 520, "118.3"),
        (-1, 3, "-33.3"),
    ],
)
def test_a_share_has_one_decimal_and_halves_go_up(of: int, to: int, share: str) -> None:
    """As on paper; a goal that is exceeded is more than 100."""
    assert percent(of, to) == share


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_share_is_never_further_off_than_half_of_its_last_digit(of: int, to: int) -> None:
    """Reckoned in integers, so no rounding of the machine creeps in."""
    tenths = int(percent(of, to).replace(".", ""))
    assert abs(2 * (tenths * to - 1000 * of)) <= to


@pytest.mark.parametrize(
    ("met", "visits", "share"),
    [
        (21, 174, {"percent": "12.1"}),
        (0, 0, {"percent": None, "note": UNDEFINED}),
        (None, 174, {"percent": None, "note": UNKNOWN}),
    ],
)
def test_a_table_names_both_integers_beside_its_ratio(
    met: int | None, visits: int, share: dict[str, str | None]
) -> None:
    """The integers stay as they are; a ratio of nothing, or of what is not told, is none."""
    template = read_template("visits", TEMPLATE)
    tables = [{"name": "訪問", "total": visits}, {"name": "会えた", "total": met}]
    first, second = with_ratios(template.tables, tables)
    assert first == tables[0]
    assert second == {
        **tables[1],
        "ratio": {
            "of": {"table": "会えた", "total": met},
            "to": {"table": "訪問", "total": visits},
            **share,
        },
    }
