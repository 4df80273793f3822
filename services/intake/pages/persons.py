"""Looking for somebody, and who somebody is. A person's id never stands in an address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.intake.application.persons.forms import PersonFound
from services.intake.pages.receiving import CLUES, PERSON_FIELDS
from services.intake.pages.typed import municipality_of, placed, shown_again
from shared.pages import Answer, Page, Visit
from shared.refusal import Refusal


def blank(visit: Visit) -> Page:
    """An empty form for looking."""
    _ = visit
    return _searched({}, None, None)


def search(visit: Visit) -> Page:
    """Whom it found; the answer to a form, so that nothing of it stands in an address."""
    form = visit.form
    try:
        town = municipality_of(visit)
        found = visit.ask("persons.search", {"municipality": town, **form.given(*CLUES)})
    except Refusal as refusal:
        return _searched(shown_again(form), None, placed(refusal))
    return _searched(shown_again(form), found, None)


def _searched(
    typed: dict[str, Any], found: Sequence[PersonFound] | None, refusal: Refusal | None
) -> Page:
    return Page("search.html", "対象者をさがす", {"typed": typed, "found": found}, refusal)


def show(visit: Visit) -> Page:
    """Who somebody is, with the form to correct it."""
    return _person(visit, None, None)


def amend(visit: Visit) -> Answer:
    """Correct or complete it."""
    form = visit.form
    told = {name: form.one(name) for name in PERSON_FIELDS if form.one(name)}
    try:
        asked = {
            "person_id": form.one("person_id"),
            "expected_version": form.one("version") or None,
            "take_away": form.many("take_away"),
            **told,
        }
        visit.ask("persons.amend", asked)
    except Refusal as refusal:
        return _person(visit, shown_again(form), placed(refusal))
    return _person(visit, None, None, done=True)


def _person(
    visit: Visit, typed: dict[str, Any] | None, refusal: Refusal | None, *, done: bool = False
) -> Page:
    found = visit.ask("persons.show", {"person_id": visit.form.one("person_id")})
    known = {name: getattr(found, name) or "" for name in PERSON_FIELDS}
    shown = {
        "person": found,
        "typed": {**known, **(typed or {})},
        "done": done,
        "back": visit.form.one("case_id"),
    }
    return Page("person.html", "対象者", shown, refusal)
