"""足りない資源: what was lacking when somebody looked for somewhere to go."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from services.placement.pages.names import MOST, OWN, own_agency
from shared.pages import Page, PageRoute, Visit, look

_LOOKED_BACK = timedelta(days=366)


def show_needs(visit: Visit) -> Page:
    """What was lacking in a municipality within a year, by kind and one by one."""
    own = own_agency(visit)
    since = visit.today - _LOOKED_BACK
    asked = {"municipality": own.municipality, "since": str(since), "until": str(visit.today)}
    needs = visit.ask("needs.list", {**asked, "limit": MOST})
    counts = Counter(one.label for one in needs).most_common()
    shown = {
        "needs": needs,
        "counts": counts,
        "most": max((count for _, count in counts), default=0),
        "since": since,
    }
    return Page("needs.html", "足りない資源", shown)


ROUTES: tuple[PageRoute, ...] = (look("/needs", show_needs, "needs.list", OWN),)
