"""Conference's pages: prepared, decided, read on paper and on the screen, by people at desks."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.behaviour.http_counter import Counter, named
from tests.browser.conference_town import (
    BLURRED,
    CLINIC,
    HEALTH,
    HEARD,
    MATTER,
    MEETING,
    NAMES,
    NPO,
    PLAN,
    PLANNED,
    SECRETARY,
    meeting,
    registers,
)
from tests.browser.conftest import PHONE, Shot, Visitor
from tests.browser.site import Site, expect_accessible, expect_fits
from tests.papers import body_of, sheets

ROOM = "/conference/pages"
ONE = f"{ROOM}/meetings/{MEETING}/agenda/{MATTER}"
OTHER = f"{ROOM}/meetings/{MEETING}/agenda/{PLAN}"


pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture(scope="module")
def town(site: Site) -> Counter:
    """A town with a meeting under way."""
    counter = site.counter("conference")
    registers(counter)
    meeting(counter)
    return counter


def looked_at(page: Page, shot: Shot, name: str) -> None:
    """A page that all can read, kept as a picture."""
    shot(page, name)
    expect_accessible(page)
    expect_fits(page)


def built(page: Page, path: str) -> None:
    """The secretariat builds the packets of an agenda item."""
    page.goto(f"{path}/board")
    page.get_by_role("button", name="この内容で資料を作る").click()
    expect(page.get_by_role("status")).to_contain_text("資料を作りました")


def opened(page: Page, law: str) -> None:
    """A member opens the packet of an agenda item."""
    page.goto(f"{ROOM}/packets")
    page.get_by_role("row", name=law).get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("会議資料 第")


def test_the_secretariat_prepares_a_meeting(town: Counter, visitor: Visitor, shot: Shot) -> None:
    """From a roster to a meeting with an agenda item and its members, by forms alone."""
    page = visitor(SECRETARY)
    page.goto(f"{ROOM}/rosters")
    page.get_by_label("会議の名称").fill("見本の支援会議")
    page.get_by_role("checkbox", name="支援会議（社会福祉法106条の6）").check()
    page.get_by_role("button", name="名簿を作る").click()
    roster = page.get_by_role("region", name="見本の支援会議", exact=True)
    roster.get_by_label("加える機関").select_option(label=f"{NAMES['npo']}（NPO法人）")
    roster.get_by_role("button", name="構成員に加える").click()
    expect(page.get_by_role("status")).to_have_text("構成員を加えました。")
    looked_at(page, shot, "rosters")

    page.goto(f"{ROOM}/")
    page.get_by_role("link", name="会議を招集する").click()
    page.get_by_label("構成員名簿").select_option(label="見本の支援会議")
    page.get_by_label("開催の予定日時").fill("2030-01-15T10:00")
    looked_at(page, shot, "convene")
    page.get_by_role("button", name="招集する").click()
    page.get_by_label("ケースの番号").fill(town.case)
    page.get_by_label("対象者の番号").fill(town.son)
    page.get_by_role("button", name="議題に入れる").click()
    expect(page.get_by_role("status")).to_have_text("議題を入れました。")
    page.get_by_role("link", name="ケース").click()
    page.get_by_role("checkbox", name=NAMES["npo"]).check()
    page.get_by_role("button", name="この構成員にする").click()
    expect(page.get_by_role("checkbox", name=NAMES["npo"])).to_be_checked()
    looked_at(page, shot, "agenda-item-new")


def test_a_form_that_is_refused_keeps_what_was_typed(
    town: Counter, visitor: Visitor, shot: Shot
) -> None:
    """Given a case number that cannot be one, then its field is kept and says why."""
    page = visitor(SECRETARY)
    page.goto(f"{ROOM}/meetings/{MEETING}")
    page.get_by_text("議題を入れる", exact=True).click()
    page.get_by_label("ケースの番号").fill("123")
    page.get_by_label("対象者の番号").fill(town.son)
    page.get_by_role("button", name="議題に入れる").click()

    expect(page.get_by_role("alert")).to_contain_text("「ケースの番号」が空か、読み取れません。")
    expect(page.get_by_label("ケースの番号")).to_have_value("123")
    expect(page.get_by_label("ケースの番号")).to_have_attribute("aria-invalid", "true")
    looked_at(page, shot, "refused")


def test_meetings_and_their_preparation(visitor: Visitor, shot: Shot) -> None:
    """The list, one meeting and one agenda item tell what is done and what is missing, in words."""
    page = visitor(SECRETARY)
    page.goto(f"{ROOM}/")
    expect(page.get_by_role("cell", name="まるごと支援会議")).to_be_visible()
    looked_at(page, shot, "meetings")
    page.goto(f"{ROOM}/meetings/{MEETING}")
    matter = page.get_by_role("row", name="支援会議（社会福祉法106条の6）")
    expect(matter).to_contain_text("確認済み")
    expect(matter).to_contain_text("まだ")
    looked_at(page, shot, "meeting")
    page.goto(ONE)
    expect(page.get_by_text("1年以下の拘禁刑")).to_be_visible()
    looked_at(page, shot, "agenda-item")


def test_a_request_is_made_and_answered(visitor: Visitor, shot: Shot) -> None:
    """The secretariat asks; the asked agency reads why and answers a part; the list tells it."""
    page = visitor(SECRETARY)
    page.goto(ONE)
    page.get_by_text("情報の提供を求める", exact=True).click()
    page.get_by_label("求める先").select_option(label=NAMES["shakyo"])
    page.get_by_role("group", name="誰について").get_by_role("checkbox").check()
    page.get_by_role("checkbox", name="収入・資産・債務").check()
    page.get_by_role("checkbox", name="就労・勤務先").check()
    page.get_by_label("必要とする理由").fill("家計の見通しを立てるため（架空）")
    page.get_by_label("回答の期日").fill("2030-01-10")
    page.get_by_role("button", name="求める", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("求めを記録しました")

    asked = visitor(
        SECRETARY.model_copy(
            update={"person": "w-shakyo", "agency": named("shakyo"), "role": "member"}
        )
    )
    asked.goto(f"{ROOM}/requests")
    asked.get_by_role("link", name="令和12年1月10日").click()
    expect(asked.get_by_text("家計の見通しを立てるため")).to_be_visible()
    asked.get_by_role("radio", name="一部を出す").check()
    asked.get_by_role("checkbox", name="就労・勤務先").check()
    looked_at(asked, shot, "request")
    asked.get_by_role("button", name="回答を記録する").click()
    expect(asked.get_by_role("status")).to_have_text("回答を記録しました。")
    page.reload()
    expect(page.get_by_role("row", name=NAMES["shakyo"])).to_contain_text("一部を出す")

    told = asked.locator("form", has=asked.get_by_role("button", name="議題に出す"))
    told.get_by_role("checkbox").check()
    told.get_by_label("情報の種類").select_option(label="就労・勤務先")
    told.get_by_label("出所").select_option(label="本人発言")
    told.get_by_label("内容").fill("十年前に工場で三年働いたと話した、架空の本文")
    told.get_by_role("button", name="議題に出す").click()
    expect(asked.get_by_role("status")).to_contain_text("情報を議題に出しました")
    looked_at(asked, shot, "request-answered")


def test_the_board_says_in_words_who_sees_what_and_why(visitor: Visitor, shot: Shot) -> None:
    """Every cell is a word with a sign; its number leads to the reason and the rules."""
    page = visitor(SECRETARY)
    page.goto(f"{ONE}/board")
    health = page.get_by_role("row", name="病歴・病状・受診")
    expect(health.get_by_role("link", name="ぼかし").first).to_be_visible()
    shakyo = page.get_by_role("columnheader", name=NAMES["shakyo"])
    expect(shakyo).to_be_visible()
    missing = health.get_by_role("link", name="不可").first
    missing.focus()
    page.keyboard.press("Enter")
    reason = page.locator("li:target")
    expect(reason).to_contain_text("守秘の確認が記録されていません")
    expect(reason).to_contain_text("規則")
    expect(page.get_by_text(HEALTH)).to_have_count(0)
    looked_at(page, shot, "board")


def test_what_if_shows_what_a_consent_would_open(visitor: Visitor, shot: Shot) -> None:
    """A consent that is only imagined changes cells on the screen and nothing on record."""
    page = visitor(SECRETARY)
    page.goto(f"{ONE}/board")
    page.get_by_role("group", name="同意したと仮定する人").get_by_role("checkbox").check()
    page.get_by_role("button", name="仮に判断する").click()
    expect(
        page.get_by_text("仮の判断です。何も変わっておらず、記録もされていません。")
    ).to_be_visible()
    expect(page.get_by_text("← いまはぼかし").first).to_be_visible()
    expect(page.get_by_role("button", name="この内容で資料を作る")).to_have_count(0)
    looked_at(page, shot, "what-if")
    page.get_by_role("link", name="いまの会議ボードに戻る").click()
    expect(page.get_by_text("← いまは")).to_have_count(0)


def test_the_preview_shows_kinds_and_never_words(visitor: Visitor, shot: Shot) -> None:
    """Each recipient's packet is foreseen by kinds and effects, without what others wrote."""
    page = visitor(SECRETARY)
    page.goto(f"{ONE}/board/preview")
    npo = page.get_by_role("region", name=NAMES["npo"])
    expect(npo).to_contain_text("病歴・病状・受診")
    expect(npo).to_contain_text("ぼかし")
    for words in (HEALTH, BLURRED, HEARD):
        expect(page.get_by_text(words)).to_have_count(0)
    looked_at(page, shot, "preview")


