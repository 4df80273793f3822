"""会議録, 役割分担 and 支援プラン, by people at desks, after a meeting was held."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.behaviour.http_counter import Counter
from tests.browser.after_a_meeting import looked_at, opened, town_after_a_meeting
from tests.browser.conference_town import (
    CLINIC,
    MATTER,
    MEETING,
    NAMES,
    NPO,
    PLAN,
    SECRETARY,
)
from tests.browser.conftest import Shot, Visitor
from tests.browser.site import Site

ROOM = "/conference/pages"
ONE = f"{ROOM}/meetings/{MEETING}/agenda/{MATTER}"
PLANNING = f"{ROOM}/meetings/{MEETING}/agenda/{PLAN}"
SAID = "週に一度なら出かけられると話した、架空の本文あさきゆめみし"
MENDED = "月に二度なら出かけられると話した、架空の本文ゑひもせす"
TASK = "月に一度、自宅を訪ねる（架空）"
WILL = "少しずつ外に出たい。家計の見通しを立てたい（架空）"

pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture(scope="module")
def town(site: Site) -> Counter:
    """A town whose meeting was held today."""
    return town_after_a_meeting(site)


def test_minutes_are_written_corrected_and_handed_out(visitor: Visitor, shot: Shot) -> None:
    """From the meeting's page to what a member reads: by forms alone, with a correction."""
    page = visitor(SECRETARY)
    page.goto(f"{ROOM}/meetings/{MEETING}")
    looked_at(page, shot, "meeting-held")
    page.get_by_role("row", name="社会福祉法106条の6").get_by_role("link", name="会議録").click()
    page.get_by_label("出所").select_option(label="本人発言")
    page.get_by_label("内容").fill(SAID)
    looked_at(page, shot, "minutes-new")
    page.get_by_role("button", name="段落を書き加える").click()
    expect(page.get_by_role("status")).to_contain_text("まだ誰にも見えません")
    expect(page.get_by_text(SAID)).to_have_count(0)

    page.get_by_role("button", name="会議録を読む").click()
    expect(page.locator("p.wording")).to_have_text(SAID)
    opened(page, "段落 1 を訂正する")
    page.get_by_role("textbox", name="内容").first.fill(MENDED)
    looked_at(page, shot, "minutes-read")
    page.get_by_role("button", name="訂正する", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("前の文も記録に残ります")

    page.goto(f"{ONE}/minutes")
    page.get_by_role("button", name="会議録を配る").click()
    expect(page.get_by_role("status")).to_contain_text("会議録を")
    looked_at(page, shot, "minutes-shared")

    member = visitor(NPO)
    member.goto(f"{ROOM}/meetings/{MEETING}")
    looked_at(member, shot, "meeting-held-member")
    member.get_by_role("main").get_by_role("link", name="届いた資料").click()
    member.get_by_role("row", name="社会福祉法106条の6").get_by_role("button").click()
    expect(member.get_by_text(MENDED)).to_be_visible()
    expect(member.get_by_text(SAID)).to_have_count(0)


def test_roles_are_divided_and_the_agency_ends_its_own(visitor: Visitor, shot: Shot) -> None:
    """The secretariat writes a line for each; the npo finds where and by when, and ends it."""
    page = visitor(SECRETARY)
    page.goto(f"{ONE}/roles")
    npo = page.get_by_role("group", name=NAMES["npo"])
    npo.get_by_label("何をするか").fill(TASK)
    npo.get_by_label("いつまで").fill("2030-03-31")
    page.get_by_role("button", name="役割分担を記録する").click()
    expect(page.get_by_role("row", name=NAMES["npo"])).to_contain_text(TASK)
    looked_at(page, shot, "roles")

    member = visitor(NPO)
    member.goto(f"{ROOM}/")
    member.get_by_role("link", name="自機関の役割").click()
    expect(member.get_by_role("row", name="まるごと支援会議")).to_contain_text("令和12年3月31日")
    expect(member.get_by_text(TASK)).to_have_count(0)
    looked_at(member, shot, "tasks")
    member.get_by_role("button", name="済んだ").click()
    expect(member.get_by_text("終わっていない役割はありません。")).to_be_visible()


def test_a_plan_from_its_proposal_to_its_review(visitor: Visitor, shot: Shot) -> None:
    """The npo proposes, the secretariat reads, completes and decides, the npo reviews."""
    member = visitor(NPO)
    member.goto(PLANNING)
    member.get_by_role("link", name="プラン案を出す").click()
    member.get_by_label("生活に対する意向と課題").fill(WILL)
    member.get_by_label("目標 1", exact=True).fill("週に一度、居場所に通う（架空）")
    member.get_by_label("目標 1 の達成時期").fill("2031-03-31")
    looked_at(member, shot, "plan-new")
    member.get_by_role("button", name="プラン案を出す").click()
    expect(member.get_by_role("status")).to_have_text("プラン案を出しました。")
    expect(member.get_by_text(WILL)).to_have_count(0)
    looked_at(member, shot, "plan-member")

    page = visitor(SECRETARY)
    page.goto(f"{ROOM}/plans")
    looked_at(page, shot, "plans")
    page.get_by_role("region", name="案のプラン").get_by_role("link").first.click()
    page.get_by_role("button", name="内容を読む").click()
    expect(page.get_by_text(WILL)).to_be_visible()
    expect(page.get_by_text("まだ書かれていないもの")).to_be_visible()
    page.get_by_role("button", name="書き直す", exact=True).click()
    page.get_by_label("支援の種類と内容").fill("居場所への同行と、家計の相談（架空）")
    page.get_by_label(NAMES["npo"]).fill(TASK)
    page.get_by_label("自機関").fill("全体の調整（架空）")
    page.get_by_label("一体的に提供するための方策").fill("月に一度、確かめ合う（架空）")
    page.get_by_label("つなぐ先の種別").first.select_option(label="居場所")
    looked_at(page, shot, "plan-rewrite")
    page.get_by_role("button", name="この内容に書き直す").click()
    page.get_by_role("button", name="内容を読む").click()
    opened(page, "支援決定を記録する")
    looked_at(page, shot, "plan-read")
    page.get_by_role("button", name="支援決定を記録する").click()
    expect(page.get_by_role("status")).to_have_text("支援決定を記録しました。")

    member.goto(f"{ROOM}/plans")
    member.get_by_role("region", name="実施中のプラン").get_by_role("link").first.click()
    opened(member, "見直しの結果を記録する")
    member.get_by_role("radio", name="継続").check()
    member.get_by_label("確かめたこと").fill("居場所に三度通った（架空）")
    looked_at(member, shot, "plan-review")
    member.get_by_role("button", name="見直しの結果を記録する").click()
    expect(member.get_by_role("status")).to_contain_text("見直しの結果を記録しました")

    page.reload()
    opened(page, "終結する")
    ending = page.locator("details", has=page.get_by_role("button", name="終結を記録する"))
    ending.get_by_label("終結の理由").select_option(label="目標達成")
    ending.get_by_label("評価").fill("通い続けている（架空）")
    ending.get_by_label("検討した会議").select_option(index=1)
    looked_at(page, shot, "plan-close")
    ending.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text("終結を記録しました。")
    expect(page.get_by_text("次に記録すること")).to_have_count(0)


def test_a_stranger_finds_nothing_of_it(visitor: Visitor, shot: Shot) -> None:
    """An agency without a part in any plan, and without a role, is told so in words."""
    page = visitor(CLINIC)
    page.goto(f"{ROOM}/plans")
    expect(page.get_by_text("プランはまだありません。")).to_be_visible()
    looked_at(page, shot, "plans-none")
    page.goto(f"{ONE}/minutes")
    expect(page.get_by_role("alert")).to_contain_text("あなたの役割ではできません")
