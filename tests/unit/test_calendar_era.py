"""和暦 both ways."""

from __future__ import annotations

from datetime import date

import pytest

from shared.calendar import era_of, format_wareki, format_wareki_short, parse_date
from shared.refusal import InvalidInput

APRIL_FOOL = date(2024, 4, 1)


@pytest.mark.parametrize(
    "text",
    [
        "2024-04-01",
        "2024/4/1",
        "2024.4.1",
        "2024年4月1日",
        "２０２４年４月１日",
        "二〇二四年四月一日",
        "令和6年4月1日",
        "令和 6年 4月 1日",
        "令和06年04月01日",
        "令和六年四月一日",
        "㋿6年4月1日",
        "令6/4/1",
        "令6.4.1",
        "R6.4.1",
        "R.6.4.1",
        "R6/4/1",
        "R6-4-1",
        "R6・4・1",
        "r6.4.1",
        "Ｒ６．４．１",
        "ｒ６／４／１",
        "R6−4−1",
        "R06.04.01",
        "  R6.4.1　",
        "令和6年4月1日(月)",
        "令和6年4月1日（月曜日）",
        "2024/4/1 0:00",
        "2024-04-01 00:00:00",
        "2024-04-01T00:00:00",
    ],
)
def test_every_usual_writing_is_read(text: str) -> None:
    """However a town writes 1 April 2024, it is that day."""
    assert parse_date(text) == APRIL_FOOL


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("令和元年5月1日", date(2019, 5, 1)),
        ("令和1年5月1日", date(2019, 5, 1)),
        ("㍻31年4月30日", date(2019, 4, 30)),
        ("平成元年1月8日", date(1989, 1, 8)),
        ("S64.1.7", date(1989, 1, 7)),
        ("昭和元年12月25日", date(1926, 12, 25)),
        ("㍼五十年十月二十三日", date(1975, 10, 23)),
        ("昭和五十年十二月三十一日", date(1975, 12, 31)),
        ("T15.12.24", date(1926, 12, 24)),
        ("大正元年7月30日", date(1912, 7, 30)),
        ("M45.7.29", date(1912, 7, 29)),
        ("㍾6年1月1日", date(1873, 1, 1)),
        ("㍽10年2月3日", date(1921, 2, 3)),
    ],
)
def test_the_first_and_last_days_of_the_eras_are_read(text: str, day: date) -> None:
    """Each era begins and ends on the day its order says."""
    assert parse_date(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "date-unreadable"),
        ("不明", "date-unreadable"),
        ("20240401", "date-unreadable"),
        ("45383", "date-unreadable"),
        ("6/4/1", "date-unreadable"),
        ("24/4/1", "date-unreadable"),
        ("4/1/2024", "date-unreadable"),
        ("2024/4-1", "date-unreadable"),
        ("2024/4", "date-unreadable"),
        ("昭和50年頃", "date-unreadable"),
        ("令和0年5月1日", "date-unreadable"),
        ("X6.4.1", "date-unreadable"),
        ("2024/4/1 13:30", "date-unreadable"),
        ("2024-04-01\nR6.4.2", "date-unreadable"),
        ("٢٠٢٤-٠٤-٠١", "date-unreadable"),
        ("十十年四月一日", "date-unreadable"),
        ("昭和十十十年1月1日", "date-unreadable"),
        ("三十五十六", "date-unreadable"),
        ("2023-02-29", "date-impossible"),
        ("令和6年13月1日", "date-impossible"),
        ("R6.4.31", "date-impossible"),
        ("R6.0.1", "date-impossible"),
        ("0000-01-01", "date-impossible"),
        ("昭和64年1月8日", "date-outside-era"),
        ("平成元年1月7日", "date-outside-era"),
        ("平成31年5月1日", "date-outside-era"),
        ("令和元年4月30日", "date-outside-era"),
        ("昭和元年12月24日", "date-outside-era"),
        ("大正元年7月29日", "date-outside-era"),
        ("昭和99年1月1日", "date-outside-era"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, code: str) -> None:
    """Unreadable, impossible and of another era are different mistakes with different ways on."""
    with pytest.raises(InvalidInput) as refused:
        parse_date(text)
    assert refused.value.code == code
    assert refused.value.remedy


@pytest.mark.parametrize(
    "text", ["昭和64年1月8日", "昭和50年2月30日", "やまだはなこ", "三十五十六"]
)
def test_a_refusal_never_repeats_the_value(text: str) -> None:
    """A birth date or a name that slipped into the column does not reach a log by way of errors."""
    with pytest.raises(InvalidInput) as refused:
        parse_date(text)
    shown = f"{refused.value}{refused.value.field}"
    assert text not in shown
    assert text[:2] not in shown


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2024, 4, 1), "令和6年4月1日", "R6.4.1"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1867, 12, 31), "1867年12月31日", "1867.12.31"),
    ],
)
def test_days_are_written_in_their_era(day: date, long: str, short: str) -> None:
    """The first year is 元年 in words and 1 in the short form; before Meiji the year is Western."""
    assert (format_wareki(day), format_wareki_short(day)) == (long, short)


def test_no_era_before_meiji() -> None:
    """A day before Meiji belongs to none of the known eras."""
    assert era_of(date(1868, 10, 22)) is None
    assert era_of(date(2024, 4, 1)) is not None
