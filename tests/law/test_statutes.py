"""The rows of the law: what each cites on a day, what ends and begins, what is to be confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from services.conference.law.statutes.legal_modes import LEGAL_MODES
from services.conference.law.statutes.provision import Citation
from services.conference.law.statutes.provisions import (
    PENALTIES,
    PROVISIONS,
    cited_on,
    penalties_on,
    provisions_on,
)
from services.conference.law.statutes.rows.juso import JUSO, JUSO_REQUIRED
from services.conference.law.statutes.statute import SHAFUKU
from services.conference.law.statutes.table import (
    penalties_table,
    provisions_table,
    statutes_table,
)

TODAY = date(2026, 11, 2)
BEFORE_REFORM = date(2025, 3, 31)
REFORM = date(2025, 4, 1)
ROWS = {**PROVISIONS, **PENALTIES}

TODAYS_CITATIONS = {
    "juso.entrustment": "社会福祉法106条の4第5項",
    "juso.entrusted_secrecy": "社会福祉法106条の4第6項",
    "shien_kaigi.organised": "社会福祉法106条の6第1項",
    "shien_kaigi.purpose": "社会福祉法106条の6第2項",
    "shien_kaigi.request": "社会福祉法106条の6第3項",
    "shien_kaigi.cooperation": "社会福祉法106条の6第4項",
    "shien_kaigi.linkage": "社会福祉法106条の6第5項",
    "shien_kaigi.secrecy": "社会福祉法106条の6第6項",
    "shien_kaigi.rules": "社会福祉法106条の6第7項",
    "shafuku.159.1": "社会福祉法159条1号",
    "shafuku.159.2": "社会福祉法159条2号",
    "konkyu.organised": "生活困窮者自立支援法9条1項",
    "konkyu.request": "生活困窮者自立支援法9条3項",
    "konkyu.cooperation": "生活困窮者自立支援法9条4項",
    "konkyu.linkage": "生活困窮者自立支援法9条5項",
    "konkyu.secrecy": "生活困窮者自立支援法9条6項",
    "konkyu.entrusted_secrecy": "生活困窮者自立支援法5条3項",
    "konkyu.28": "生活困窮者自立支援法28条",
    "chosei.organised": "生活保護法27条の3第1項",
    "yotaikyo.organised": "児童福祉法25条の2第1項",
    "yotaikyo.request": "児童福祉法25条の3第1項",
    "yotaikyo.secrecy": "児童福祉法25条の5",
    "jifuku.61_3": "児童福祉法61条の3",
    "kowaka.organised": "子ども・若者育成支援推進法19条1項",
    "kowaka.request": "子ども・若者育成支援推進法20条3項",
    "kowaka.secrecy": "子ども・若者育成支援推進法24条",
    "kowaka.34": "子ども・若者育成支援推進法34条",
    "kodoku.organised": "孤独・孤立対策推進法15条1項",
    "kodoku.request": "孤独・孤立対策推進法16条3項",
    "kodoku.secrecy": "孤独・孤立対策推進法18条",
    "kodoku.28": "孤独・孤立対策推進法28条",
    "jiritsu.secrecy": "障害者総合支援法89条の3第5項",
    "kikan.entrusted_secrecy": "障害者総合支援法77条の2第6項",
    "sogo.109_2": "障害者総合支援法109条2項",
    "chiiki_care.secrecy": "介護保険法115条の48第5項",
    "kaigo.205_2": "介護保険法205条2項",
    "appi.20_2": "個人情報保護法20条2項",
    "appi.27_1_4": "個人情報保護法27条1項4号",
    "appi.69_1": "個人情報保護法69条1項",
    "appi.69_2_3": "個人情報保護法69条2項3号",
    "appi.69_2": "個人情報保護法69条2項ただし書",
    "appi.70": "個人情報保護法70条",
    "child_abuse.report": "児童虐待防止法6条1項",
    "child_abuse.no_bar": "児童虐待防止法6条3項",
    "child_abuse.request": "児童虐待防止法13条の4",
    "elder_abuse.reporter": "高齢者虐待防止法8条",
    "disabled_abuse.report": "障害者虐待防止法7条1項",
    "staff.local_officer": "地方公務員法34条",
    "staff.commissioner": "民生委員法15条",
}


@pytest.mark.rule(70)
@pytest.mark.parametrize(("key", "citation"), TODAYS_CITATIONS.items())
def test_a_row_cites_the_paragraph_of_today(key: str, citation: str) -> None:
    """Article and paragraph are written as users know them."""
    assert cited_on(key, TODAY) == citation


@pytest.mark.rule(70)
@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("juso.entrustment", "社会福祉法106条の4第4項", "社会福祉法106条の4第5項"),
        ("juso.entrusted_secrecy", "社会福祉法106条の4第5項", "社会福祉法106条の4第6項"),
        ("shien_kaigi.linkage", None, "社会福祉法106条の6第5項"),
        ("shien_kaigi.secrecy", "社会福祉法106条の6第5項", "社会福祉法106条の6第6項"),
        ("shien_kaigi.rules", "社会福祉法106条の6第6項", "社会福祉法106条の6第7項"),
        ("konkyu.linkage", None, "生活困窮者自立支援法9条5項"),
        ("konkyu.secrecy", "生活困窮者自立支援法9条5項", "生活困窮者自立支援法9条6項"),
        ("chosei.organised", None, "生活保護法27条の3第1項"),
    ],
)
def test_paragraphs_moved_on_2025_04_01(key: str, before: str | None, after: str) -> None:
    """The last day of the old numbering and the first of the new one are a day apart."""
    assert cited_on(key, BEFORE_REFORM) == before
    assert cited_on(key, REFORM) == after


@pytest.mark.rule(70)
def test_nothing_is_cited_before_its_first_day() -> None:
    """A provision that began on a day was not law the day before."""
    dated = [(key, row.cited[0].since) for key, row in ROWS.items() if row.cited[0].since]

    assert len(dated) > 10
    for key, since in dated:
        assert cited_on(key, since)
        assert cited_on(key, since - timedelta(days=1)) is None


def test_a_row_ends_the_day_its_successor_begins() -> None:
    """The citations of a row follow each other without overlap and without gap."""
    for row in ROWS.values():
        for earlier, later in pairwise(row.cited):
            assert earlier.until == later.since is not None


def test_a_closed_row_cites_nothing_from_its_last_day_on() -> None:
    """``until`` is the first day on which a citation no longer holds."""
    row = Citation(statute=SHAFUKU, article="106条の6", until=date(2027, 4, 1))

    assert row.holds_on(date(2027, 3, 31))
    assert not row.holds_on(date(2027, 4, 1))


def test_the_law_of_a_day_is_a_list() -> None:
    """Before 重層 began there is none of its rows; today all rows are in force."""
    earlier = {one.key for one in (*provisions_on(BEFORE_REFORM), *penalties_on(BEFORE_REFORM))}
    first = {one.key for one in provisions_on(JUSO - timedelta(days=1))}

    assert {one.key for one in (*provisions_on(TODAY), *penalties_on(TODAY))} == set(ROWS)
    assert set(ROWS) - earlier == {
        "shien_kaigi.linkage",
        "konkyu.linkage",
        "chosei.organised",
        "chosei.request",
        "chosei.cooperation",
        "chosei.secrecy",
        "seiho.85_2",
    }
    assert not any(key.startswith(("juso.", "shien_kaigi.")) for key in first)


def test_an_unknown_row_is_a_mistake_of_the_caller() -> None:
    """A key is written in the code, so a wrong one is not answered with silence."""
    with pytest.raises(KeyError):
        cited_on("shafuku.106_6", TODAY)


def test_keys_name_one_row_and_lead_to_one() -> None:
    """A penalty and a provision never share a key; every penalty named exists, and is named."""
    named = {one.penalty for one in PROVISIONS.values() if one.penalty}

    assert not PROVISIONS.keys() & PENALTIES.keys()
    assert named == PENALTIES.keys()


def test_a_penalty_stands_in_the_statute_of_its_duty() -> None:
    """A notice says 同法, so both must be of one statute."""
    for duty in PROVISIONS.values():
        if duty.penalty:
            statutes = {one.statute for one in (*duty.cited, *PENALTIES[duty.penalty].cited)}
            assert len(statutes) == 1, duty.key


def test_every_statutory_mode_stands_on_rows() -> None:
    """Its foundation and its secrecy duty are rows, and both are in force today."""
    for mode in LEGAL_MODES.values():
        if mode.statutory:
            assert mode.organised
            assert mode.secrecy
            assert cited_on(mode.organised, TODAY)
            assert PROVISIONS[mode.secrecy].secrecy


@pytest.mark.parametrize(
    "key",
    [
        "shien_kaigi.juso_required",
        "chosei.organised",
        "chosei.secrecy",
        "seiho.85_2",
        "yotaikyo.request",
        "jifuku.61_3",
        "jiritsu.organised",
        "chiiki_care.secrecy",
        "kaigo.205_2",
        "disabled_abuse.report",
        "disabled_abuse.reporter",
        "staff.local_officer",
        "chiko.60",
        "appi.176",
    ],
)
def test_what_was_not_read_in_the_statute_is_to_be_confirmed(key: str) -> None:
    """The row says so, and so does the table."""
    (citation,) = ROWS[key].cited
    table = penalties_table() if key in PENALTIES else provisions_table()
    lines = [line for line in table.splitlines() if line.startswith(f"| {citation.text} |")]

    assert not citation.confirmed
    assert any(line.endswith("| 要確認 |") for line in lines)


def test_the_former_numbering_is_to_be_confirmed() -> None:
    """The statute in force was read; what it said before is known from elsewhere."""
    for row in ROWS.values():
        assert not any(one.confirmed for one in row.cited if one.until)


def test_the_tables_have_a_line_for_every_citation() -> None:
    """Nothing that is law here is missing from what readers see, and no cell breaks a table."""
    rows = list(ROWS.values())
    statutes = {one.statute for row in rows for one in row.cited}
    tables = (provisions_table(), penalties_table(), statutes_table())
    heads = 2 * len(tables)

    assert sum(len(table.splitlines()) for table in tables) == (
        heads + sum(len(row.cited) for row in rows) + len(statutes)
    )
    for table in tables:
        assert len({line.count("|") for line in table.splitlines()}) == 1


def test_the_table_shows_the_days_and_the_penalty() -> None:
    """The last day of a row is shown as the last, and an unconfirmed penalty as such."""
    table = provisions_table()

    assert "| 社会福祉法106条の6第5項 | 2021-04-01〜2025-03-31 | してはならない |" in table
    assert "| 社会福祉法106条の6第6項 | 2025-04-01〜 | してはならない |" in table
    assert "| 生活困窮者自立支援法9条5項 | 従前〜2025-03-31 |" in table
    assert "| 児童福祉法61条の3（要確認） |" in table
    assert "| 障害者の日常生活及び社会生活を総合的に支援するための法律 |" in statutes_table()


def test_the_row_that_reserves_the_conference_is_open() -> None:
    """One row, without an end: its end is one date, and enters with the text of the reform."""
    (row,) = JUSO_REQUIRED.cited

    assert (row.since, row.until) == (JUSO, None)
    assert PROVISIONS[JUSO_REQUIRED.key] is JUSO_REQUIRED
