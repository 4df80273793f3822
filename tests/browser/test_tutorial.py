"""The tutorial is followed as it is written: its commands, its pages, its figures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from shared.calendar import jst_date, system_clock
from tests.browser.conftest import DESK, SHOTS
from tests.browser.tutorial.following import NewPage, Reader
from tests.browser.tutorial.steps import UnreadableStepError, pictures_in, steps_in
from tests.browser.tutorial.terminal import Terminal
from tests.browser.tutorial.window import NotOnPageError, Window
from tests.browser.tutorial.words import Words

ROOT = Path(__file__).parents[2]
TUTORIAL = ROOT / "docs" / "tutorial.md"
README = ROOT / "README.md"
LARGEST = 150 * 1024


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[NewPage]:
    """Opens a page of a browser of its own."""
    width, height = DESK
    contexts = []

    def opened() -> Page:
        context = chromium.new_context(
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            viewport={"width": width, "height": height},
        )
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def words() -> Words:
    """What a reader knows at first."""
    return Words(jst_date(system_clock()))


@pytest.fixture
def terminal(tmp_path: Path, words: Words) -> Iterator[Terminal]:
    """A terminal in an empty folder."""
    opened = Terminal(tmp_path, words)
    yield opened
    opened.close()


@pytest.mark.timeout(600)
def test_the_tutorial_is_followed_to_its_end(
    words: Words, terminal: Terminal, new_page: NewPage
) -> None:
    """Every command, field, button and figure of the document is as it says."""
    Reader(words, terminal, new_page, SHOTS / "tutorial").follow(steps_in(TUTORIAL))


@pytest.mark.parametrize("document", [TUTORIAL, README], ids=lambda one: str(one.name))
def test_every_picture_a_document_shows_is_there(document: Path) -> None:
    """Each is kept beside the documents, and is no larger than a page should carry."""
    shown = pictures_in(document)
    assert shown
    for one in shown:
        size = (document.parent / one).stat().st_size
        assert 0 < size <= LARGEST, f"{one}: {size}"


@pytest.mark.parametrize(
    "text",
    [
        "1. 「入る」を押す。",
        "1. 入るを押します。",
        "→ 入れました",
        "```console\n動いています。\n```",
        "**【福祉課の画面】** を見る\n→ 何かが出ます",
    ],
)
def test_what_looks_like_a_step_and_is_none_is_told(tmp_path: Path, text: str) -> None:
    """Nothing that the reader is told to do is left out because it was written otherwise."""
    document = tmp_path / "one.md"
    document.write_text(f"# 見出し\n\n{text}\n", "utf-8")
    with pytest.raises(UnreadableStepError, match=r"line [345]"):
        steps_in(document)


def test_days_are_counted_from_today(words: Words) -> None:
    """Days are typed as fields take them and seen as pages show them; the unknown is refused."""
    words.today = date(2026, 3, 31)
    assert words.written("〔1か月前〕〜〔今日〕") == "2026-02-28〜2026-03-31"
    assert words.written("〔7日後 14:00〕") == "2026-04-07T14:00"
    assert words.written("〔52年前〕") == "1974-03-31"
    assert words.written("〔10か月前の月〕") == "令和7年5月"
    assert words.seen("「〔5日後〕」まで") == "「令和8年4月5日」まで"
    shown = "合言葉  〔合言葉〕（試用）"
    assert words.take("  合言葉  0a1b（試用）", words.shown(shown), shown)
    assert words.written("〔合言葉〕") == "0a1b"
    with pytest.raises(KeyError, match="番号"):
        words.written("〔番号〕")


LOOKED_AT = """
<main><h1>報告</h1>
<table><tr><th>電話</th><td>10</td></tr><tr><th>訪問</th><td>1</td></tr></table>
<h2>本人</h2><label>氏名 <input id="one"></label>
<h2>ほかの方</h2><label>氏名 <input id="two"></label>
<p hidden>見本病</p></main>
"""


def test_a_reader_sees_what_is_there_and_nothing_else(new_page: NewPage) -> None:
    """A number is all of its cell, a field is one field, what is hidden in the page is found."""
    page = new_page()
    page.set_content(LOOKED_AT)
    window = Window(page, patience_ms=500)
    window.see_in_row("訪問", "1")
    window.write("ほかの方 › 氏名", "見本 はな")
    window.miss("病名")

    assert page.locator("#two").input_value() == "見本 はな"
    with pytest.raises(AssertionError, match="電話"):
        window.see_in_row("電話", "1")
    with pytest.raises(NotOnPageError, match="2 × 「氏名」"):
        window.write("氏名", "見本 三太")
    with pytest.raises(AssertionError, match="見本病"):
        window.miss("見本病")
    with pytest.raises(NotOnPageError, match="終わる"):
        window.act("終わる", None, opens=False)
