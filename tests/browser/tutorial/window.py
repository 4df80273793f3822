"""A reader's browser: what the tutorial says is done with it as a reader would, by what is seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 60_000
_AFTER = "(one, place) => !!(place.compareDocumentPosition(one) & 4)"
_MUST = r"(?:\s*必須)?"
SEVERAL = "、"
TICKED = "✓"
_ANYTHING = "…"
_LINE_BREAK = "<br>"
_SCROLL = "(one) => window.scrollTo(0, one.getBoundingClientRect().top + window.scrollY - 16)"


class NotOnPageError(AssertionError):
    """What the tutorial speaks of is not on the page, or not once."""


class Window:
    """One person's browser.

    Args:
        page: a page of a browser of its own.
        patience_ms: how long something may take to be seen.
    """

    def __init__(self, page: Page, patience_ms: int = PATIENCE_MS) -> None:
        self._page = page
        self._patience_ms = patience_ms
        page.set_default_timeout(patience_ms)

    def go(self, address: str) -> None:
        """To an address."""
        self._page.goto(address)

    def write(self, called: str, text: str) -> None:
        """Fill in one field, by its label; ``本人 › 氏名`` is the first such after 本人."""
        place, _, name = called.rpartition(" › ")
        exact = re.compile(rf"^\s*{re.escape(name)}{_MUST}\s*$")
        labels = self._page.locator("label, legend").filter(has_text=exact)
        label = self._one(labels, name, place or None)
        if label.evaluate("one => one.tagName") == "LEGEND":
            self._choose(label.locator("xpath=.."), text.split(SEVERAL))
            return
        control = label.evaluate_handle("one => one.control").as_element()
        if control is None:
            raise NotOnPageError(f"nothing is filled in at 「{name}」")
        kind = control.evaluate("one => one.type")
        if kind in ("checkbox", "radio"):
            control.set_checked(text == TICKED)
        elif kind == "select-one":
            offered = [
                (str(one).strip(), index)
                for index, one in enumerate(
                    control.evaluate("one => [...one.options].map(option => option.text)")
                )
            ]
            control.select_option(index=_chosen(offered, text))
        else:
            control.fill(text.replace(_LINE_BREAK, "\n"))

    def act(self, what: str, place: str | None, *, opens: bool) -> None:
        """Press a button, follow a link, or open what is folded away."""
        page = self._page
        name = _pattern(what)
        folded = re.compile(rf"^\s*{re.escape(what)}\s*$")
        ways: list[Callable[[bool], Locator]] = [
            lambda exact: page.get_by_role("button", name=name, exact=exact)
        ]
        if opens:
            ways = [
                lambda exact: page.get_by_role("link", name=name, exact=exact),
                lambda _: page.locator("summary").filter(has_text=folded),
            ]
        for exact in (True, False):
            for way in ways:
                if self._visible(way(exact)):
                    self._one(way(exact), what, place).click()
                    page.wait_for_load_state()
                    return
        raise NotOnPageError(f"「{what}」 is nowhere on 「{page.title()}」")

    def see(self, told: str) -> None:
        """Words are to be seen on the page."""
        found = self._page.get_by_text(told).filter(visible=True).first
        expect(found, f"「{told}」").to_be_visible(timeout=self._patience_ms)

    def see_in_row(self, row: str, told: str) -> None:
        """Words are to be seen in a row of a table; a number is all that stands in its cell."""
        cell = self._page.locator("th, td").filter(
            has_text=re.compile(rf"^\s*{told}\s*$") if told.isdigit() else told
        )
        found = self._page.get_by_role("row").filter(has_text=row).filter(has=cell)
        expect(found.first, f"「{row}」 with 「{told}」").to_be_visible(timeout=self._patience_ms)

    def miss(self, told: str) -> None:
        """Words are nowhere in the page, seen or not."""
        self._page.wait_for_load_state()
        expect(self._page.locator("body")).not_to_contain_text(told)

    def number_at(self, place: str) -> str:
        """The number that stands after a word on the page."""
        return self._one(self._page.locator("code"), "番号", place).inner_text().strip()

    def keep(self, picture: Path, place: str | None) -> None:
        """A picture of the screen, from its beginning or from a place on."""
        picture.parent.mkdir(parents=True, exist_ok=True)
        if place:
            self._place(place).evaluate(_SCROLL)
        else:
            self._page.evaluate("window.scrollTo(0, 0)")
        self._page.screenshot(path=picture)

    def heading(self) -> str:
        """What the page is called, to tell where a step failed."""
        return self._page.title()

    def _choose(self, group: Locator, options: list[str]) -> None:
        """Tick what says so, or else the only one that has it in it."""
        labels = self._visible(group.locator("label"))
        offered = [(one.inner_text().strip(), index) for index, one in enumerate(labels)]
        for option in options:
            labels[_chosen(offered, option)].locator("input").check()

    def _place(self, place: str) -> Locator:
        found = self._visible(self._page.get_by_text(place, exact=True)) or self._visible(
            self._page.get_by_text(place)
        )
        if not found:
            raise NotOnPageError(f"「{place}」 is nowhere on 「{self._page.title()}」")
        return found[0]

    def _one(self, locator: Locator, called: str, place: str | None) -> Locator:
        found = self._visible(locator)
        if place:
            start = self._place(place).element_handle()
            found = [one for one in found if one.evaluate(_AFTER, start)][:1]
        if len(found) > 1:
            main = self._page.locator("main")
            found = self._visible(main.locator(locator)) or found
        if len(found) != 1:
            raise NotOnPageError(
                f"{len(found)} × 「{called}」 on 「{self._page.title()}」, not one"
            )
        return found[0]

    def _visible(self, locator: Locator) -> list[Locator]:
        return locator.filter(visible=True).all()


def _pattern(told: str) -> str | re.Pattern[str]:
    """A name of which the reader is told only the parts around ``…``."""
    if _ANYTHING not in told:
        return told
    return re.compile("^" + ".*".join(map(re.escape, told.split(_ANYTHING))) + "$")


def _chosen(offered: list[tuple[str, int]], text: str) -> int:
    """The index of the option that says so, or else of the only one that has it in it."""
    exact = [index for label, index in offered if label.partition("（")[0] == text or label == text]
    found = exact or [index for label, index in offered if text in label]
    if len(found) != 1:
        raise NotOnPageError(f"{len(found)} × 「{text}」 among {[label for label, _ in offered]}")
    return found[0]
