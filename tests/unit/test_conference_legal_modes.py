"""Which meetings may be held, by whom, since when, and what their notices cite."""

from datetime import date

import pytest

from services.conference.law.convening import may_be_discussed, may_be_held
from services.conference.law.legal_modes import LEGAL_MODES, legal_mode
from shared import codes
from shared.refusal import InvalidInput, Refusal

TODAY = date(2026, 11, 2)


def held(
    mode: str, convener: str, on: date = TODAY, *, juso: bool = True, office: bool = True
) -> None:
    """Hold a meeting, or be refused."""
    may_be_held(mode, convener, on, runs_juso=juso, welfare_office=office)


def refused(
    mode: str, convener: str, on: date = TODAY, *, juso: bool = True, office: bool = True
) -> Refusal:
    """Try to hold a meeting and expect a no."""
    with pytest.raises(Refusal) as no:
        held(mode, convener, on, juso=juso, office=office)
    return no.value


def test_the_law_knows_every_mode_of_the_code_list() -> None:
    """What can be chosen as a legal mode is what the law has rules for."""
    assert set(LEGAL_MODES) == {code.code for code in codes.LEGAL_MODES}


@pytest.mark.parametrize("convener", ["prefecture", "entrusted", "other"])
def test_only_the_municipality_convenes_the_conference_of_106_6(convener: str) -> None:
    """A 支援会議 of 社会福祉法106条の6 is refused to everybody but the municipality."""
    no = refused("shien_kaigi_106_6", convener)

    assert no.code == "convener-not-entitled"
    assert "社会福祉法106条の6第1項" in no.message
    assert "市町村に開催を提案" in no.remedy


def test_the_municipality_convenes_the_conference_of_106_6() -> None:
    """A municipality that runs 重層 may hold it from the day the article came into force."""
    held("shien_kaigi_106_6", "municipality", date(2021, 4, 1))


@pytest.mark.parametrize(
    ("mode", "before"),
    [("shien_kaigi_106_6", date(2021, 3, 31)), ("chosei_kaigi", date(2025, 3, 31))],
)
def test_no_meeting_before_its_law(mode: str, before: date) -> None:
    """The day before its article came into force, a meeting has no footing."""
    assert refused(mode, "municipality", before).code == "legal-mode-not-in-force"


def test_chosei_kaigi_from_its_first_day() -> None:
    """調整会議 may be held from 2025-04-01."""
    held("chosei_kaigi", "municipality", date(2025, 4, 1))


def test_without_juso_the_conference_of_106_6_is_off_and_others_are_offered() -> None:
    """Without 重層 the refusal names the statutory conferences that remain, and consent."""
    no = refused("shien_kaigi_106_6", "municipality", juso=False)

    assert no.code == "juso-not-run"
    for way in ("生活困窮者自立支援法9条", "要保護児童対策地域協議会", "同意"):
        assert way in no.remedy


def test_konkyu_9_needs_a_welfare_office() -> None:
    """A town without a 福祉事務所 proposes the 生困法9条 meeting to the prefecture."""
    assert (
        "都道府県に開催を提案"
        in refused("shien_kaigi_konkyu_9", "municipality", office=False).remedy
    )
    held("shien_kaigi_konkyu_9", "municipality", office=True)
    held("shien_kaigi_konkyu_9", "prefecture", office=False)


def test_the_entrusted_body_convenes_juso_kaigi_but_no_statutory_meeting() -> None:
    """多機関協働事業者 hold the 重層的支援会議; every statutory meeting is refused to them."""
    held("juso_kaigi", "entrusted")

    for mode in LEGAL_MODES.values():
        if mode.statutory:
            assert refused(mode.code, "entrusted").code == "convener-not-entitled"


def test_a_meeting_without_a_legal_type_is_refused() -> None:
    """A local name, or sharing outside a meeting, is no legal mode."""
    for code in ("marugoto_kaigi", "casework"):
        with pytest.raises(InvalidInput) as no:
            held(code, "municipality")
        assert no.value.code == "unknown-legal-mode"


@pytest.mark.parametrize("mode", ["juso_kaigi", "shien_chosei_kaigi"])
def test_a_consent_meeting_refuses_a_case_without_consent(mode: str) -> None:
    """A consent-only meeting offers consent or the 支援会議 of the day instead."""
    with pytest.raises(Refusal) as no:
        may_be_discussed(mode, "plan_formation", TODAY, with_consent=False, runs_juso=True)

    assert no.value.code == "consent-required"
    assert "本人の同意を得るか" in no.value.remedy
    assert "社会福祉法106条の6第1項" in no.value.remedy
    may_be_discussed(mode, "plan_formation", TODAY, with_consent=True, runs_juso=True)


def test_a_statutory_meeting_needs_no_consent_but_one_of_two_purposes() -> None:
    """情報交換 and 支援体制の検討 are open without consent; forming a plan is no purpose there."""
    for purpose in ("information_exchange", "support_system_review"):
        may_be_discussed("shien_kaigi_106_6", purpose, TODAY, with_consent=False, runs_juso=True)
    with pytest.raises(Refusal) as no:
        may_be_discussed(
            "shien_kaigi_106_6", "plan_formation", TODAY, with_consent=True, runs_juso=True
        )
    assert no.value.code == "purpose-not-covered"


@pytest.mark.parametrize(
    ("mode", "day", "paragraph"),
    [
        ("shien_kaigi_106_6", date(2025, 3, 31), "社会福祉法106条の6第5項"),
        ("shien_kaigi_106_6", date(2025, 4, 1), "社会福祉法106条の6第6項"),
        ("shien_kaigi_konkyu_9", date(2025, 3, 31), "生活困窮者自立支援法9条5項"),
        ("shien_kaigi_konkyu_9", date(2025, 4, 1), "生活困窮者自立支援法9条6項"),
    ],
)
def test_the_secrecy_notice_cites_the_paragraph_of_the_day(
    mode: str, day: date, paragraph: str
) -> None:
    """The secrecy duty moved from 5項 to 6項 on 2025-04-01, and the notice with it."""
    assert paragraph in (legal_mode(mode).secrecy_notice_on(day) or "")


def test_the_penalty_is_in_the_words_of_the_day() -> None:
    """懲役 became 拘禁刑 on 2025-06-01; the fine differs by law."""
    notice = legal_mode("shien_kaigi_106_6").secrecy_notice_on
    kowaka = legal_mode("kowaka").secrecy_notice_on(TODAY)

    assert "1年以下の懲役又は100万円以下" in (notice(date(2025, 5, 31)) or "")
    assert "1年以下の拘禁刑又は100万円以下" in (notice(date(2025, 6, 1)) or "")
    assert "50万円以下" in (kowaka or "")


def test_a_meeting_without_statute_has_no_secrecy_notice() -> None:
    """Nothing threatens a penalty where no statute does."""
    for mode in LEGAL_MODES.values():
        assert mode.statutory or mode.secrecy_notice_on(TODAY) is None
