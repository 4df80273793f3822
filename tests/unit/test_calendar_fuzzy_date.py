"""Dates of which a part is not known."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from shared.calendar import FuzzyDate
from shared.refusal import InvalidInput


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("昭和50年頃", "1975~"),
        ("昭和50年ごろ", "1975~"),
        ("昭和五十年 頃", "1975~"),
        ("S50頃", "1975~"),
        ("Ｓ５０", "1975"),
        ("昭和50年", "1975"),
        ("1975年頃", "1975~"),
        ("1975", "1975"),
        ("1975年4月頃", "1975-04~"),
        ("S50.4", "1975-04"),
        ("1975/4", "1975-04"),
        ("昭和50年4月1日", "1975-04-01"),
        ("S50.4.1頃", "1975-04-01~"),
        ("昭和64年", "1989"),
        ("平成元年", "1989"),
        ("平成31年4月", "2019-04"),
    ],
)
def test_partial_dates_are_read_as_far_as_they_are_known(text: str, edtf: str) -> None:
    """Nothing is invented: an unknown month stays unknown, 頃 stays 頃."""
    assert FuzzyDate.parse(text).to_edtf() == edtf


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("昭和50年代", "date-too-vague"),
        ("昭和50年代前半", "date-too-vague"),
        ("1970年代頃", "date-too-vague"),
        ("50代", "date-too-vague"),
        ("不明", "date-unreadable"),
        ("", "date-unreadable"),
        ("頃", "date-unreadable"),
        ("75年", "date-unreadable"),
        ("0000年", "date-unreadable"),
        ("1975年13月", "date-impossible"),
        ("昭和50年2月30日頃", "date-impossible"),
        ("昭和65年", "date-outside-era"),
        ("昭和64年2月", "date-outside-era"),
        ("令和元年4月", "date-outside-era"),
    ],
)
def test_what_is_too_vague_or_wrong_is_refused(text: str, code: str) -> None:
    """A decade is no date; a month that its era never had is a slip."""
    with pytest.raises(InvalidInput) as refused:
        FuzzyDate.parse(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1975/04", "date-unreadable"),
        ("1975-4", "date-unreadable"),
        ("1975\n", "date-unreadable"),
        ("١٩٧٥", "date-unreadable"),
        ("0000", "date-impossible"),
        ("1975-00", "date-impossible"),
        ("1975-13", "date-impossible"),
        ("1975-02-30", "date-impossible"),
        ("1975-04-00", "date-impossible"),
    ],
)
def test_a_damaged_text_form_is_refused_in_words(text: str, code: str) -> None:
    """Reading a stored date answers with a refusal, never with a library's own error."""
    with pytest.raises(InvalidInput) as refused:
        FuzzyDate.from_edtf(text)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "parts",
    [
        {"year": 0},
        {"year": 10_000},
        {"year": 1975, "month": 0},
        {"year": 1975, "month": 13},
        {"year": 1975, "day": 1},
        {"year": 1975, "month": 4, "day": 0},
        {"year": 1975, "month": 4, "day": 31},
    ],
)
def test_no_calendar_holds_these_parts(parts: dict[str, int]) -> None:
    """A day without its month, or one the calendar lacks, cannot be made at all."""
    with pytest.raises(ValidationError):
        FuzzyDate(**parts)


@pytest.mark.parametrize(
    ("edtf", "earliest", "middle", "latest"),
    [
        ("1975", date(1975, 1, 1), date(1975, 7, 1), date(1975, 12, 31)),
        ("1976-02", date(1976, 2, 1), date(1976, 2, 15), date(1976, 2, 29)),
        ("1975-04-09", date(1975, 4, 9), date(1975, 4, 9), date(1975, 4, 9)),
        ("1975~", date(1975, 1, 1), date(1975, 7, 1), date(1975, 12, 31)),
    ],
)
def test_the_period_is_what_was_written(
    edtf: str, earliest: date, middle: date, latest: date
) -> None:
    """The period reaches from the first to the last possible day; 頃 does not widen it."""
    fuzzy = FuzzyDate.from_edtf(edtf)
    assert (fuzzy.earliest, fuzzy.middle, fuzzy.latest) == (earliest, middle, latest)


def test_only_a_known_day_without_circa_is_exact() -> None:
    """Exact means that the day can be relied on."""
    exact = [e for e in ("1975", "1975-04", "1975-04-01", "1975-04-01~") if _exact(e)]
    assert exact == ["1975-04-01"]
    assert FuzzyDate.on(date(1975, 4, 1)).is_exact


@pytest.mark.parametrize(
    ("edtf", "label"),
    [
        ("1975~", "昭和50年頃"),
        ("1975-04~", "昭和50年4月頃"),
        ("1975-04-01", "昭和50年4月1日"),
        ("1989", "平成元年"),
    ],
)
def test_the_label_is_wareki(edtf: str, label: str) -> None:
    """Users read 和暦, with as much as is known."""
    assert FuzzyDate.from_edtf(edtf).label == label


def _exact(edtf: str) -> bool:
    return FuzzyDate.from_edtf(edtf).is_exact
