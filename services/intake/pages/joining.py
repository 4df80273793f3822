"""Somebody comes into a case: of the household, or as whom the anonymous caller turned out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from services.intake.application.persons.forms import PersonFound
from services.intake.pages.cases import path_of
from services.intake.pages.receiving import CLUES, SOMEBODY_ELSE, alike, details_in
from services.intake.pages.typed import day_in, municipality_of, placed, shown_again
from shared.calendar import format_wareki
from shared.pages import Answer, Moved, Page, Visit
from shared.refusal import Refusal


def blank(visit: Visit) -> Page:
    """An empty form for a person of the household; the id is made here."""
    return _form(visit, {"on": format_wareki(visit.today), "person_id": str(uuid4())}, None)


def join(visit: Visit) -> Answer:
    """Ask about those who may be the same person, then take them in."""
    form = visit.form
    try:
        if form.one("back"):
            return _form(visit, shown_again(form), None)
        on, town, decided = day_in(form), municipality_of(visit), form.one("decided")
        if not decided and (found := alike(visit, town, "")):
            shown = {
                "asking": [("", found)],
                "typed": shown_again(form),
                "action": f"{path_of(visit)}/person",
            }
            return Page("same_person.html", "同じ方かどうかの確認", shown)
        person_id = decided
        if decided in ("", SOMEBODY_ELSE):
            person_id = form.one("person_id")
            told = {**details_in(form, ""), "municipality": town, "person_id": person_id}
            _once(visit, told)
        asked = {"case_id": visit.path["case_id"], "person_id": person_id, "on": on}
        visit.ask("cases.add-person", asked)
    except Refusal as refusal:
        return _form(visit, shown_again(form), placed(refusal))
    return Moved(path_of(visit), "世帯の方をケースに加えました。")


def _once(visit: Visit, told: dict[str, Any]) -> None:
    """Register somebody; sending the form again after a refusal of the case finds them there."""
    try:
        visit.ask("persons.register", told)
    except Refusal as refusal:
        if refusal.code != "person-exists":
            raise


def _form(visit: Visit, typed: dict[str, Any], refusal: Refusal | None) -> Page:
    found = visit.ask("cases.show", {"case_id": visit.path["case_id"]})
    shown = {"case": found, "typed": {**typed, "decided": None}, "path": path_of(visit)}
    return Page("join.html", "世帯の方を加える", shown, refusal)


def seek(visit: Visit) -> Page:
    """Look for the person whom an anonymous case was about."""
    return _seeking(visit, {}, None, None)


def link(visit: Visit) -> Answer:
    """Look, or tie the case to the person who was found, as an explicit act."""
    form = visit.form
    try:
        if not form.one("person_id"):
            town = municipality_of(visit)
            found = visit.ask("persons.search", {"municipality": town, **form.given(*CLUES)})
            return _seeking(visit, shown_again(form), found, None)
        asked = {
            "case_id": visit.path["case_id"],
            "on": day_in(form),
            **form.given("linked_case_id", "person_id", "reason"),
        }
        visit.ask("cases.link-anonymous", asked)
    except Refusal as refusal:
        return _seeking(visit, shown_again(form), None, placed(refusal))
    return Moved(
        f"/intake/pages/cases/{form.one('linked_case_id')}", "匿名の相談を名寄せしました。"
    )


def _seeking(
    visit: Visit,
    typed: dict[str, Any],
    found: Sequence[PersonFound] | None,
    refusal: Refusal | None,
) -> Page:
    shown = {
        "case": visit.ask("cases.show", {"case_id": visit.path["case_id"]}),
        "typed": {"on": format_wareki(visit.today), **typed},
        "found": found,
        "path": path_of(visit),
    }
    return Page("link.html", "匿名の相談を名寄せする", shown, refusal)
