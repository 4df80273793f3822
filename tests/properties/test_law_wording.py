"""A blurred cell gives nothing away, whatever stands in the text and in the wording supplied."""

from __future__ import annotations

import re
import unicodedata
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.conference.law.vocabulary import Category, Effect
from services.conference.law.wording import FIXED, LAST_RESORT, identifies, shown
from services.conference.law.world import Item
from tests.properties.law_cast import CATEGORIES

_RUN = 6
_NAMED = (
    "佐藤さん", "田中太郎様", "鈴木先生", "山本ちゃん", "佐 藤 さ ん", "太田医師",
    "本町3丁目", "中央区", "青葉町", "１２３号室", "大川マンション", "2026年5月1日", "２０２６年",
    "令和八年五月",
    "平成元年", "五月三日", "5/1", "R8.5.1", "17歳", "十七歳", "桜病院", "桜 病 院", "西小学校",
    "第二中学", "みどり園", "ひまわり荘", "さくらクリニック", "福祉センター", "児童相談所",
    "太田保健所", "ハローワーク", "大川警察署", "東警察", "株式会社山田", "(株)山田", "0901234567",
    "090-1234-5678", "a@b.jp",
)  # fmt: skip
_PLAIN = (
    "配慮が必要です",
    "家族",
    "生活",
    "相談の経過",
    "医療",
    "経済面",
    "継続",
    "見守り",
    "、",
    "の",
)

fragments = st.sampled_from((*_NAMED, *_PLAIN))
wordings = st.one_of(
    st.text(min_size=1, max_size=30),
    st.lists(fragments, min_size=1, max_size=4).map("".join),
    st.text(alphabet="配慮が必要です家族の経過 。、Ａa1１", min_size=1, max_size=30),
)
effects = st.sampled_from(get_args(Effect))


def item(category: str, text: str, supplied: str | None) -> Item:
    """An item of which nothing but its wordings matters."""
    return Item.model_construct(category=category, text=text, generalised=supplied)


def runs(text: str) -> set[str]:
    """Every six characters in a row."""
    return {text[start : start + _RUN] for start in range(len(text) - _RUN + 1)}


def plain(text: str) -> str:
    """Letters and digits in one width: what somebody reading aloud would read."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalnum())


def names_somebody(wording: str) -> bool:
    """Whether any of the names, places, dates and institutions of this test stands in it."""
    said = unicodedata.normalize("NFKC", wording)
    numbers = re.search(r"[0-9]{2,}(?!年?代)", said)
    return bool(numbers) or any(unicodedata.normalize("NFKC", one) in said for one in _NAMED)


@pytest.mark.rule(30)
@settings(max_examples=1000)
@given(st.sampled_from(CATEGORIES), wordings, st.none() | wordings)
def test_a_blurred_cell_repeats_no_six_characters_and_names_nobody(
    category: str, text: str, supplied: str | None
) -> None:
    """Neither as written nor as read does the text stand in what is shown, nor does a name."""
    said = shown(item(category, text, supplied), "blurred")
    assert said
    assert runs(text).isdisjoint(runs(said))
    assert runs(plain(text)).isdisjoint(runs(plain(said)))
    assert not names_somebody(said)
    assert not identifies(said)


@settings(max_examples=500)
@given(st.sampled_from(CATEGORIES), wordings, st.data())
def test_a_wording_taken_from_the_text_is_not_shown(
    category: str, text: str, data: st.DataObject
) -> None:
    """A piece of the text, spaced out, widened or as it stands, is never the generalisation."""
    start = data.draw(st.integers(0, len(text) - 1))
    piece = text[start:]
    disguised = data.draw(
        st.sampled_from(
            (piece, " ".join(piece), unicodedata.normalize("NFKC", piece) or piece, f"「{piece}」")
        )
    )
    said = shown(item(category, text, disguised), "blurred")
    assert said is not None
    assert runs(plain(text)).isdisjoint(runs(plain(said)))


@given(st.sampled_from(CATEGORIES), wordings, st.none() | wordings, effects)
def test_full_shows_the_text_and_withheld_nothing(
    category: str, text: str, supplied: str | None, effect: Effect
) -> None:
    """The text stands in a full cell and in no other; a withheld cell has no wording at all."""
    said = shown(item(category, text, supplied), effect)
    if effect == "full":
        assert said == text
    elif effect == "withheld":
        assert said is None
    else:
        assert said is not None
        assert len(text) < _RUN or text not in said


@given(st.sampled_from(_PLAIN), wordings)
def test_the_wording_of_the_agency_is_preferred(supplied: str, text: str) -> None:
    """A wording that repeats nothing and names nobody is shown as it was supplied."""
    said = shown(item("health", text, supplied), "blurred")
    if runs(supplied).isdisjoint(runs(text)) and runs(plain(supplied)).isdisjoint(
        runs(plain(text))
    ):
        assert said == supplied


@pytest.mark.parametrize("named", _NAMED)
def test_a_name_an_address_a_date_or_an_institution_is_never_shown(named: str) -> None:
    """A supplied wording that identifies gives way to the fixed one, alone and in a sentence."""
    for supplied in (named, f"{named}に相談", f"以前は{named}。"):
        assert shown(item("health", "-", supplied), "blurred") in FIXED["health"]


def test_every_category_has_a_wording_that_names_nobody() -> None:
    """The fixed vocabulary covers all categories but ``other`` and identifies nobody."""
    assert set(FIXED) == set(get_args(Category))
    assert [category for category, wordings in FIXED.items() if not wordings] == ["other"]
    for fixed in (*(one for wordings in FIXED.values() for one in wordings), LAST_RESORT):
        assert not identifies(fixed), fixed
        assert not names_somebody(fixed), fixed
    assert len(LAST_RESORT) < _RUN


@given(st.sampled_from(CATEGORIES))
def test_no_fixed_wording_is_shown_beside_a_text_that_holds_it(category: str) -> None:
    """Where the text happens to say what the vocabulary says, a shorter wording stands."""
    text = "。".join(one for wordings in FIXED.values() for one in wordings)
    said = shown(item(category, text, None), "blurred")
    assert said in {LAST_RESORT, *(one for one in FIXED[category] if len(one) < _RUN)}
