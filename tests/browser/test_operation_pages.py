"""運用 in a browser: what could not take effect is tried again, and who had that done is kept."""

from __future__ import annotations

from contextlib import closing
from uuid import uuid4

from playwright.sync_api import expect

from services.command.wiring import build
from shared.calendar import system_clock
from tests.behaviour.http_counter import somebody
from tests.behaviour.operated import put_aside
from tests.browser.conftest import DESK, PHONE, Shot, Visitor
from tests.browser.site import Site, expect_accessible, expect_fits

OPERATOR = somebody("city", "operator", "-op")


def test_a_retry_is_pressed_and_stands_on_record(site: Site, visitor: Visitor, shot: Shot) -> None:
    """The operator reads what is stuck, has it tried again, and finds the act with their number."""
    with closing(build(site.home.settings("conference"), system_clock)) as service:
        put_aside(service.store, str(uuid4()))
        put_aside(service.store, str(uuid4()), 8, "tsunagu.intake.never-heard-of.v1")
    page = visitor(OPERATOR)
    page.goto("/conference/pages/operation")
    expect(page.get_by_text("受け取れなかった通知が 2 件あります")).to_be_visible()
    page.get_by_role("button", name="すべて再処理する").click()
    expect(page.get_by_role("status")).to_contain_text("1 件を処理しました。")
    record = page.get_by_role("region", name="再処理の記録")
    expect(record.get_by_role("row", name="intake:7")).to_contain_text("処理した")
    expect(record.get_by_role("row", name="intake:8")).to_contain_text("unknown-fact")
    expect(record.get_by_text(OPERATOR.person).first).to_be_visible()
    for place, (width, height) in (("phone", PHONE), ("desk", DESK)):
        page.set_viewport_size({"width": width, "height": height})
        shot(page, f"retries-{place}")
        expect_accessible(page)
        expect_fits(page)
