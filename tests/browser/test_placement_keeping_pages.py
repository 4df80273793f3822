"""What is kept beside the work, in a browser: places, groups, rules, a workplace's own words."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Shot, Visitor
from tests.browser.placement_town import FARM, SECRETARY, SUPPORTER, Town, filled
from tests.browser.site import Site, expect_accessible, expect_fits

AT = "/placement/pages"
pytestmark = pytest.mark.timeout(400)


@pytest.fixture(scope="module")
def town(site: Site) -> Town:
    """A running system in whose town a lot is under way."""
    return filled(site)


def expect_good(page: Page, shot: Shot, name: str) -> None:
    """Everybody can use the page, at a desk and on a telephone; pictures of it are kept."""
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for place, (width, height) in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size({"width": width, "height": height})
        shot(page, f"{name}-{place}")
        expect_accessible(page)
        expect_fits(page)


def test_a_place_is_amended(town: Town, visitor: Visitor, shot: Shot) -> None:
    """The clerk finds everything filled in, changes what changed, and notes what to mind."""
    page = visitor(SECRETARY)
    page.goto(f"{AT}/resources/{town.ids['salon']}")
    page.get_by_role("link", name="登録の内容・受入れの配慮を変える").click()
    expect(page.get_by_label("名称")).to_have_value("架空の居場所みなも")
    expect_good(page, shot, "amend")
    page.get_by_label("定員（人）").fill("8")
    page.get_by_role("group", name="受け入れる月").get_by_label("6月").check()
    page.get_by_role("button", name="変更を記録する").click()
    expect(page.get_by_role("status")).to_have_text("登録の内容を変えました。")
    expect(page.get_by_text("定員 8人")).to_be_visible()
    page.get_by_role("link", name="登録の内容・受入れの配慮を変える").click()
    expect(page.get_by_label("6月", exact=True)).to_be_checked()
    page.get_by_label("受入れの配慮・経緯").last.fill("午前中に電話する（架空）")
    page.get_by_role("button", name="配慮・経緯を記録する").click()
    expect(page.get_by_role("status")).to_have_text("受入れの配慮・経緯を記録しました。")


@pytest.mark.usefixtures("town")
def test_what_is_to_be_asked_again_is_found(visitor: Visitor, shot: Shot) -> None:
    """From the directory to those nobody has asked lately, once the time for it is shortened."""
    page = visitor(SECRETARY)
    page.goto(f"{AT}/resources")
    page.get_by_role("link", name="確認の古いもの").click()
    page.get_by_text("確認の期限").click()
    page.get_by_label("何日たったら").fill("10")
    page.get_by_role("button", name="期限を決める").click()
    expect(page.get_by_role("status")).to_have_text("確認の期限を決めました。")
    expect(page.get_by_role("rowheader", name="架空のひだまり農園")).to_be_visible()
    expect_good(page, shot, "outdated")


@pytest.mark.usefixtures("town")
def test_other_rules_are_compared_and_adopted(visitor: Visitor, shot: Shot) -> None:
    """The clerk chooses a file, reads what would be added and gone, and only then adopts it."""
    page = visitor(SECRETARY)
    page.goto(f"{AT}/rules")
    expect(page.get_by_role("cell", name="「").first).to_be_visible()
    expect_good(page, shot, "rules")
    page.get_by_label("付属のルール").select_option("kobe")
    page.get_by_role("button", name="変わるところを見る").click()
    expect(page.get_by_role("region", name="なくなる規則")).to_be_visible()
    expect(page.get_by_role("region", name="加わる規則")).to_be_visible()
    expect_good(page, shot, "rules-compared")
    page.get_by_role("button", name="を採用する").click()
    expect(page.get_by_role("status")).to_contain_text("つなぎ先のルールを採用しました。")


def test_somebody_agrees_to_be_known_at_a_group(town: Town, visitor: Visitor, shot: Shot) -> None:
    """On the case's page, with a 呼び名; under it they come to the group's next session."""
    page = visitor(SUPPORTER)
    page.goto(f"{AT}/cases/{town.case}")
    page.get_by_text("居場所などでの記名の同意").click()
    form = page.locator("form[action$='/agree-to-name']")
    form.get_by_label("どの事業か").select_option(label="水曜のみなも")
    form.get_by_label("その場での呼び名").fill("みかん")
    form.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("記名の同意を記録しました。")
    page.goto(f"{AT}/programmes/{town.ids['programme']}")
    page.get_by_label("本人（人）").fill("1")
    page.get_by_role("button", name="開催を記録する").click()
    page.get_by_role("textbox", name="呼び名").fill("みかん")
    page.get_by_role("button", name="参加を記録する").click()
    expect(page.get_by_text("（記名に同意）")).to_be_visible()
    expect_good(page, shot, "attended")
    page.get_by_text("参加を取り消す").first.click()
    undo = page.locator("form[action$='/undo-attendance']")
    undo.get_by_label("だれの参加か").select_option(index=1)
    undo.get_by_label("理由").select_option("did_not_happen")
    undo.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text("参加の記録を取り消しました。")


def test_what_was_not_so_is_taken_back(town: Town, visitor: Visitor, shot: Shot) -> None:
    """A need that was recorded by mistake is chosen by its day and goes, with a reason."""
    page = visitor(SUPPORTER)
    page.goto(f"{AT}/cases/{town.case}")
    page.get_by_text("「つなぎ先がない」を取り消す").first.click()
    form = page.locator("form[action$='/undo-need']")
    form.get_by_label("どの記録か").select_option(index=1)
    form.get_by_label("取り消す理由").select_option("recorded_twice")
    expect_good(page, shot, "undo-need")
    form.get_by_role("button").click()
    expect(page.get_by_role("status")).to_contain_text("記録を取り消しました。")


def test_a_workplace_writes_its_own_words(town: Town, visitor: Visitor, shot: Shot) -> None:
    """The farm opens the address that it was handed, and writes without a case or a person."""
    page = visitor(FARM)
    page.goto(f"{AT}/feedback/step/{town.ids['step']}")
    page.get_by_label("職場で通用する強み").fill("時間に正確（架空）")
    page.get_by_role("button", name="事業所の言葉を記録する").click()
    expect(page.get_by_role("status")).to_have_text("事業所の振り返りを記録しました。")
    expect(page.get_by_text("時間に正確（架空）")).to_be_visible()
    expect(page.get_by_text("黙々と続けられる")).to_have_count(0)
    expect_good(page, shot, "workplace")
