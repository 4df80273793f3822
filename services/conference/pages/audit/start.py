"""監査のはじめのページ: every question that the disclosure ledger answers, and how it stands."""

from __future__ import annotations

from typing import Any

from services.conference.pages.audit import entries, files, patterns
from services.conference.pages.audit.entries import LISTED, OWN, municipality_of, names_of
from services.conference.pages.audit.ledger import STATE, state_of
from services.conference.pages.audit.questions import (
    BASES,
    OF_AGENCY,
    OF_NUMBER,
    OF_PERSON,
    choices,
)
from shared.pages import Answer, Page, Visit
from shared.refusal import Refusal

USES = ("audit.shared-about", STATE, OWN, LISTED)


def start(visit: Visit) -> Page:
    """Where an auditor begins; nothing is asked of the ledger by that."""
    return _start(visit, None)


def _start(visit: Visit, refusal: Refusal | None) -> Page:
    town = municipality_of(visit)
    names = names_of(visit, town)
    shown: dict[str, Any] = {
        "of_person": choices(OF_PERSON),
        "of_agency": choices(OF_AGENCY),
        "of_number": choices(OF_NUMBER),
        "agencies": sorted(((str(one), name) for one, name in names.items()), key=lambda x: x[1]),
        "bases": BASES,
        "state": state_of(visit, town),
        "typed": visit.form,
    }
    return Page("audit/start.html", "監査", shown, refusal)


def ask(visit: Visit) -> Answer:
    """Answer a question with entries; what cannot be asked so is told where it was typed."""
    try:
        return entries.entries(visit)
    except Refusal as refusal:
        return _start(visit, refusal)


def hold(visit: Visit) -> Answer:
    """From whom an agency holds something."""
    try:
        return patterns.held(visit)
    except Refusal as refusal:
        return _start(visit, refusal)


def keep(visit: Visit) -> Answer:
    """The entries of a page as a file."""
    try:
        return files.entries_file(visit)
    except Refusal as refusal:
        return _start(visit, refusal)