def test_a_packet_is_built_and_read(visitor: Visitor, shot: Shot) -> None:
    """The recipient opens the packet, reads what is granted with flag and notice, and no more."""
    desk = visitor(SECRETARY)
    built(desk, ONE)
    looked_at(desk, shot, "board-built")

    page = visitor(NPO)
    page.goto(f"{ROOM}/packets")
    looked_at(page, shot, "packets")
    opened(page, "社会福祉法106条の6")
    expect(page.get_by_text(BLURRED)).to_be_visible()
    expect(page.get_by_text(HEALTH)).to_have_count(0)
    expect(page.get_by_text("本人の同意がない", exact=True)).to_be_visible()
    expect(page.get_by_text("正当な理由なく漏らしてはなりません")).to_be_visible()
    looked_at(page, shot, "packet")


def test_what_may_only_be_viewed_never_reaches_paper(visitor: Visitor, tmp_path: Path) -> None:
    """Given a packet that rests on the conference, then neither print nor PDF has an item."""
    built(visitor(SECRETARY), ONE)
    page = visitor(NPO)
    opened(page, "社会福祉法106条の6")
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    printed = PdfReader(tmp_path / "printed.pdf")
    words = "".join(one.extract_text() for one in printed.pages)
    with page.expect_download() as coming:
        page.get_by_role("button", name="PDF にする").click()
    paper = Path(coming.value.path()).read_bytes()

    assert "会議資料" in words
    assert "この紙にはありません" in words
    assert HEARD[:8] not in words
    assert HEARD not in body_of(paper)
    assert "印刷できる情報はありません" in body_of(paper)


