"""対象者の登録: what the law must know of somebody before anything is told of them."""

from __future__ import annotations

from typing import Any

from services.conference.application.registers import DescribedPerson
from services.conference.pages.consents import CAPACITIES
from services.conference.pages.seen import SHOWN, agenda_path, meeting_of
from services.conference.pages.wording import birth_told, person_label, tied
from shared.calendar import FuzzyDate
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import Refusal

ROLES = (
    ("person_concerned", "本人"),
    ("parent", "親"),
    ("spouse", "配偶者"),
    ("child", "子"),
    ("sibling", "兄弟姉妹"),
    ("other_family", "そのほかの家族"),
    ("neighbour", "近隣の人"),
    ("other", "そのほか"),
)
_LABELS = {"person_id": "だれ", "role": "続柄", "birth": "生年月日"}
_AS = {"生年月日": "birth"}
NOBODY = 0
"""The version of whoever is not registered yet: a registration is never written over here."""
_USES = ("persons.describe", "agencies.own", *SHOWN)


def subjects(visit: Visit) -> Page:
    """The form for the people of an agenda item."""
    return _subjects(visit, None)


def read(visit: Visit) -> Page:
    """What is registered of one of them; that it was read is on record first."""
    try:
        told: DescribedPerson = visit.ask("persons.show", visit.form.given("person_id"))
    except Refusal as refusal:
        return _subjects(visit, refusal)
    return _subjects(visit, None, told)


def _subjects(visit: Visit, refusal: Refusal | None, told: DescribedPerson | None = None) -> Page:
    matter = meeting_of(visit).matter(visit.path["agenda_id"])
    shown = {
        "path": agenda_path(visit),
        "persons": [(str(one), person_label(one)) for one in matter.subjects],
        "roles": ROLES,
        "typed": visit.form,
        "told": told and _told(told),
    }
    return Page("subjects.html", "対象者の登録", shown, refusal)


def _told(person: DescribedPerson) -> dict[str, Any]:
    return {
        "person": person,
        "label": person_label(person.person_id),
        "role": dict(ROLES)[person.role],
        "born": FuzzyDate.from_edtf(person.birth).label if person.birth else "—",
        "household": [person_label(one) for one in person.household],
        "representatives": [
            {
                "line": one,
                "kind": dict(CAPACITIES)[one.kind],
                "by": number(one.by),
            }
            for one in person.representatives
        ],
        "suspected_of": [person_label(one) for one in person.suspected_abuser_of],
    }


def describe(visit: Visit) -> Answer:
    """Register one of them."""
    asked: dict[str, Any] = {
        **visit.form.given("person_id", "role"),
        "municipality": visit.ask("agencies.own").municipality,
        "expected_version": NOBODY,
    }
    try:
        if birth := visit.form.one("birth"):
            asked["birth"] = birth_told("birth", birth)
        visit.ask("persons.describe", asked)
    except Refusal as refusal:
        if refusal.code == "stale-version":
            return Moved(agenda_path(visit), "この対象者は、すでに登録されています。")
        return _subjects(visit, tied(refusal, _AS, _LABELS))
    return Moved(agenda_path(visit), "対象者を登録しました。")


_ONE = "/meetings/{conference_id}/agenda/{agenda_id}/subjects"

ROUTES = (
    look(_ONE, subjects, *_USES),
    send(_ONE, describe, *_USES),
    send(f"{_ONE}/read", read, "persons.show", *_USES),
)
