"""Which meetings may be held, by whom, since when, and what for."""

from datetime import date
from typing import get_args

import pytest

from services.conference.law.convening import may_be_discussed, may_be_held
from services.conference.law.statutes.legal_modes import LEGAL_MODES, LegalMode, legal_mode
from services.conference.law.vocabulary import Mode, StatutoryMode
from shared import codes
from shared.refusal import InvalidInput, Refusal
from tests.law.ways import BASIS

TODAY = date(2026, 11, 2)
REFORM_OF_2026 = date(2027, 4, 1)


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
    assert set(LEGAL_MODES) == set(get_args(Mode)) - {"casework"}


def test_the_statutory_modes_and_no_others_give_a_basis() -> None:
    """Each of the eight statutes is a basis of its own; a manual or an agreement is none."""
    given = {mode.code: mode.basis_code for mode in LEGAL_MODES.values() if mode.basis_code}

    assert given == BASIS
    assert given.keys() == {mode.code for mode in LEGAL_MODES.values() if mode.statutory}
    assert given.keys() == set(get_args(StatutoryMode))


@pytest.mark.rule(16)
@pytest.mark.parametrize("convener", ["prefecture", "entrusted", "other"])
def test_only_the_municipality_convenes_the_conference_of_106_6(convener: str) -> None:
    """A 支援会議 of 社会福祉法106条の6 is refused to everybody but the municipality."""
    no = refused("shien_kaigi_106_6", convener)

    assert no.code == "convener-not-entitled"
    assert "社会福祉法106条の6第1項" in no.message
    assert "市町村に開催を提案" in no.remedy


@pytest.mark.rule(16)
def test_the_municipality_convenes_the_conference_of_106_6() -> None:
    """A municipality that runs 重層 may hold it from the day the article came into force."""
    held("shien_kaigi_106_6", "municipality", date(2021, 4, 1))


@pytest.mark.rule(17, 70)
@pytest.mark.parametrize(
    ("mode", "before"),
    [("shien_kaigi_106_6", date(2021, 3, 31)), ("chosei_kaigi", date(2025, 3, 31))],
)
def test_no_meeting_before_its_law(mode: str, before: date) -> None:
    """The day before its article came into force, a meeting has no footing."""
    assert refused(mode, "municipality", before).code == "legal-mode-not-in-force"


@pytest.mark.rule(70)
def test_chosei_kaigi_from_its_first_day() -> None:
    """調整会議 may be held from 2025-04-01."""
    held("chosei_kaigi", "municipality", date(2025, 4, 1))


@pytest.mark.rule(17)
def test_without_juso_the_conference_of_106_6_is_off_and_others_are_offered() -> None:
    """Without 重層 the refusal names the statutory conferences that remain, and consent."""
    no = refused("shien_kaigi_106_6", "municipality", juso=False)

    assert no.code == "juso-not-run"
    for way in ("生活困窮者自立支援法9条", "要保護児童対策地域協議会", "同意"):
        assert way in no.remedy


def with_the_row_closed_on(end: date) -> dict[str, LegalMode]:
    """The law as it will read once the row that reserves the 支援会議 has an end."""
    mode = LEGAL_MODES["shien_kaigi_106_6"]
    (row,) = mode.juso_required
    closed = mode.model_copy(update={"juso_required": (row.model_copy(update={"until": end}),)})
    return {**LEGAL_MODES, mode.code: closed}


@pytest.mark.rule(17)
def test_a_row_reserves_the_conference_of_106_6() -> None:
    """Today's law reserves the 支援会議 of 106条の6, and no other, to who runs 重層."""
    requires = legal_mode("shien_kaigi_106_6").requires_juso_on

    assert not requires(date(2021, 3, 31))
    assert requires(date(2021, 4, 1))
    assert [mode.code for mode in LEGAL_MODES.values() if mode.requires_juso_on(TODAY)] == [
        "shien_kaigi_106_6"
    ]


