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
from shared.pages import Download, Page, Visit
from shared.pages.writing import number

PROVE = "audit.entry"
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


def proof(visit: Visit) -> Download:
    """The entry with the proof that it stands in the ledger as signed last, for another machine.

    Raises:
        Refusal: ``ledger-entry-not-found``, ``log-damaged``.
    """
    asked = {"municipality": municipality_of(visit), **visit.form.given("entry_id")}
    found = visit.ask(PROVE, asked)
    name = f"記録の証明_{number(found.told.entry.entry_id)}.json"
    content = found.model_dump_json(indent=2).encode()
    return Download(content, "application/json; charset=utf-8", name)
