"""Bands of age and the categories of dimensions."""

from datetime import UTC, date, datetime

import pytest

from services.stats.domain.bands import TEN_YEARS
from services.stats.domain.dimension import DIMENSIONS
from services.stats.domain.scope import Scope

YEAR = Scope("990019", date(2024, 4, 1), date(2025, 3, 31), datetime(2025, 5, 1, tzinfo=UTC))


@pytest.mark.rule(67)
@pytest.mark.parametrize(
    ("age", "label"),
    [
        (0, "10歳未満"),
        (9, "10歳未満"),
        (10, "10代"),
        (19, "10代"),
        (20, "20代"),
        (79, "70代"),
        (89, "80代"),
        (90, "90歳以上"),
        (130, "90歳以上"),
        (None, "不明"),
    ],
)
def test_an_age_falls_into_its_ten_year_band(age: int | None, label: str) -> None:
    """The edges of the bands lie at the full decades; no age is a category of its own."""
    assert DIMENSIONS["年代"].categories_of(age) == (label,)


def test_every_age_falls_into_exactly_one_ten_year_band() -> None:
    """Ten-year bands neither overlap nor leave a gap between 0 and 130."""
    assert all(sum(band.holds(age) for band in TEN_YEARS) == 1 for age in range(131))


@pytest.mark.rule(67)
def test_bands_stand_in_order_with_unknown_last() -> None:
    """The report lists all bands from young to old, also empty ones, and 不明 at the end."""
    assert DIMENSIONS["年代"].categories([], YEAR) == (
        *("10歳未満", "10代", "20代", "30代", "40代", "50代", "60代", "70代", "80代"),
        *("90歳以上", "不明"),
    )


def test_codes_are_shown_by_label_in_the_order_of_the_list() -> None:
    """A code list's dimension has its labels as categories."""
    assert DIMENSIONS["性別"].categories([], YEAR) == ("男", "女", "その他", "不明")
    assert DIMENSIONS["性別"].categories_of("female") == ("女",)


def test_a_municipalitys_own_word_is_a_category_behind_the_list() -> None:
    """A destination that no list knows is shown under its own word, and counted."""
    destinations = DIMENSIONS["つなぎ先"]
    assert destinations.categories(["npo", "森の家"], YEAR)[-2:] == ("その他", "森の家")
    assert destinations.categories_of("森の家") == ("森の家",)
