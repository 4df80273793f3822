"""見直すべきもの: emergencies without review, unusual reading, and who asked the ledger what."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from services.conference.pages.audit.entries import (
    LISTED,
    OWN,
    line_shown,
    municipality_of,
    names_of,
)
from services.conference.pages.audit.questions import BASES, LABELS
from services.conference.pages.seen import called
from services.conference.pages.wording import tied
from shared.identity import ROLE_LABELS
from shared.pages import Page, Visit
from shared.pages.writing import number
from shared.refusal import InvalidInput, Refusal
from shared.use_case import UseCase

HELD = "audit.held-by"
EMERGENCIES, UNUSUAL, ASKED = (
    "audit.emergencies-without-review",
    "audit.unusual-reading",
    "audit.asked",
)
AT_ONCE, USUAL_DAYS = 100, 6


def emergencies(visit: Visit) -> Page:
    """Emergencies at which nobody has looked since, the first due first."""
    town = municipality_of(visit)
    asked = {"municipality": town, "limit": AT_ONCE, **visit.form.given("after")}
    found = visit.ask(EMERGENCIES, asked)
    names = names_of(visit, town)
    shown = {
        "emergencies": [
            {
                "number": number(one.emergency_id),
                "due": one.review_due,
                "late": one.review_due is not None and one.review_due < visit.now,
                "disclosures": one.disclosures,
                "first": line_shown(one.first, names) if one.first else None,
            }
            for one in found.emergencies
        ],
        "further": found.next_after,
    }
    return Page("audit/emergencies.html", "見直しの済んでいない緊急の提供", shown)


def held(visit: Visit) -> Page:
    """From whom an agency holds something, how often and since when; most first."""
    town = municipality_of(visit)
    names = names_of(visit, town)
    try:
        found = visit.ask(HELD, {"municipality": town, "agency_id": visit.form.one("agency")})
    except Refusal as refusal:
        raise tied(refusal, {"agency_id": "agency"}, LABELS) from None
    shown = {
        "agency": visit.form.one("agency"),
        "name": called("", names, UUID(visit.form.one("agency"))),
        "holdings": [
            {"line": one, "name": called("", names, one.holder_id)} for one in found.holdings
        ],
    }
    return Page("audit/held.html", "機関が誰から得ているか", shown)


def unusual(visit: Visit) -> Page:
    """Reading of the days that were given at which somebody should look; it is no verdict."""
    form = visit.form
    first = form.one("first") or str(visit.today - timedelta(days=USUAL_DAYS))
    last = form.one("last") or str(visit.today)
    shown: dict[str, Any] = {"first": first, "last": last, "readings": None, "undescribed": ()}
    try:
        found = visit.ask(
            UNUSUAL, {"municipality": municipality_of(visit), "first": first, "last": last}
        )
    except Refusal as refusal:
        return Page("audit/unusual.html", "いつもと違う閲覧", shown, _at_the_days(refusal))
    shown |= {"readings": found.readings, "undescribed": found.undescribed}
    return Page("audit/unusual.html", "いつもと違う閲覧", shown)


def _at_the_days(refusal: Refusal) -> Refusal:
    if not isinstance(refusal, InvalidInput):
        return refusal
    name = refusal.field if refusal.field in ("first", "last") else "first"
    return InvalidInput(name, refusal.code, refusal.message, refusal.remedy)


def asked(visit: Visit) -> Page:
    """Who asked the ledger what, latest first."""
    request = {
        "municipality": municipality_of(visit),
        "limit": AT_ONCE,
        **visit.form.given("after"),
    }
    found = visit.ask(ASKED, request)
    shown = {
        "questions": [
            {
                "told": one,
                "question": _title(visit.use_cases.get(one.question, (None,))[0], one.question),
                "role": dict(ROLE_LABELS).get(one.role, one.role),
                "about": _about(one.about),
            }
            for one in found.questions
        ],
        "further": found.next_after,
    }
    return Page("audit/asked.html", "監査の問いの記録", shown)


def _about(told: str | None) -> str:
    """What was asked about: a number in short, a basis in words, a worker as they are called."""
    if told is None:
        return "—"
    try:
        return number(UUID(told))
    except ValueError:
        return dict(BASES).get(told, told)


def _title(use_case: UseCase | None, name: str) -> str:
    return use_case.title if use_case else name


USES = {name: (name, OWN, LISTED) for name in (EMERGENCIES, UNUSUAL, ASKED)}
