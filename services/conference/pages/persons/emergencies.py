"""緊急の見直し: what was asserted and nobody has looked at since."""

from __future__ import annotations

from typing import Any

from services.conference.application.determinations.answers import EmergencyLine
from services.conference.domain.determination import DANGER_LABELS
from services.conference.pages.partners import agency_names
from services.conference.pages.persons.choosing import PATH as PERSONS
from services.conference.pages.seen import called, every_page
from services.conference.pages.wording import person_label, tied
from shared.codes import ITEM_CATEGORIES
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import Refusal

PATH = "/conference/pages/emergencies"


def emergencies(visit: Visit) -> Page:
    """What waits for its review, the first due first."""
    return _emergencies(visit, None)


def _emergencies(visit: Visit, refusal: Refusal | None) -> Page:
    town = visit.ask("agencies.own").municipality
    lines = [
        one
        for page in every_page(visit, "emergencies.unreviewed", municipality=town)
        for one in page.emergencies
    ]
    names = agency_names(visit)
    shown = {
        "path": PATH,
        "persons": PERSONS,
        "emergencies": [_shown(visit, one, names) for one in lines],
        "typed": visit.form,
    }
    return Page("persons/emergencies.html", "緊急の見直し", shown, refusal)


def _shown(visit: Visit, one: EmergencyLine, names: dict[Any, str]) -> dict[str, Any]:
    own = visit.actor.agency
    return {
        "line": one,
        "number": number(one.emergency_id),
        "id": str(one.emergency_id),
        "danger": DANGER_LABELS[one.danger] if one.danger else "—",
        "by": called(own, names, one.asserted_by) if one.asserted_by else "—",
        "responders": [called(own, names, agency) for agency in one.responders],
        "categories": [ITEM_CATEGORIES.by_code(code).label for code in one.categories],
        "people": [person_label(person) for person in one.subjects],
    }


def review(visit: Visit) -> Answer:
    """Record what a second person found."""
    form = visit.form
    which = form.one("emergency_id")
    justified, note = f"justified-{which}", f"note-{which}"
    asked = {
        "emergency_id": which,
        "justified": form.one(justified) or None,
        "note": form.one(note) or None,
    }
    try:
        visit.ask("emergencies.review", asked)
    except Refusal as refusal:
        fields = {"見直しの所見": note, "note": note, "justified": justified}
        return _emergencies(
            visit, tied(refusal, fields, {note: "見直しの所見", justified: "見直しの結果"})
        )
    return Moved(PATH, "緊急の申し立ての見直しを記録しました。提供の記録にも残りました。")


_USES = ("emergencies.unreviewed", "agencies.own", "agencies.list")

ROUTES = (
    look("/emergencies", emergencies, *_USES),
    send("/emergencies/review", review, "emergencies.review", *_USES),
)
