"""開示請求の一覧: what is past its term first, then what is due next; nobody's name or number."""

from __future__ import annotations

from typing import Any

from services.conference.application.access.replies import AccessLine
from services.conference.pages.access.words import (
    OUTCOMES,
    PATH,
    REQUESTERS,
    STANDINGS,
    TONES,
    access_path,
)
from services.conference.pages.seen import MOST, every_page
from shared.pages import Page, Visit, look
from shared.pages.writing import number

_WITHIN_DAYS = 7


def requests(visit: Visit) -> Page:
    """The municipality's requests for access."""
    town = visit.ask("agencies.own").municipality
    overdue = visit.ask("access.overdue", {"municipality": town, "limit": MOST})
    lines: list[AccessLine] = [
        one for page in every_page(visit, "access.list", municipality=town) for one in page
    ]
    shown = {
        "path": PATH,
        "overdue": [line_shown(one) for one in overdue],
        "groups": [
            (label, [line_shown(one) for one in found])
            for status, label in STANDINGS.items()
            if (found := [one for one in lines if one.standing == status])
        ],
    }
    return Page("access/requests.html", "開示請求", shown)


def line_shown(line: AccessLine) -> dict[str, Any]:
    """A request as lists tell of it."""
    days = line.days_left
    return {
        "line": line,
        "path": access_path(line.access_id),
        "number": number(line.access_id),
        "requester": REQUESTERS[line.requester],
        "status": STANDINGS[line.standing],
        "tone": TONES[line.standing],
        "outcome": line.outcome and OUTCOMES[line.outcome],
        "late": days is not None and days < 0,
        "soon": days is not None and 0 <= days <= _WITHIN_DAYS,
        "days": abs(days) if days is not None else None,
    }


ROUTES = (look("/access", requests, "access.list", "access.overdue", "agencies.own"),)