@pytest.mark.rule(17)
def test_one_date_in_one_row_opens_the_conference_to_every_municipality() -> None:
    """With an end on 2027-04-01 a town without 重層 is refused until then, and no longer."""
    reformed = with_the_row_closed_on(REFORM_OF_2026)
    last_day, first_day = date(2027, 3, 31), REFORM_OF_2026

    with pytest.raises(Refusal) as no:
        hold_without_juso(last_day, reformed)
    assert no.value.code == "juso-not-run"
    hold_without_juso(first_day, reformed)


@pytest.mark.rule(17)
def test_the_way_that_opens_is_offered_from_its_first_day() -> None:
    """A town without 重層 is pointed to the 支援会議 of 106条の6 once the row is closed."""
    reformed = with_the_row_closed_on(REFORM_OF_2026)

    assert "社会福祉法106条の6" not in offered_without_juso(date(2027, 3, 31), reformed)
    assert "社会福祉法106条の6第1項" in offered_without_juso(REFORM_OF_2026, reformed)


def hold_without_juso(on: date, law: dict[str, LegalMode]) -> None:
    """Hold a 支援会議 of 106条の6 in a town that does not run 重層."""
    may_be_held(
        "shien_kaigi_106_6", "municipality", on, runs_juso=False, welfare_office=True, law=law
    )


def offered_without_juso(on: date, law: dict[str, LegalMode]) -> str:
    """What a town that does not run 重層 is told when consent is missing."""
    with pytest.raises(Refusal) as no:
        may_be_discussed(
            "juso_kaigi", "plan_formation", on, with_consent=False, runs_juso=False, law=law
        )
    return no.value.remedy


@pytest.mark.rule(16)
def test_konkyu_9_needs_a_welfare_office() -> None:
    """A town without a 福祉事務所 proposes the 生困法9条 meeting to the prefecture."""
    assert (
        "都道府県に開催を提案"
        in refused("shien_kaigi_konkyu_9", "municipality", office=False).remedy
    )
    held("shien_kaigi_konkyu_9", "municipality", office=True)
    held("shien_kaigi_konkyu_9", "prefecture", office=False)


@pytest.mark.rule(16)
def test_the_entrusted_body_convenes_juso_kaigi_but_no_statutory_meeting() -> None:
    """多機関協働事業者 hold the 重層的支援会議; every statutory meeting is refused to them."""
    held("juso_kaigi", "entrusted")

    for mode in LEGAL_MODES.values():
        if mode.statutory:
            assert refused(mode.code, "entrusted").code == "convener-not-entitled"


@pytest.mark.rule(72)
def test_a_meeting_without_a_legal_type_is_refused() -> None:
    """A local name, or sharing outside a meeting, is no legal mode."""
    for code in ("marugoto_kaigi", "casework"):
        with pytest.raises(InvalidInput) as no:
            held(code, "municipality")
        assert no.value.code == "unknown-legal-mode"


@pytest.mark.rule(3)
@pytest.mark.parametrize("mode", ["juso_kaigi", "shien_chosei_kaigi"])
def test_a_consent_meeting_refuses_a_case_without_consent(mode: str) -> None:
    """A consent-only meeting offers consent or the 支援会議 of the day instead."""
    with pytest.raises(Refusal) as no:
        may_be_discussed(mode, "plan_formation", TODAY, with_consent=False, runs_juso=True)

    assert no.value.code == "consent-required"
    assert "本人の同意を得るか" in no.value.remedy
    assert "社会福祉法106条の6第1項" in no.value.remedy
    may_be_discussed(mode, "plan_formation", TODAY, with_consent=True, runs_juso=True)


@pytest.mark.rule(18)
def test_a_statutory_meeting_needs_no_consent_but_one_of_two_purposes() -> None:
    """情報交換 and 支援体制の検討 are open without consent; forming a plan is no purpose there."""
    for purpose in ("information_exchange", "support_system_review"):
        may_be_discussed("shien_kaigi_106_6", purpose, TODAY, with_consent=False, runs_juso=True)
    with pytest.raises(Refusal) as no:
        may_be_discussed(
            "shien_kaigi_106_6", "plan_formation", TODAY, with_consent=True, runs_juso=True
        )
    assert no.value.code == "purpose-not-covered"
