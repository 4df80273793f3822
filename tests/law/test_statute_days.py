"""On which day each row of the law began, and which rows nobody has read in the statute yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.conference.law.statutes.provisions import PENALTIES, PROVISIONS, cited_on

ROWS = PROVISIONS | PENALTIES

FIRST_DAYS = {
    date(2021, 4, 1): [
        "juso.entrustment",
        "juso.entrusted_secrecy",
        "shien_kaigi.organised",
        "shien_kaigi.purpose",
        "shien_kaigi.juso_required",
        "shien_kaigi.request",
        "shien_kaigi.cooperation",
        "shien_kaigi.secrecy",
        "shien_kaigi.rules",
        "shafuku.159.1",
        "shafuku.159.2",
    ],
    date(2022, 4, 1): [
        "appi.20_2",
        "appi.27_1_1",
        "appi.27_1_2",
        "appi.27_1_3",
        "appi.27_1_4",
    ],
    date(2023, 4, 1): [
        "appi.61",
        "appi.66",
        "appi.67",
        "appi.69_1",
        "appi.69_2_1",
        "appi.69_2_2",
        "appi.69_2_3",
        "appi.69_2_4",
        "appi.69_2",
        "appi.70",
        "appi.78_1_2",
        "appi.176",
    ],
    date(2024, 4, 1): [
        "kodoku.organised",
        "kodoku.request",
        "kodoku.secrecy",
        "jiritsu.request",
        "jiritsu.cooperation",
        "jiritsu.secrecy",
        "kodoku.28",
    ],
    date(2025, 4, 1): [
        "shien_kaigi.linkage",
        "konkyu.linkage",
        "chosei.organised",
        "chosei.request",
        "chosei.cooperation",
        "chosei.secrecy",
        "seiho.85_2",
    ],
}
BEGAN = [(key, day) for day, keys in FIRST_DAYS.items() for key in keys]

TO_CONFIRM = {
    "shien_kaigi.juso_required",
    "chosei.organised",
    "chosei.request",
    "chosei.cooperation",
    "chosei.secrecy",
    "yotaikyo.request",
    "yotaikyo.cooperation",
    "jiritsu.organised",
    "jiritsu.request",
    "jiritsu.cooperation",
    "chiiki_care.organised",
    "chiiki_care.request",
    "chiiki_care.cooperation",
    "chiiki_care.secrecy",
    "appi.61",
    "disabled_abuse.report",
    "disabled_abuse.no_bar",
    "disabled_abuse.reporter",
    "staff.local_officer",
    "staff.commissioner",
    "seiho.85_2",
    "jifuku.61_3",
    "kaigo.205_2",
    "chiko.60",
    "appi.176",
}


@pytest.mark.rule(70)
@pytest.mark.parametrize(("key", "first"), BEGAN)
def test_a_row_is_law_from_its_first_day(key: str, first: date) -> None:
    """It is cited on that day and not on the day before."""
    assert cited_on(key, first)
    assert cited_on(key, first - timedelta(days=1)) is None


@pytest.mark.rule(70)
def test_every_other_row_reaches_as_far_back_as_records_do() -> None:
    """Where no rule depends on the beginning, none is entered."""
    began = {key for key, _ in BEGAN}
    assert all((row.cited[0].since is None) == (key not in began) for key, row in ROWS.items())
    assert all(cited_on(key, date.min) for key in ROWS.keys() - began)


def test_what_nobody_read_in_the_statute_is_marked() -> None:
    """The mark is set on the citations in force that are still to be confirmed, and on no other."""
    assert {key for key, row in ROWS.items() if not row.cited[-1].confirmed} == TO_CONFIRM
