"""A case: who is in it, how it goes, and the contact that is written down next."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from services.intake.pages.receiving import agencies_of, contact_in
from services.intake.pages.typed import placed, shown_again
from shared.calendar import format_wareki
from shared.pages import Answer, Moved, Page, Visit
from shared.refusal import Refusal


def path_of(visit: Visit) -> str:
    """The case's own page."""
    return f"/intake/pages/cases/{visit.path['case_id']}"


def show(visit: Visit) -> Page:
    """A case with its course."""
    found = visit.ask("cases.show", {"case_id": visit.path["case_id"]})
    return Page("case.html", "ケース", {"case": found, "path": path_of(visit)})


def contact(visit: Visit) -> Page:
    """An empty form for a contact; its id is made here."""
    typed = {"on": format_wareki(visit.today), "contact_id": str(uuid4())}
    return _form(visit, typed, None)


def record(visit: Visit) -> Answer:
    """Record a contact."""
    form = visit.form
    try:
        asked = {
            **contact_in(form),
            **form.given("consent"),
            "case_id": visit.path["case_id"],
            "person_id": form.one("person_id") or None,
        }
        visit.ask("contacts.record", asked)
    except Refusal as refusal:
        return _form(visit, shown_again(form), placed(refusal))
    return Moved(path_of(visit), "相談対応を記録しました。")


def _form(visit: Visit, typed: dict[str, Any], refusal: Refusal | None) -> Page:
    found = visit.ask("cases.show", {"case_id": visit.path["case_id"]})
    shown = {
        "case": found,
        "typed": typed,
        "agencies": agencies_of(visit),
        "path": path_of(visit),
    }
    return Page("contact.html", "相談対応を記録する", shown, refusal)
