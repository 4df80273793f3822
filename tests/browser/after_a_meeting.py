"""A town whose meeting was held today, and how its pages are looked at."""

from __future__ import annotations

from playwright.sync_api import Page

from shared.calendar import jst_date, system_clock
from tests.behaviour.http_counter import Counter
from tests.browser.conference_town import MEETING, SECRETARY, meeting, registers
from tests.browser.conftest import PHONE, Shot
from tests.browser.site import Site, expect_accessible, expect_fits


def town_after_a_meeting(site: Site) -> Counter:
    """A town whose meeting was held today."""
    counter = site.counter("conference")
    registers(counter)
    meeting(counter)
    held_on = str(jst_date(system_clock()))
    counter.told("conferences.hold", SECRETARY, conference_id=MEETING, held_on=held_on)
    return counter


def looked_at(page: Page, shot: Shot, name: str) -> None:
    """A page that all can read, kept as a picture at a desk and on a phone."""
    width, height = page.viewport_size["width"], page.viewport_size["height"]  # type: ignore[index]
    shot(page, name)
    expect_accessible(page)
    expect_fits(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    shot(page, f"{name}-phone")
    expect_accessible(page)
    expect_fits(page)
    page.set_viewport_size({"width": width, "height": height})


def opened(page: Page, title: str) -> None:
    """Unfold a form by its title, with the keyboard."""
    page.locator("summary", has_text=title).focus()
    page.keyboard.press("Enter")