def test_a_packet_that_rests_on_consent_is_printed_and_given_back(
    visitor: Visitor, shot: Shot, tmp_path: Path
) -> None:
    """Print and PDF hold the item, each sheet its number; returned, the packet opens no more."""
    built(visitor(SECRETARY), OTHER)
    page = visitor(NPO)
    opened(page, "重層的支援会議")
    expect(page.get_by_text(PLANNED)).to_be_visible()
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    printed = [one.extract_text() for one in PdfReader(tmp_path / "printed.pdf").pages]
    assert len(printed) > 1
    assert all("渡す先" in one and NPO.person in one for one in printed)
    page.emulate_media(media="print")
    shot(page, "packet-printed")
    page.emulate_media(media="screen")
    with page.expect_download() as coming:
        page.get_by_role("button", name="PDF にする").click()
    paper = Path(coming.value.path()).read_bytes()
    assert PLANNED in body_of(paper)
    assert len(sheets(paper)) > 1
    assert all(NAMES["npo"] in one.beside for one in sheets(paper))
    page.get_by_role("button", name="返却した").click()
    expect(page.get_by_role("status")).to_contain_text("もう開けません")
    expect(page.get_by_role("row", name="重層的支援会議")).to_have_count(0)


def test_a_consent_is_recorded_and_withdrawn_and_recipients_are_told(
    town: Counter, visitor: Visitor, shot: Shot
) -> None:
    """A consent by form opens a cell; its withdrawal tells whoever received something by it."""
    built(visitor(SECRETARY), OTHER)
    opened(visitor(NPO), "重層的支援会議")
    page = visitor(SECRETARY)
    page.goto(OTHER)
    page.get_by_role("button", name="の同意を見る").click()
    page.get_by_role("radio", name="同意", exact=True).check()
    assert town.son not in page.url
    page.get_by_label("答えた立場").select_option(label="本人")
    page.get_by_label("方法", exact=True).select_option(label="書面")
    page.get_by_label("説明した職員の番号").fill(named("explainer"))
    page.get_by_label("説明の文面の版").fill("2026-1")
    page.get_by_label("本人を確かめた方法").fill("面識あり（架空）")
    page.get_by_role("checkbox", name="就労・勤務先").check()
    page.get_by_role("checkbox", name=NAMES["npo"]).check()
    page.get_by_role("checkbox", name="プランの作成・決定").check()
    page.get_by_role("button", name="答えを記録する").click()
    expect(page.get_by_role("status")).to_have_text("同意の答えを記録しました。")
    looked_at(page, shot, "consents")
    page.get_by_text("撤回を記録する", exact=True).first.click()
    page.get_by_role("button", name="撤回を記録する").first.click()
    expect(page.get_by_role("status")).to_contain_text("1 か所に知らせました")

    told = visitor(NPO)
    told.goto(f"{ROOM}/packets")
    told.get_by_role("link", name="撤回の知らせが").click()
    looked_at(told, shot, "notices")
    told.get_by_role("button", name="読んで確かめました").click()
    expect(told.get_by_text("確認済み")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("meetings", f"{ROOM}/"),
        ("meeting", f"{ROOM}/meetings/{MEETING}"),
        ("agenda-item", ONE),
        ("board", f"{ONE}/board"),
        ("preview", f"{ONE}/board/preview"),
        ("packets", f"{ROOM}/packets"),
        ("requests", f"{ROOM}/requests"),
        ("rosters", f"{ROOM}/rosters"),
    ],
)
def test_pages_fit_a_phone(visitor: Visitor, shot: Shot, name: str, path: str) -> None:
    """Every page can be read at the width of a phone without scrolling sideways."""
    page = visitor(SECRETARY, size=PHONE)
    page.goto(path)
    looked_at(page, shot, f"{name}-phone")


def test_a_member_sees_its_own_part_alone(visitor: Visitor, shot: Shot) -> None:
    """A member reads its agenda items, and neither the others' names nor the board."""
    page = visitor(CLINIC)
    page.goto(f"{ROOM}/meetings/{MEETING}")
    looked_at(page, shot, "meeting-member")
    expect(page.get_by_text(NAMES["npo"])).to_have_count(0)
    expect(page.get_by_role("link", name="会議ボードを見る")).to_have_count(0)
    page.goto(f"{ONE}/board")
    expect(page.get_by_role("alert")).to_contain_text("あなたの役割ではできません")
