"""監査, 登録と運用ルール and 運用, as people at desks and on phones see them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.http_counter import Counter, named, somebody
from tests.browser.conference_town import (
    MATTER,
    MEETING,
    NAMES,
    NPO,
    OPERATOR,
    SECRETARY,
    meeting,
    registers,
)
from tests.browser.conftest import PHONE, Shot, Visitor
from tests.browser.site import Site, expect_accessible, expect_fits

AUDITOR = somebody("city", "auditor", "-audit")
AUDIT = "/conference/pages/audit"
REGISTERS = "/conference/pages/registers"
WHERE = {"conference_id": MEETING, "agenda_id": MATTER}

pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture(scope="module")
def town(site: Site) -> Counter:
    """A town where packets were built and one of them was opened."""
    counter = site.counter("conference")
    registers(counter)
    meeting(counter)
    counter.told("packets.build", SECRETARY, **WHERE)
    (packet,) = counter.told("packets.list", NPO)
    counter.told("packets.open", NPO, packet_id=packet["packet_id"])
    return counter


def looked_at(page: Page, shot: Shot, name: str) -> None:
    """A page that all can read, kept as a picture."""
    shot(page, name)
    expect_accessible(page)
    expect_fits(page)


def asked(page: Page, person: str) -> None:
    """The auditor asks about a person."""
    page.goto(AUDIT)
    page.get_by_label("対象者の番号").fill(person)
    page.get_by_role("region", name="人について").get_by_role("button", name="調べる").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("誰のことが共有されたか")


def test_who_shared_what_about_somebody(town: Counter, visitor: Visitor, shot: Shot) -> None:
    """From a number to the timeline; an entry of it was lawful on its day, and is said to be."""
    page = visitor(AUDITOR)
    page.goto(AUDIT)
    expect(page.get_by_text("署名を確かめました")).to_be_visible()
    looked_at(page, shot, "audit")
    asked(page, town.son)
    expect(page.get_by_role("heading", name="資料の閲覧").first).to_be_visible()
    assert town.son not in page.url
    looked_at(page, shot, "entries")

    page.get_by_label("行為").select_option(label="資料の閲覧")
    page.get_by_role("button", name="このページを絞り込む").click()
    expect(page.get_by_label("行為")).to_have_value("packet_opened")
    expect(page.get_by_role("heading", name="資料の作成")).to_have_count(0)
    page.get_by_role("button", name="その日に適法だったか").first.click()
    expect(page.get_by_role("status")).to_contain_text("記録のとおりです")
    looked_at(page, shot, "lawful")


def test_entries_are_kept_as_a_table(town: Counter, visitor: Visitor) -> None:
    """The file that is kept names nobody."""
    page = visitor(AUDITOR)
    asked(page, town.son)
    with page.expect_download() as kept:
        page.get_by_role("button", name="Excel で保存").click()
    assert kept.value.suggested_filename.startswith("提供の記録_")
    assert kept.value.suggested_filename.endswith(".xlsx")


def test_what_should_be_looked_at(visitor: Visitor, shot: Shot) -> None:
    """Unusual reading, emergencies and the questions that were asked each have their page."""
    page = visitor(AUDITOR)
    page.goto(AUDIT)
    page.get_by_role("button", name="いつもと違う閲覧").click()
    expect(page.get_by_label("初日")).not_to_have_value("")
    page.get_by_role("button", name="調べる").click()
    looked_at(page, shot, "unusual")
    page.goto(AUDIT)
    page.get_by_role("button", name="見直しの済んでいない緊急の提供").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("緊急")
    looked_at(page, shot, "emergencies")
    page.goto(AUDIT)
    page.get_by_role("button", name="監査の問いの記録").click()
    expect(page.get_by_role("cell", name="いつもと違う閲覧").first).to_be_visible()
    looked_at(page, shot, "asked")


def test_the_ledger_is_held_against_a_note(visitor: Visitor, shot: Shot) -> None:
    """What was noted of the ledger is found to have been continued."""
    page = visitor(AUDITOR)
    page.goto(f"{AUDIT}/ledger")
    root = page.locator("dl code").inner_text()
    size = page.locator("dl dd").first.inner_text().split()[0].replace(",", "")
    page.get_by_label("控えの件数").fill(size)
    page.get_by_label("控えのルートハッシュ").fill(root)
    page.get_by_role("button", name="照らす").click()
    expect(page.get_by_role("status")).to_contain_text("控えのとおりです")
    looked_at(page, shot, "ledger")
    page.get_by_role("button", name="署名して公表する").click()
    expect(page.get_by_role("status")).to_contain_text("検査点に署名し")


def test_a_question_that_is_refused_keeps_what_was_typed(visitor: Visitor, shot: Shot) -> None:
    """A name is no number: the field says so and keeps what stands in it."""
    page = visitor(AUDITOR)
    page.goto(AUDIT)
    page.get_by_label("対象者の番号").fill("12345")
    page.get_by_role("region", name="人について").get_by_role("button", name="調べる").click()
    expect(page.get_by_label("対象者の番号")).to_have_value("12345")
    expect(page.get_by_label("対象者の番号")).to_have_attribute("aria-invalid", "true")
    looked_at(page, shot, "audit-refused")


def test_the_registers_are_kept(visitor: Visitor, shot: Shot) -> None:
    """The municipality with its rule and warnings, and an agency from its entry to its contract."""
    page = visitor(OPERATOR)
    page.goto(REGISTERS)
    expect(page.get_by_role("link", name=NAMES["npo"])).to_be_visible()
    looked_at(page, shot, "registers")
    page.get_by_role("link", name="機関を登録する").click()
    page.get_by_label("機関の名称").fill("架空の受託法人")
    page.get_by_label("種別").select_option(label="NPO法人")
    page.get_by_role("radio", name="民間").check()
    page.get_by_label("委託の初日").fill("2026-04-01")
    page.get_by_label("委託の末日").fill("2099-03-31")
    looked_at(page, shot, "agency")
    page.get_by_role("button", name="登録する").click()
    expect(page.get_by_role("status")).to_have_text("機関を登録しました。")
    expect(page.get_by_role("row", name="架空の受託法人")).to_contain_text("委託中")
    page.get_by_role("link", name="体制と運用ルールを変える").click()
    expect(page.get_by_label("運用ルール", exact=True)).to_have_value("municipality-01")
    looked_at(page, shot, "rules")
    page.get_by_label("運用ルール", exact=True).select_option("municipality-11")
    page.get_by_role("button", name="この内容にする").click()
    expect(page.get_by_text("法律のとおりに判断されます")).to_be_visible()
    looked_at(page, shot, "registers-warnings")


def test_the_operator_sees_every_service(visitor: Visitor, shot: Shot) -> None:
    """From one service's state to the next, by the same ways on each page."""
    page = visitor(OPERATOR)
    page.goto("/intake/pages/operation")
    expect(page.get_by_text("受け取れなかった通知はありません")).to_be_visible()
    page.get_by_role("link", name="支援会議", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("運用（支援会議）")
    looked_at(page, shot, "operation")


def test_all_of_it_fits_a_phone(town: Counter, visitor: Visitor, shot: Shot) -> None:
    """On a narrow screen nothing is cut off and nothing scrolls sideways but a table."""
    page = visitor(AUDITOR, size=PHONE)
    page.goto(AUDIT)
    looked_at(page, shot, "phone-audit")
    asked(page, town.son)
    looked_at(page, shot, "phone-entries")
    page = visitor(OPERATOR, size=PHONE)
    page.goto(f"{REGISTERS}/{DEMO_MUNICIPALITY}")
    looked_at(page, shot, "phone-registers")
    page.goto(f"{REGISTERS}/{DEMO_MUNICIPALITY}/agencies/{named('npo')}")
    looked_at(page, shot, "phone-agency")
    page.goto("/stats/pages/operation")
    looked_at(page, shot, "phone-operation")
