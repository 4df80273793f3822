"""対象者の登録: what the law must know of somebody before anything is told of them."""

from __future__ import annotations

from typing import Any

from services.conference.pages.seen import SHOWN, agenda_path, meeting_of
from services.conference.pages.wording import person_label, tied
from shared.calendar import FuzzyDate
from shared.pages import Answer, Moved, Page, Visit, look, send
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
_AS = {"生年月日": "birth", "日付": "birth"}
_NOBODY = 0
"""The version of whoever is not registered yet: a registration is never written over here."""
_USES = ("persons.describe", "agencies.own", *SHOWN)


def subjects(visit: Visit) -> Page:
    """The form for the people of an agenda item."""
    return _subjects(visit, None)


def _subjects(visit: Visit, refusal: Refusal | None) -> Page:
    matter = meeting_of(visit).matter(visit.path["agenda_id"])
    shown = {
        "path": agenda_path(visit),
        "persons": [(str(one), person_label(one)) for one in matter.subjects],
        "roles": ROLES,
        "typed": visit.form,
    }
    return Page("subjects.html", "対象者の登録", shown, refusal)


def describe(visit: Visit) -> Answer:
    """Register one of them."""
    asked: dict[str, Any] = {
        **visit.form.given("person_id", "role"),
        "municipality": visit.ask("agencies.own").municipality,
        "expected_version": _NOBODY,
    }
    try:
        if birth := visit.form.one("birth"):
            asked["birth"] = FuzzyDate.parse(birth).model_copy(update={"circa": False}).to_edtf()
        visit.ask("persons.describe", asked)
    except Refusal as refusal:
        if refusal.code == "stale-version":
            return Moved(agenda_path(visit), "この対象者は、すでに登録されています。")
        return _subjects(visit, tied(refusal, _AS, _LABELS))
    return Moved(agenda_path(visit), "対象者を登録しました。")


_ONE = "/meetings/{conference_id}/agenda/{agenda_id}/subjects"

ROUTES = (look(_ONE, subjects, *_USES), send(_ONE, describe, *_USES))
