"""足りない支援の集計: how often something was found lacking here, between two days."""

from __future__ import annotations

from typing import Any

from services.conference.pages.wording import tied
from shared.calendar import FiscalYear
from shared.pages import Page, Visit, look, send
from shared.refusal import Refusal

PATH = "/conference/pages/needs"
_LABELS = {"since": "いつから", "until": "いつまで"}


def needs(visit: Visit) -> Page:
    """What was found lacking in this fiscal year, or between the days that were chosen."""
    asked: dict[str, Any] = {
        "since": visit.form.one("since") or str(FiscalYear.of(visit.today).first_day),
        "until": visit.form.one("until") or str(visit.today),
    }
    shown: dict[str, Any] = {"path": PATH, **asked, "counted": []}
    try:
        town = visit.ask("agencies.own").municipality
        shown["counted"] = visit.ask("needs.count", {**asked, "municipality": town})
    except Refusal as refusal:
        if refusal.code != "request-unreadable":
            raise
        told = tied(refusal, {}, _LABELS)
        return Page("needs.html", "足りない支援", shown, told)
    return Page("needs.html", "足りない支援", shown)


_USES = ("needs.count", "agencies.own")

ROUTES = (look("/needs", needs, *_USES), send("/needs", needs, *_USES))
