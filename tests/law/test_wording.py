"""What a blurred cell shows: never the text, never anybody."""

from __future__ import annotations

import json
from typing import get_args

import pytest

from services.conference.law.vocabulary import Category
from services.conference.law.wording import (
    FIXED,
    LAST_RESORT,
    LONGEST_RUN,
    generalised,
    gives_away,
    identifies,
    shown,
)
from services.conference.law.world import Item
from tests.law.worlds import casework_world, item, read, with_item

pytestmark = pytest.mark.rule(30)


def note(text: str = "週に一度だけ夜に散歩へ出ている", **fields: object) -> Item:
    """A note with this text."""
    return read(with_item(casework_world(), text=text, **fields)).items[0]


def test_the_effect_decides_what_is_read() -> None:
    """Full is the text, blurred the generalisation, withheld nothing."""
    one = note(generalised="外出の機会はある")
    assert shown(one, "full") == one.text
    assert shown(one, "blurred") == "外出の機会はある"
    assert shown(one, "withheld") is None


@pytest.mark.parametrize("category", get_args(Category))
def test_without_a_wording_of_the_source_the_fixed_one_stands(category: str) -> None:
    """Every category has its wording; the unclassified has the last resort."""
    wordings = FIXED[category]
    expected = wordings[0] if wordings else LAST_RESORT
    assert generalised(note(category=category)) == expected
    assert bool(wordings) == (category != "other")


@pytest.mark.parametrize("wording", [one for several in FIXED.values() for one in several])
def test_a_fixed_wording_identifies_nobody_and_gives_way_to_a_shorter_one(wording: str) -> None:
    """Beside a text that holds the fixed wording itself another one is shown."""
    assert not identifies(wording)
    category = next(one for one, several in FIXED.items() if wording in several)
    one = note(f"記録：{wording}。", category=category)
    assert generalised(one) != wording
    assert not gives_away(generalised(one), one.text)


@pytest.mark.parametrize("category", get_args(Category))
def test_beside_a_text_that_holds_every_fixed_wording_something_shorter_stands(
    category: str,
) -> None:
    """What is left is shorter than any run that is forbidden."""
    left = generalised(note("、".join(FIXED[category]) or "　", category=category))
    assert left == ("見立てあり" if category == "assessment" else LAST_RESORT)
    assert len(left) <= LONGEST_RUN
    assert not identifies(left)


@pytest.mark.parametrize(
    ("wording", "text", "away"),
    [
        ("夜に散歩へ出る", "週に一度だけ夜に散歩へ出ている", True),
        ("夜に散歩へ", "週に一度だけ夜に散歩へ出ている", False),
        ("だけ夜に散歩", "週に一度だけ夜に散歩へ出ている", True),
        ("週に一度だけ", "週に一度だけ夜に散歩へ出ている", True),
        ("へ出ている", "週に一度だけ夜に散歩へ出ている", False),
        ("へ出ているよ", "週に一度だけ夜に散歩へ出ている", False),
        ("歩へ出ている", "週に一度だけ夜に散歩へ出ている", True),
        ("夜 に・散 歩へ", "夜に散歩へ出", False),
        ("夜 に・散 歩へ、出", "夜に散歩へ出", True),
        ("夜に散歩へ出", "夜、に 散（歩）へ/出", True),
        ("ＡＢＣ１２３", "ABC123", True),
        ("abc12", "abc12", False),
        ("", "週に一度だけ夜に散歩へ出ている", False),
        ("週に一度だけ夜に", "短い", False),
        ("‥‥‥‥‥‥", "あ‥‥‥‥‥‥い", True),
        ("‥‥‥‥‥", "あ‥‥‥‥‥い", False),
        ("あ‥‥‥‥‥", "あ‥‥‥‥‥い", True),
        ("‥‥‥‥‥い", "あ‥‥‥‥‥い", True),
        ("まず、夜 に・散 歩へ、出", "夜、に 散（歩）へ/出", True),
        ("夜 に・散 歩へ、出", "たまに、夜、に 散（歩）へ/出", True),
        ("あかさたなはまやら‥‥‥‥‥‥", "いきしちにひみりゐ‥‥‥‥‥‥", True),
        ("あかさたなはまやら‥‥‥‥‥", "いきしちにひみりゐ‥‥‥‥‥‥", False),
    ],
)
def test_six_characters_in_a_row_give_the_text_away(wording: str, text: str, away: bool) -> None:  # noqa: FBT001
    """Width, blanks and punctuation do not hide a run of six; five are allowed."""
    assert gives_away(wording, text) is away


def test_a_wording_that_gives_the_text_away_is_not_shown() -> None:
    """The contributing agency's wording is preferred only as long as it is one."""
    one = note(generalised="夜に散歩へ出ることはある")
    assert generalised(one) == FIXED["consultation"][0]


@pytest.mark.parametrize(
    "wording",
    [
        "四月から通っている",
        "3日ごと",
        "１２歳",
        "二十年",
        "5号棟",
        "2丁目",
        "3番",
        "34才",
        "電話は0312345678",
        "12回",
        "someone@example.jp",
        "北町に住む",
        "東京都",
        "ミドリ市",
        "大きな病院",
        "クリニックへ通院",
        "小学の頃",
        "高校に在籍",
        "会社づとめ",
        "(株)みほん",
        "（株）みほん",
        "㈱みほん",
        "支援センター",
        "ひまわり荘園",
        "若葉寮",
        "青葉さん",
        "青葉様",
        "青葉先生",
        "はるちゃん",
    ],
)
def test_what_looks_like_a_name_a_place_or_a_date_is_not_shown(wording: str) -> None:
    """Dates, numbers, addresses, places, institutions and names fall back to the fixed wording."""
    assert identifies(wording)
    assert generalised(note(generalised=wording)) == FIXED["consultation"][0]


@pytest.mark.parametrize(
    "wording",
    [
        "医療的な配慮が必要です",
        "経済面の支援",
        "40代",
        "40年代",
        "40 代の家族",
        "家族との関係に気をつける",
        "さんざん迷った",
        "外出の機会はある",
        "7割ほど",
    ],
)
def test_what_names_nobody_is_shown_as_it_is(wording: str) -> None:
    """A real generalisation, a decade of age included, is preferred."""
    assert not identifies(wording)
    assert generalised(note(generalised=wording)) == wording


def test_the_builder_writes_what_the_law_reads() -> None:
    """A note of these tests is an item of the contract."""
    assert Item.model_validate_json(json.dumps(item("note"))) == note()
