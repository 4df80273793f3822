"""社会資源: the directory with its freshness and room, one place, a new one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from services.placement.pages.acts import Act, ActForm, Blank, Sheet, Tried, coded
from services.placement.pages.names import MOST, NAMES, names_for, own_agency
from services.placement.pages.words import MONTHS
from shared.codes import RESOURCE_KINDS
from shared.pages import Answer, Moved, Page, PageRoute, Visit, look, send
from shared.refusal import InvalidInput, Refusal

_AT = "/placement/pages/resources"
_DAY = ("日付",)

FILTERS = (
    Blank("kind", "種類", "choice", coded(RESOURCE_KINDS), none="すべて"),
    Blank("area", "地域"),
    Blank("age", "年齢", "number", hint="この年齢の人を受け入れるところ"),
    Blank("month", "月", "choice", MONTHS, none="いつでも"),
    Blank("free_places", "空きのあるところだけ", "tick"),
    Blank("withdrawn", "取り下げたものも", "tick"),
)
FIND = Act("find", "resources.list", "しぼりこむ", "しぼりこむ", "", FILTERS, tone="second")

CONFIRM = Act(
    "confirm",
    "resources.confirm",
    "確かめた",
    "確認を記録する",
    "最終確認を記録しました。",
    (
        Blank("on", "確かめた日", "day", required=True, start="today", told=(*_DAY, "確認日")),
        Blank(
            "free_places",
            "あと何人受けられるか",
            "number",
            hint="答えがなければ空けておきます。",
            told=("空き",),
        ),
    ),
    "電話などで、登録のとおりかを確かめたとき。",
)
WITHDRAW = Act(
    "withdraw",
    "resources.withdraw",
    "取下げ",
    "取り下げる",
    "取り下げました。つなぎ先の候補に出なくなります。",
    (Blank("on", "取り下げる日", "day", required=True, start="today", told=("取下げの日",)),),
    "やめたところ、いまは受けていないところ。",
    "danger",
)
REOPEN = Act(
    "reopen",
    "resources.reopen",
    "再開",
    "再開する",
    "再開を記録しました。",
    (Blank("on", "再開の日", "day", required=True, start="today", told=("再開の日",)),),
)
REGISTER = Act(
    "register",
    "resources.register",
    "社会資源の登録",
    "登録する",
    "登録しました。",
    (
        Blank(
            "kind", "種類", "choice", coded(RESOURCE_KINDS), required=True, none="選んでください"
        ),
        Blank("name", "名称", required=True, hint="公に使っている名前です。", told=("名称",)),
        Blank("area", "地域", hint="どこでもよければ空けておきます。"),
        Blank("min_age", "何歳から", "number", told=("対象年齢",)),
        Blank("max_age", "何歳まで", "number"),
        Blank("capacity", "定員（人）", "number"),
        Blank("opening", "開いている日と時間"),
        Blank("cost", "費用", hint="一回の円、または「実費」など。"),
        Blank("online", "行かなくても利用できる（オンライン）", "tick"),
        Blank(
            "agency_id",
            "運営する機関",
            "choice",
            none="登録された機関ではない",
            told=("運営する機関",),
        ),
        Blank(
            "contact",
            "連絡先",
            "passage",
            hint="そこが自分で公にしているものだけ。暗号にして保管します。",
        ),
        Blank("confirmed_on", "確かめた日", "day", start="today", told=("確認日",)),
        Blank("free_places", "あと何人受けられるか", "number", told=("空き",)),
        Blank("resource_id", "", "hidden"),
    ),
)
_FOLLOWING = (CONFIRM, WITHDRAW, REOPEN)
_LISTED = ("resources.list", *NAMES)
_SHOWN = ("resources.show", *NAMES)


def show_directory(visit: Visit) -> Page:
    """The directory of a municipality, narrowed if somebody asked for that."""
    own = own_agency(visit)
    asked = FIND.document(visit.form)
    whose = {"municipality": own.municipality, "limit": MOST}
    refusal = None
    try:
        found = visit.ask("resources.list", {**whose, **asked})
    except InvalidInput as wrong:
        refusal = Tried(FIND, visit.form, wrong).said
        found = visit.ask("resources.list", whose)
    tried = Tried(FIND, visit.form, refusal) if refusal else None
    sheet = Sheet(base=_AT, today=visit.today, tried=tried, starts=_typed(asked))
    shown = {"found": found, "names": names_for(visit, own), "find": sheet.form(FIND)}
    return Page("resources.html", "社会資源", shown, refusal)


def _typed(asked: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in asked.items()}


def show_resource(visit: Visit, tried: Tried | None = None) -> Page:
    """One place.

    Raises:
        Refusal: ``resource-not-found``, also for those of others.
    """
    resource_id = visit.path["resource_id"]
    found = visit.ask("resources.show", {"resource_id": resource_id})
    own = own_agency(visit)
    sheet = Sheet(f"{_AT}/{resource_id}", visit.today, found.version, tried)
    acts = (CONFIRM, REOPEN if found.withdrawn_on else WITHDRAW)
    forms = [sheet.form(one) for one in acts if visit.may(one.use_case)]
    if not own.works_for_municipality:
        forms = [one for one in forms if one.act is CONFIRM]
    shown = {
        "found": found,
        "names": names_for(visit, own),
        "months": dict(MONTHS),
        "forms_of_place": forms,
    }
    return Page("resource.html", "社会資源の内容", shown, tried.said if tried else None)


def show_new(visit: Visit, tried: Tried | None = None) -> Page:
    """The form of a new place."""
    names = names_for(visit)
    sheet = Sheet(
        _AT,
        visit.today,
        tried=tried,
        starts={"resource_id": str(uuid4())},
        options={"agency_id": names.agency_options()},
    )
    form: ActForm = sheet.form(REGISTER)
    return Page(
        "resource_new.html", "社会資源の登録", {"form": form}, tried.said if tried else None
    )


def register(visit: Visit) -> Answer:
    """Enter a place into the directory, and lead to its page."""
    own = own_agency(visit)
    asked = {**REGISTER.document(visit.form), "municipality": own.municipality}
    cost = str(asked.get("cost", ""))
    if cost.isdecimal():
        asked["cost"] = int(cost)
    try:
        resource_id = visit.ask(REGISTER.use_case, asked)
    except Refusal as refusal:
        return show_new(visit, Tried(REGISTER, visit.form, refusal))
    return Moved(f"{_AT}/{resource_id}", REGISTER.done)


def _sent(act: Act) -> Callable[[Visit], Answer]:
    def sent(visit: Visit) -> Answer:
        resource_id = visit.path["resource_id"]
        asked = {**act.document(visit.form), "resource_id": resource_id}
        try:
            visit.ask(act.use_case, asked)
        except Refusal as refusal:
            return show_resource(visit, Tried(act, visit.form, refusal))
        return Moved(f"{_AT}/{resource_id}", act.done)

    return sent


ROUTES: tuple[PageRoute, ...] = (
    look("/resources", show_directory, *_LISTED),
    send("/resources/find", show_directory, *_LISTED),
    look("/resources/new", show_new, "resources.register", *NAMES),
    send("/resources/register", register, "resources.register", *NAMES),
    look("/resources/{resource_id}", show_resource, *_SHOWN),
    *(
        send(f"/resources/{{resource_id}}/{one.name}", _sent(one), one.use_case, *_SHOWN)
        for one in _FOLLOWING
    ),
)
