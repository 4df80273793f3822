"""担当の一覧: what somebody should look at today, and every other list of cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.intake.pages.typed import municipality_of
from shared.pages import Page, Visit
from shared.refusal import Refusal

TITLES: Mapping[str, str] = {
    "due": "連絡が空いているケース",
    "open": "継続中のケース",
    "suspended": "中断しているケース",
    "ended": "終わったケース",
}
"""Lists, in the order of their tabs."""


def due(visit: Visit) -> Page:
    """Where a counsellor begins: the cases that nobody was in touch with for long."""
    return _listed(visit, "due")


def listed(visit: Visit) -> Page:
    """One of the other lists.

    Raises:
        Refusal: ``list-not-found``.
    """
    show = visit.path["show"]
    if show not in TITLES:
        raise Refusal(
            "list-not-found", "その一覧はありません。", "はじめのページから選んでください。"
        )
    return _listed(visit, show)


def _listed(visit: Visit, show: str) -> Page:
    form = visit.form
    asked: dict[str, Any] = {"municipality": municipality_of(visit), "show": show}
    asked |= form.given("quiet_after_days", "resting_after_days", "after")
    asked["mine"] = form.one("mine") == "true"
    found = visit.ask("cases.list", asked)
    shown = {
        "found": found,
        "show": show,
        "titles": TITLES,
        "mine": asked["mine"],
        "continued": bool(form.one("after")),
    }
    return Page("worklist.html", TITLES[show] if show != "due" else "相談受付", shown)
