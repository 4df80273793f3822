"""The frame of every page: the way in and out, and what is told when something is not there."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.behaviour.http_counter import somebody
from tests.browser.conftest import PHONE, Shot, Visitor
from tests.browser.site import expect_accessible, expect_fits

OPERATOR = somebody("city", "operator")


def test_a_role_without_pages_is_told_so(visitor: Visitor, shot: Shot) -> None:
    """Somebody whose role has no pages is told so, with what to do, on a page that all can read."""
    page = visitor(somebody("city", "statistician"), size=PHONE)
    page.goto("/conference/pages/nowhere")
    shot(page, "nowhere")
    page.goto("/")
    shot(page, "start")
    expect_accessible(page)
    expect_fits(page)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
