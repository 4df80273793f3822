"""Cases and information that are chosen on pages, and records that are kept long enough."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from shared.calendar import jst_date, system_clock
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.http_counter import Counter, named, somebody
from tests.browser.after_a_meeting import looked_at, opened, town_after_a_meeting
from tests.browser.conference_town import SECRETARY, consents
from tests.browser.conftest import Shot, Visitor
from tests.browser.site import Site

COUNSELLOR = somebody("city", "counsellor", "-desk")
ROOM = "/conference/pages"


@pytest.fixture(scope="module")
def town(site: Site) -> Counter:
    """A town whose meeting was held today."""
    return town_after_a_meeting(site)


def test_a_case_goes_from_the_counter_to_an_agenda(
    site: Site, town: Counter, visitor: Visitor, shot: Shot
) -> None:
    """From the case's page in 相談受付 to an agenda item by buttons; no number is typed.

    The date of birth that the counter wrote down comes along, to be confirmed.
    """
    told = {"person_id": town.son, "birth": "平成3年5月20日"}
    site.counter("intake").told_in_time("persons.amend", COUNSELLOR, **told)
    planned = (system_clock() + timedelta(days=9)).isoformat()
    town.told("conferences.convene", SECRETARY, roster_id=named("roster"), planned_for=planned)
    page = visitor(SECRETARY)
    page.goto(f"/intake/pages/cases/{town.case}")
    page.get_by_role("button", name="会議の議題に入れる").click()
    expect(page.get_by_role("checkbox")).to_be_checked()
    expect(page.get_by_label("生年月日")).to_have_value("平成3年5月20日")
    expect(page.get_by_label("続柄")).to_have_value("person_concerned")
    assert town.son not in page.url
    looked_at(page, shot, "placing")
    page.get_by_label("法的な根拠").select_option(label="支援会議（社会福祉法106条の6）")
    page.get_by_role("button", name="議題に入れる").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("議題: ケース")
    expect(page.get_by_role("status")).to_contain_text("議題を入れました")


def test_own_information_is_chosen_for_the_packet_of_a_referral(
    site: Site, town: Counter, visitor: Visitor, shot: Shot
) -> None:
    """From a つなぎ to a list with boxes and back to the packet that was made of them."""
    asked = {"municipality": DEMO_MUNICIPALITY, "case_id": town.case, "person_id": town.son}
    referral = site.counter("placement").told_in_time(
        "referrals.offer",
        COUNSELLOR,
        **asked,
        destination="npo",
        to_agency_id=named("npo"),
        on=str(jst_date(system_clock())),
    )
    consents(town, "referral", "plan_formation")
    page = visitor(COUNSELLOR)
    page.goto(f"/placement/pages/referrals/{referral}")
    page.get_by_role("button", name="自機関の情報から選んで").click()
    rows = page.get_by_role("row", name="相談の内容・経過")
    rows.last.get_by_role("checkbox").check()
    rows.first.get_by_role("button").click()
    expect(page.locator("p.wording")).to_have_count(1)
    expect(rows.last.get_by_role("checkbox")).to_be_checked()
    rows.first.get_by_role("checkbox").check()
    looked_at(page, shot, "own-items")
    page.get_by_role("button", name="選んだ情報で資料を作る").last.click()
    granted = page.get_by_role("region", name="資料を作りました")
    expect(granted).to_contain_text(re.compile("2 件、渡さないもの 0 件|1 件、渡さないもの 1 件"))
    looked_at(page, shot, "referral-packet")


def test_an_erasure_is_refused_while_a_case_goes_on(
    town: Counter, visitor: Visitor, shot: Shot
) -> None:
    """What was typed stays where it was, and the auditor finds nothing that waits."""
    page = visitor(SECRETARY)
    page.goto(f"{ROOM}/")
    page.get_by_role("link", name="保存期間の過ぎた記録").click()
    looked_at(page, shot, "erasures")
    opened(page, "決定や命令")
    page.get_by_label("対象者の番号").fill(town.son)
    page.get_by_label("根拠").select_option(label="裁判所の命令")
    page.get_by_label("決定・命令の内容").fill("架空の命令")
    page.get_by_role("button", name="廃棄を提案する").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("決定・命令の内容")).to_have_value("架空の命令")
    looked_at(page, shot, "erasures-refused")

    other = visitor(somebody("city", "auditor", "-audit"))
    other.goto(f"{ROOM}/audit")
    other.get_by_role("link", name="保存期間の過ぎた記録").click()
    expect(other.get_by_text("承認を待っている提案はありません。")).to_be_visible()
