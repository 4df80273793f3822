"""The code lists: stable codes, Japanese labels, every usual spelling."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from services.conference.law.statutes.legal_modes import LEGAL_MODES as LAW
from shared import codes
from shared.codes import ALL, CodeList
from shared.refusal import InvalidInput

CONTRACT = {
    "contact_methods": "来所 電話 訪問 所外面接 メール SNS オンライン 手紙 同行 関係機関 その他",
    "consulters": "本人 父 母 兄弟姉妹 配偶者 子 祖父母 その他親族 家族 "
    "民生委員・児童委員 関係機関 学校・教育機関 庁内部局 知人・近隣 匿名 その他 不明",
    "genders": "男 女 その他 不明",
    "consent_states": "あり 拒否 確認不能 未確認",
    "contact_outcomes": "本人に会えた 会えない ふすま越し 家族のみ",
    "referral_outcomes": "打診 受理 不受理 完了 不調",
    "employment_kinds": "一般(正規) 一般(非正規) 障害者雇用 A型 B型 中間的就労 "
    "自営 在宅 ボランティア",
    "case_states": "継続 中断 終結",
    "closing_reasons": "目標達成 他機関へ引継ぎ 転出 死亡 本人辞退 連絡不能 中断 その他",
    "roles": "相談員 会議事務局 構成員 就労支援員 統計担当 監査担当 県",
}
FACTORS = "生活困窮 障害 精神疾患 発達 高齢 介護 不登校 8050 虐待 DV 就労 住まい 債務 孤立"

every_list = pytest.mark.parametrize("codes_of", ALL, ids=lambda one: one.name)


@pytest.mark.parametrize(("name", "labels"), CONTRACT.items())
def test_the_closed_lists_hold_what_the_ledger_may_say(name: str, labels: str) -> None:
    """Every value that the ledger's description names, in its order, and no other."""
    listed: CodeList = getattr(codes, name.upper())
    assert listed.labels == tuple(labels.split())


def test_the_factors_hold_at_least_what_the_ledger_names() -> None:
    """課題 is the open list: more may stand in it, none may be missing."""
    assert set(FACTORS.split()) <= set(codes.FACTORS.labels)


@every_list
def test_every_spelling_leads_to_its_own_code(codes_of: CodeList) -> None:
    """No label or synonym is claimed twice, and width, case and blanks do not matter."""
    for code in codes_of:
        for spelling in (code.label, *code.synonyms):
            assert codes_of.by_label(spelling) == code
            assert codes_of.by_label(f" {spelling.lower()}　") == code


@every_list
def test_codes_are_ascii_and_lead_back(codes_of: CodeList) -> None:
    """A code has the form that facts accept, stands once, and is found again."""
    assert len(codes_of) == len(list(codes_of)) > 0
    for code in codes_of:
        assert re.fullmatch(r"[a-z0-9][a-z0-9_]{0,63}", code.code)
        assert code.code in codes_of
        assert codes_of.by_code(code.code) == code
    listed = [code.code for code in codes_of]
    assert listed == sorted(set(listed), key=listed.index)


def test_full_width_and_half_width_are_one_spelling() -> None:
    """Ledgers write both."""
    assert codes.EMPLOYMENT_KINDS.by_label("一般（正規）").code == "regular"
    assert codes.EMPLOYMENT_KINDS.by_label("Ｂ型").code == "type_b"
    assert codes.CONTACT_METHODS.by_label("ｓｎｓ").code == "sns"
    assert codes.FACTORS.by_label("８０５０").code == "8050"


@every_list
def test_a_stranger_is_refused_with_the_list_and_without_the_value(codes_of: CodeList) -> None:
    """The remedy names every label; the value may be a name in the wrong column."""
    for ask in (codes_of.by_label, codes_of.by_code):
        with pytest.raises(InvalidInput) as refused:
            ask("つなぎ花子")
        assert refused.value.code == "unknown-code"
        assert refused.value.field == codes_of.title
        assert all(label in refused.value.remedy for label in codes_of.labels)
        assert "花子" not in str(refused.value)


@pytest.mark.rule(7)
@pytest.mark.parametrize("text", ["なし", "同意なし"])
def test_no_consent_is_not_taken_for_a_refusal(text: str) -> None:
    """「なし」 may mean refused or not asked yet, two states: somebody has to say which."""
    with pytest.raises(InvalidInput):
        codes.CONSENT_STATES.by_label(text)


def test_a_withdrawal_by_the_person_is_not_a_decline_by_the_destination() -> None:
    """「辞退」 does not say whose no it was."""
    with pytest.raises(InvalidInput):
        codes.REFERRAL_OUTCOMES.by_label("辞退")


@pytest.mark.rule(68)
def test_kinds_of_work_can_be_reported_apart() -> None:
    """一般就労, 障害者雇用, A型・B型, 中間的就労 and volunteering are different groups."""
    groups = {code.label: code.group for code in codes.EMPLOYMENT_KINDS}
    assert groups["一般(正規)"] == groups["一般(非正規)"] == "general"
    assert groups["A型"] == groups["B型"] == "welfare"
    assert groups["自営"] == groups["在宅"] == "self"
    assert len(set(groups.values())) == 6


def test_every_agency_kind_has_a_secrecy_class() -> None:
    """国・地方公共団体の機関, 法人, それ以外の者 (児童福祉法25条の5)."""
    assert {code.group for code in codes.AGENCY_KINDS} == {"public", "corporate", "other"}


def test_the_legal_modes_are_those_of_the_law() -> None:
    """List and law know the same modes, and 「支援会議」 alone does not say which."""
    assert {code.code for code in codes.LEGAL_MODES} == set(LAW)
    with pytest.raises(InvalidInput):
        codes.LEGAL_MODES.by_label("支援会議")


def test_every_file_is_a_list_that_is_offered() -> None:
    """No list lies in the folder unused; names of municipalities are no list of codes."""
    stored = {
        one.name.removesuffix(".yaml") for one in files("shared.codes").joinpath("data").iterdir()
    }
    assert stored - {"municipalities"} == {one.name for one in ALL}
