"""What was looked at, for who watches; and what the own agency noted in a case, on one sheet."""

from __future__ import annotations

from services.intake.pages.cases import path_of
from services.intake.pages.typed import municipality_of
from shared.pages import Page, Visit
from shared.refusal import InvalidInput, Refusal

AT_ONCE = 100
"""Looks on one page."""


def sheet(visit: Visit) -> Page:
    """相談票: what the own agency noted in a case; that it was looked at goes on record."""
    found = visit.ask("cases.sheet", {"case_id": visit.path["case_id"]})
    return Page("sheet.html", "相談票", {"sheet": found, "path": path_of(visit)})


def blank(visit: Visit) -> Page:
    """An empty form for asking who looked."""
    return _page(visit, None, None)


def about(visit: Visit) -> Page:
    """Who looked at what is known of somebody or in a case, the latest first.

    It is the answer to a form: no number of a person stands in an address.
    """
    asked = {"limit": AT_ONCE, **visit.form.given("about", "after")}
    try:
        town = municipality_of(visit)
        found = visit.ask("looks.about", {"municipality": town, **asked})
    except Refusal as refusal:
        return _page(visit, None, _at_number(refusal))
    return _page(visit, found, None)


def _at_number(refusal: Refusal) -> Refusal:
    if not isinstance(refusal, InvalidInput):
        return refusal
    return InvalidInput(
        "about",
        refusal.code,
        "番号を読み取れません。",
        "対象者かケースの番号を、8桁-4桁-4桁-4桁-12桁のまま写してください。",
    )


def _page(visit: Visit, found: object, refusal: Refusal | None) -> Page:
    shown = {"found": found, "typed": visit.form.one("about")}
    return Page("looks.html", "相談受付の閲覧の記録", shown, refusal)
