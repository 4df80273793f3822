"""自機関の情報: what the own agency knows, read on record, mended, taken back; who is to be told.

A list says what there is. What an item says is read one by one; a correction names those who were
shown the former wording, to the agency that holds it and to nobody else (個人情報保護法97条).
"""

from __future__ import annotations

from uuid import UUID, uuid4

from services.conference.application.items.forms import ItemLine, ItemShown
from services.conference.pages.partners import USES as PARTNERS
from services.conference.pages.partners import agency_names, known_people
from services.conference.pages.seen import called, every_page
from services.conference.pages.wording import item_in_words, person_label
from shared.codes import ITEM_CATEGORIES, PURPOSES, SOURCE_KINDS
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.acts import Act, Blank, Sheet, Tried, coded
from shared.pages.writing import number
from shared.refusal import Refusal

PATH = "/conference/pages/information"
_GENERALISED = Blank(
    "generalised",
    "言い換え",
    "passage",
    told=("言い換え",),
    hint="ぼかして示すときの言い方。書かなければ、種類ごとに決まった言い方になります。内容の言葉は使えません。",
)
CONTRIBUTE = Act(
    "new",
    "items.contribute",
    "情報を記録する",
    "自機関の情報として記録する",
    "自機関の情報として記録しました。議題や資料に出すまで、ほかの機関には見えません。",
    (
        Blank("item_id", "情報の番号", "hidden"),
        Blank("subjects", "誰について", "ticks", told=("対象者",)),
        Blank("more", "一覧にない人の番号", hint="番号（全桁）を空白で区切ります。"),
        Blank("category", "情報の種類", "choice", coded(ITEM_CATEGORIES), required=True),
        Blank(
            "source_kind",
            "出所",
            "choice",
            coded(SOURCE_KINDS),
            required=True,
            hint="誰の話か、どの記録によるか。",
        ),
        Blank("purpose", "利用目的", "choice", coded(PURPOSES), start="consultation"),
        Blank("text", "内容", "passage", required=True),
        _GENERALISED,
    ),
    tone="second",
)
CORRECT = Act(
    "correct",
    "items.correct",
    "訂正する",
    "訂正を記録する",
    "訂正しました。前の文も記録に残ります。",
    (
        Blank("item_id", "情報の番号", "hidden"),
        Blank("text", "内容", "passage", required=True),
        _GENERALISED,
    ),
)


def information(visit: Visit) -> Page:
    """What the own agency knows, without a word of it."""
    return _information(visit)


def _information(visit: Visit, tried: Tried | None = None, refusal: Refusal | None = None) -> Page:
    lines: list[ItemLine] = [one for page in every_page(visit, "items.list") for one in page]
    sheet = Sheet(
        base=PATH,
        today=visit.today,
        tried=tried,
        starts={"item_id": str(uuid4())},
        options={"subjects": [(one, person_label(one)) for one in known_people(visit)]},
    )
    shown = {
        "path": PATH,
        "lines": [item_in_words(one) for one in lines],
        "recording": sheet.form(CONTRIBUTE),
    }
    return Page("information/list.html", "自機関の情報", shown, tried.said if tried else refusal)


def read(visit: Visit) -> Answer:
    """One item with its words, and who was shown it; that it was read is on record first."""
    try:
        told = visit.ask("items.show", visit.form.given("item_id"))
    except Refusal as refusal:
        return _information(visit, refusal=refusal)
    return _one(visit, told)


def _one(visit: Visit, told: ItemShown, tried: Tried | None = None) -> Page:
    names: dict[UUID, str | None] = {**agency_names(visit)}
    seen_by = visit.ask("items.past-recipients", {"item_id": told.item_id}).agencies
    sheet = Sheet(
        base=PATH,
        today=visit.today,
        version=told.version,
        tried=tried,
        starts={
            "item_id": str(told.item_id),
            "text": told.text,
            "generalised": told.generalised or "",
        },
    )
    shown = {
        **item_in_words(told),
        "path": PATH,
        "told": told,
        "seen_by": [called(visit.actor.agency, names, one) for one in seen_by],
        "before": [(str(one), number(one)) for one in told.before],
        "correcting": sheet.form(CORRECT),
    }
    return Page("information/one.html", "自機関の情報", shown, tried.said if tried else None)


def contribute(visit: Visit) -> Answer:
    """Record something the own agency knows; nobody else sees it by that."""
    asked = CONTRIBUTE.document(visit.form)
    asked["subjects"] = [*asked.get("subjects", ()), *asked.pop("more", "").split()]
    try:
        recorded = visit.ask(CONTRIBUTE.use_case, asked)
    except Refusal as refusal:
        return _information(visit, Tried(CONTRIBUTE, visit.form, refusal))
    return Moved(PATH, CONTRIBUTE.done + _why(recorded.why))


def correct(visit: Visit) -> Answer:
    """Mend what an item says; who was shown the former wording stands on the page that follows."""
    asked = CORRECT.document(visit.form)
    try:
        corrected = visit.ask(CORRECT.use_case, asked)
    except Refusal as refusal:
        told = visit.ask("items.show", {"item_id": asked.get("item_id")})
        return _one(visit, told, Tried(CORRECT, visit.form, refusal))
    names: dict[UUID, str | None] = {**agency_names(visit)}
    own = visit.actor.agency
    shown = {
        "path": PATH,
        "item_id": asked["item_id"],
        "number": number(asked["item_id"]),
        "done": CORRECT.done + _why(corrected.why),
        "recipients": [called(own, names, one) for one in corrected.past_recipients],
    }
    return Page("information/corrected.html", "訂正を知らせる相手", shown)


def _why(why: str | None) -> str:
    return f"言い換えは使われません。{why}" if why else ""


def take_back(visit: Visit) -> Answer:
    """Take an item back from an agenda item."""
    try:
        visit.ask("items.take-back", visit.form.given("item_id", "agenda_id"))
    except Refusal as refusal:
        return _information(visit, refusal=refusal)
    return Moved(PATH, "議題から取り下げました。作られた資料でも、次に開いたときから見えません。")


_LISTED = ("items.list", "conferences.list")
_READ = ("items.show", "items.past-recipients", *PARTNERS, "items.list")

ROUTES = (
    look("/information", information, *_LISTED),
    send("/information/read", read, *_READ),
    send("/information/new", contribute, CONTRIBUTE.use_case, *_LISTED),
    send("/information/correct", correct, CORRECT.use_case, *_READ),
    send("/information/take-back", take_back, "items.take-back", *_LISTED),
)
