"""その日に適法だったか: an entry beside what the law gives from what was on record that day."""

from __future__ import annotations

from services.conference.pages.audit.entries import (
    LISTED,
    OWN,
    line_shown,
    municipality_of,
    names_of,
)
from services.conference.pages.wording import SIGNS
from shared.codes import DISCLOSURE_BASES, DISCLOSURE_EFFECTS
from shared.pages import Page, Visit

USES = ("audit.lawful", OWN, LISTED)


def lawful(visit: Visit) -> Page:
    """One entry, decided again as of its own day."""
    town = municipality_of(visit)
    asked = {"municipality": town, **visit.form.given("entry_id")}
    found = visit.ask("audit.lawful", asked)
    shown = {
        "found": found,
        "line": line_shown(found.told, names_of(visit, town)),
        "items": [
            {
                "effect": f"{SIGNS[one.effect]} {DISCLOSURE_EFFECTS.by_code(one.effect).label}",
                "code": one.effect,
                "bases": [DISCLOSURE_BASES.by_code(basis).label for basis in one.basis],
                "reasons": one.reasons,
                "rules": one.rules,
            }
            for one in found.items
        ],
    }
    return Page("audit/lawful.html", "その日に適法だったか", shown)
