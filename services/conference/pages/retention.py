"""保存期間: how long each class of records is kept here, why, and keeping one of them longer."""

from __future__ import annotations

from services.conference.pages.erasures import PATH as ERASURES
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.acts import Act, Blank, Sheet, Tried
from shared.refusal import Refusal

PATH = "/conference/pages/retention"
COUNTED = {
    "closure": "終結の日から",
    "next_fiscal_year": "終結した年度の翌年度の4月1日から",
}
LENGTHEN = Act(
    "lengthen",
    "retention.lengthen",
    "保存期間を変える",
    "保存期間を変える",
    "保存期間を変えました。廃棄できる日は、今から新しい期間で数えます。",
    (
        Blank("class_id", "記録の種類", "choice", required=True, none="選んでください"),
        Blank("years", "年数", "number", required=True, told=("保存年数",)),
        Blank("counted_from", "数え始め", "radios", tuple(COUNTED.items()), start="closure"),
    ),
    hint="文書管理の定めに合わせて延ばせます。表の下限より短くはできません。",
    tone="second",
)


def terms(visit: Visit) -> Page:
    """How long each class is kept."""
    return _terms(visit, None)


def _terms(visit: Visit, tried: Tried | None) -> Page:
    town = visit.ask("agencies.own").municipality
    found = visit.ask("retention.terms", {"municipality": town})
    sheet = Sheet(
        base=PATH,
        today=visit.today,
        version=found.version,
        tried=tried,
        options={"class_id": [(one.class_id, one.title) for one in found.classes]},
    )
    shown = {
        "terms": [{"line": one, "counted": COUNTED[one.counted_from]} for one in found.classes],
        "back": ERASURES,
        "changing": sheet.form(LENGTHEN),
    }
    return Page("retention.html", "保存期間", shown, tried.said if tried else None)


def lengthen(visit: Visit) -> Answer:
    """Keep a class of records for other years than the program says."""
    asked = {
        **LENGTHEN.document(visit.form),
        "municipality": visit.ask("agencies.own").municipality,
    }
    try:
        visit.ask(LENGTHEN.use_case, asked)
    except Refusal as refusal:
        return _terms(visit, Tried(LENGTHEN, visit.form, refusal))
    return Moved(PATH, LENGTHEN.done)


_USES = ("retention.terms", "agencies.own")

ROUTES = (
    look("/retention", terms, *_USES),
    send("/retention/lengthen", lengthen, LENGTHEN.use_case, *_USES),
)
