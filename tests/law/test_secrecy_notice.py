"""The secrecy notice: the paragraph and the penalty of the day it is printed."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from services.conference.law.statutes.legal_modes import LEGAL_MODES, legal_mode
from services.conference.law.statutes.secrecy import BY_OFFICE, Bound, Office, notice_on

TODAY = date(2026, 11, 2)
DAYS = {
    date(2025, 3, 31): "懲役",
    date(2025, 4, 1): "懲役",
    date(2025, 5, 31): "懲役",
    date(2025, 6, 1): "拘禁刑",
}
"""Around the day the paragraphs moved, and around the day the penalty changed its words."""

OF_MEMBERS = {
    "shien_kaigi_106_6": (
        "社会福祉法106条の6第5項",
        "社会福祉法106条の6第6項",
        "同法159条2号",
        100,
    ),
    "shien_kaigi_konkyu_9": (
        "生活困窮者自立支援法9条5項",
        "生活困窮者自立支援法9条6項",
        "同法28条",
        100,
    ),
    "chosei_kaigi": (None, "生活保護法27条の3第6項", "同法85条の2", 100),
    "yotaikyo": ("児童福祉法25条の5", "児童福祉法25条の5", "同法61条の3", 50),
    "kowaka": (
        "子ども・若者育成支援推進法24条",
        "子ども・若者育成支援推進法24条",
        "同法34条",
        50,
    ),
    "kodoku": ("孤独・孤立対策推進法18条", "孤独・孤立対策推進法18条", "同法28条", 50),
    "jiritsu_kyogikai": (
        "障害者総合支援法89条の3第5項",
        "障害者総合支援法89条の3第5項",
        "同法109条2項",
        100,
    ),
    "chiiki_care": ("介護保険法115条の48第5項", "介護保険法115条の48第5項", "同法205条2項", 100),
}
"""By mode: the duty until 2025-03-31 and since, where its penalty stands, and the fine."""

OF_OFFICES: dict[Office, tuple[str, str, str, int]] = {
    "juso_entrusted": (
        "社会福祉法106条の4第5項",
        "社会福祉法106条の4第6項",
        "同法159条1号",
        100,
    ),
    "konkyu_entrusted": (
        "生活困窮者自立支援法5条3項",
        "生活困窮者自立支援法5条3項",
        "同法28条",
        100,
    ),
    "kikan_entrusted": (
        "障害者総合支援法77条の2第6項",
        "障害者総合支援法77条の2第6項",
        "同法109条2項",
        100,
    ),
    "elder_abuse_entrusted": (
        "高齢者虐待防止法17条2項",
        "高齢者虐待防止法17条2項",
        "同法29条",
        100,
    ),
    "local_officer": ("地方公務員法34条", "地方公務員法34条", "同法60条", 50),
}


def expected(duty: str, penalty: str, word: str, man_yen: int) -> tuple[str, str]:
    """The two parts of a notice that depend on the day."""
    return (
        f"（{duty}）。",
        f"違反には{penalty}の罰則（1年以下の{word}又は{man_yen}万円以下の罰金）が定められています。",
    )


@pytest.mark.rule(25, 70, 71)
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("mode", OF_MEMBERS)
def test_the_members_of_each_conference_read_the_law_of_the_day(mode: str, day: date) -> None:
    """Paragraph, word and fine are those of the statute of the meeting on that day."""
    before, after, penalty, man_yen = OF_MEMBERS[mode]
    duty = before if day < date(2025, 4, 1) else after
    notice = legal_mode(mode).secrecy_notice_on(day)

    if duty is None:
        assert notice is None
        return
    assert notice is not None
    for part in expected(duty, penalty, DAYS[day], man_yen):
        assert part in notice


@pytest.mark.rule(70, 71)
@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("office", OF_OFFICES)
def test_who_is_bound_by_office_reads_the_law_of_the_day(office: Office, day: date) -> None:
    """The duty of an office is told in any meeting, also in one without a statute."""
    before, after, penalty, man_yen = OF_OFFICES[office]
    duty = before if day < date(2025, 4, 1) else after
    parts = expected(duty, penalty, DAYS[day], man_yen)

    for mode in LEGAL_MODES.values():
        notice = mode.secrecy_notice_on(day, office)
        assert notice is not None
        assert all(part in notice for part in parts)


@pytest.mark.rule(71)
def test_every_statutory_mode_and_every_office_is_shown_here() -> None:
    """A new regime does not go untested."""
    statutory = {mode.code for mode in LEGAL_MODES.values() if mode.statutory}

    assert OF_MEMBERS.keys() == statutory
    assert set(get_args(Office)) == BY_OFFICE.keys()
    assert BY_OFFICE.keys() - OF_OFFICES.keys() == {
        "commissioner",
        "personal_information_handler",
    }


@pytest.mark.rule(24)
@pytest.mark.parametrize("mode", OF_MEMBERS)
def test_members_are_told_that_the_duty_outlives_the_meeting(mode: str) -> None:
    """Every statute of a conference binds those who have left, too."""
    assert "を離れた後も同じです。" in (legal_mode(mode).secrecy_notice_on(TODAY) or "")


@pytest.mark.parametrize(
    ("bound", "says_so"),
    [
        ("member", True),
        ("juso_entrusted", True),
        ("kikan_entrusted", True),
        ("elder_abuse_entrusted", True),
        ("konkyu_entrusted", False),
        ("local_officer", False),
        ("commissioner", False),
    ],
)
def test_a_just_cause_is_mentioned_where_the_statute_knows_one(
    bound: Bound, *, says_so: bool
) -> None:
    """生困法5条3項, 地公法34条 and 民生委員法15条 have no clause on a just cause."""
    notice = legal_mode("shien_kaigi_106_6").secrecy_notice_on(TODAY, bound)

    assert notice is not None
    assert ("正当な理由なく" in notice) is says_so


def test_no_penalty_is_told_where_there_is_none() -> None:
    """民生委員法15条 is a duty without a penalty, and says nothing of the time after office."""
    notice = legal_mode("juso_kaigi").secrecy_notice_on(TODAY, "commissioner")

    assert (
        notice == "職務で知った、人の身上に関する秘密を守らなければなりません（民生委員法15条）。"
    )


def test_a_measure_that_depends_on_the_act_is_not_printed() -> None:
    """個人情報保護法 punishes several acts differently: the articles are named, no sum is."""
    told = legal_mode("agreement").secrecy_notice_on(TODAY, "personal_information_handler")

    assert told is not None
    assert "（個人情報保護法67条）" in told
    assert "同法176条・180条などの罰則が定められています。" in told
    assert "万円" not in told


@pytest.mark.rule(71)
def test_a_meeting_without_statute_binds_nobody_by_itself() -> None:
    """Nothing threatens a penalty where no statute does."""
    for mode in LEGAL_MODES.values():
        assert mode.statutory or mode.secrecy_notice_on(TODAY) is None


@pytest.mark.rule(70)
def test_there_is_no_notice_before_the_duty() -> None:
    """The day before its law, nobody was bound by it."""
    assert legal_mode("shien_kaigi_106_6").secrecy_notice_on(date(2021, 3, 31)) is None
    assert legal_mode("shien_kaigi_106_6").secrecy_notice_on(date(2021, 4, 1)) is not None
    assert legal_mode("kodoku").secrecy_notice_on(date(2024, 3, 31)) is None


def test_a_provision_without_secrecy_has_no_notice() -> None:
    """A request is no duty to keep silent."""
    assert notice_on("shien_kaigi.request", TODAY) is None


def test_the_whole_notice_reads_as_one_text() -> None:
    """Duty, time after leaving, and penalty, each a sentence."""
    assert legal_mode("shien_kaigi_106_6").secrecy_notice_on(TODAY) == (
        "この会議で知った秘密を、正当な理由なく漏らしてはなりません（社会福祉法106条の6第6項）。"
        "会議を離れた後も同じです。"
        "違反には同法159条2号の罰則（1年以下の拘禁刑又は100万円以下の罰金）が定められています。"
    )
