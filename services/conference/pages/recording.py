"""開催済みの会議の記録: a conference that was not called here is told after it was held."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from services.conference.law.statutes.legal_modes import LEGAL_MODES
from services.conference.pages.meetings import AGENDA_PURPOSES
from services.conference.pages.partners import USES as PARTNERS
from services.conference.pages.partners import agency_names, matters
from services.conference.pages.wording import mode_name, tied
from shared.codes import PURPOSES
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.writing import number
from shared.refusal import Refusal

PATH = "/conference/pages/meetings/record"
HOME = "/conference/pages/"
BODIES = (
    ("municipality", "市町村"),
    ("prefecture", "都道府県"),
    ("entrusted", "受託者（多機関協働事業者など）"),
    ("other", "そのほか"),
)
_LABELS = {
    "convened_by": "招集したところ",
    "held_on": "開催した日",
    "title": "議題の題名",
    "agencies": "出席した機関",
}
_AS = {"開催日": "held_on", "出席機関": "agencies", "議題": "case-0", "招集": "convened_by"}
_CASES = 5
"""So many cases of one meeting are told at once."""


def new(visit: Visit) -> Page:
    """The form by which a meeting is told."""
    return _new(visit, None)


def _new(visit: Visit, refusal: Refusal | None) -> Page:
    cases = dict.fromkeys(str(matter.case_id) for _, matter in matters(visit))
    shown = {
        "path": PATH,
        "home": HOME,
        "conference_id": visit.form.one("conference_id") or str(uuid4()),
        "bodies": BODIES,
        "agencies": sorted(
            ((str(one), name) for one, name in agency_names(visit).items()), key=lambda one: one[1]
        ),
        "places": range(_CASES),
        "cases": [(one, f"ケース {number(one)}") for one in cases],
        "modes": [(one, mode_name(one)) for one in LEGAL_MODES],
        "purposes": [(one, PURPOSES.by_code(one).label) for one in AGENDA_PURPOSES],
        "typed": visit.form,
    }
    return Page("recording.html", "開催済みの会議を記録する", shown, refusal)


def record(visit: Visit) -> Answer:
    """Record a conference that took place elsewhere."""
    form = visit.form
    asked: dict[str, Any] = {
        **form.given("conference_id", "convened_by", "held_on", "title"),
        "municipality": visit.ask("agencies.own").municipality,
        "agencies": form.many("agencies"),
        "agenda": [
            {
                "case_id": form.one(f"number-{one}") or form.one(f"case-{one}"),
                "legal_mode": form.one(f"mode-{one}"),
                "purpose": form.one(f"purpose-{one}"),
                "with_consent": bool(form.one(f"consent-{one}")),
            }
            for one in range(_CASES)
            if form.one(f"number-{one}") or form.one(f"case-{one}")
        ],
    }
    try:
        visit.ask("conferences.record", asked)
    except Refusal as refusal:
        return _new(visit, tied(refusal, _AS, _LABELS))
    return Moved(HOME, "開催済みの会議を記録しました。会議の開催件数に数えられます。")


_USES = ("conferences.record", *PARTNERS)

ROUTES = (look("/meetings/record", new, *_USES), send("/meetings/record", record, *_USES))
