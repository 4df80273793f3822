"""つなぎ・就労 in a browser: the main jobs, readable by everybody at a desk and on a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Shot, Visitor
from tests.browser.placement_town import FARM, SECRETARY, SUPPORTER, Town, filled
from tests.browser.site import Site, expect_accessible, expect_fits

AT = "/placement/pages"
pytestmark = pytest.mark.timeout(400)


def look(page: Page, path: str) -> None:
    """Look at a page of the service that is there."""
    answer = page.goto(AT + path)
    assert answer is not None
    assert answer.ok, (path, answer.status)


@pytest.fixture(scope="module")
def town(site: Site) -> Town:
    """A running system in whose town a lot is under way."""
    return filled(site)


def test_every_page_is_legible(town: Town, visitor: Visitor, shot: Shot) -> None:
    """Every page of the service has no finding that hinders anybody, at a desk and on a phone."""
    ids = town.ids
    pages = {
        "board": "/",
        "received": "/received",
        "referral": f"/referrals/{ids['late']}",
        "refused": f"/referrals/{ids['refused']}",
        "case": f"/cases/{town.case}",
        "offer": f"/cases/{town.case}/offer",
        "situation": f"/cases/{town.case}/routing",
        "considered": f"/routings/{ids['routing']}",
        "work": "/work",
        "step": f"/steps/{ids['step']}",
        "employment": f"/employments/{ids['job']}",
        "tasks": "/tasks",
        "resources": "/resources",
        "resource": f"/resources/{ids['farm']}",
        "programmes": "/programmes",
        "programme": f"/programmes/{ids['programme']}",
        "session": f"/sessions/{ids['session']}",
        "incentives": "/incentives",
        "needs": "/needs",
    }
    desk, phone = visitor(SUPPORTER), visitor(SUPPORTER, size=PHONE)
    for name, path in pages.items():
        for page, size in ((desk, ""), (phone, "-phone")):
            look(page, path)
            shot(page, name + size)
            expect_accessible(page)
            expect_fits(page)


@pytest.mark.usefixtures("town")
def test_a_destination_answers_on_its_own_page(visitor: Visitor, shot: Shot) -> None:
    """The farm opens what it was asked, accepts it, and the board of the town shows so."""
    farm = visitor(FARM)
    look(farm, "/received")
    farm.get_by_role("link", name=re.compile("^打診 [0-9A-F]{8}$")).first.click()
    farm.get_by_role("button", name="受理を記録する", exact=True).click()
    expect(farm.get_by_role("status")).to_have_text("受理を記録しました。")
    expect(farm.get_by_role("heading", name="日程調整")).to_be_visible()
    expect_accessible(farm)
    shot(farm, "accepted")


def test_what_was_typed_stays_and_is_mended(town: Town, visitor: Visitor, shot: Shot) -> None:
    """A refused form leads to its field by keyboard, keeps what was typed, and is sent again."""
    page = visitor(SUPPORTER)
    look(page, f"/employments/{town.ids['job']}")
    page.get_by_label("何か月の確認か").select_option("12")
    page.get_by_role("button", name="確認を記録する").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("12か月に達していません")
    shot(page, "refused-check")
    expect_accessible(page)
    alert.get_by_role("link", name="直すところへ移動").press("Enter")
    expect(page).to_have_url(re.compile("#check-checkpoint-checked-on$"))
    expect(page.get_by_label("何か月の確認か")).to_have_value("12")
    page.get_by_label("何か月の確認か").select_option("3")
    page.get_by_role("button", name="確認を記録する").click()
    expect(page.get_by_role("status")).to_have_text("定着の確認を記録しました。")


def test_somewhere_to_go_is_found_and_asked(town: Town, visitor: Visitor, shot: Shot) -> None:
    """From what is known to the proposals with their reasons, to asking the farm that fits."""
    page = visitor(SUPPORTER)
    look(page, "/")
    page.get_by_label("ケース番号で開く").fill(town.case[:8].upper())
    page.get_by_role("button", name="開く").click()
    page.get_by_role("link", name="つなぎ先の候補を調べる").click()
    page.get_by_label("本人の年齢").fill("24")
    page.get_by_text("気づいたことも選ぶ").click()
    page.get_by_label("受け入れ先と本人の意向が合う").check()
    page.get_by_role("button", name="候補を調べる").click()
    expect(page.get_by_text("に当てはまるため")).to_be_visible()
    expect_accessible(page)
    expect_fits(page)
    shot(page, "proposals")
    page.get_by_role("button", name="架空のひだまり農園に打診する").click()
    expect(page.get_by_label("つなぎ先の場所")).to_have_value(town.ids["farm"])
    page.get_by_role("button", name="打診を記録する").click()
    expect(page.get_by_role("status")).to_contain_text("打診を記録しました。")


@pytest.mark.usefixtures("town")
def test_a_group_is_counted(visitor: Visitor, shot: Shot) -> None:
    """The clerk counts who came to a group on a phone, and the sum stands in its list."""
    page = visitor(SECRETARY, size=PHONE)
    look(page, "/programmes")
    page.get_by_role("link", name="水曜のみなも").click()
    page.get_by_label("本人（人）").fill("4")
    page.get_by_label("家族（人）").fill("1")
    page.get_by_role("button", name="開催を記録する").click()
    expect(page.get_by_role("status")).to_have_text("開催を記録しました。")
    page.get_by_role("link", name="水曜のみなも").click()
    expect(page.get_by_role("row", name="本人 4、家族 1")).to_contain_text("5")
    expect_fits(page)
    shot(page, "counted-phone")
