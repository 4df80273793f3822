"""消去の停止: what keeps somebody's records from disposal, until when, and that it is over.

Whom it is about is sent in the form and never stands in an address.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from services.conference.application.erasure.holds import HoldLine
from services.conference.domain.hold import HOLD_LABELS
from services.conference.pages.seen import every_page
from services.conference.pages.wording import person_label
from shared.pages import Answer, Moved, Page, Visit, look, send
from shared.pages.acts import Act, Blank, Sheet, Tried
from shared.pages.writing import number
from shared.refusal import InvalidInput, Refusal

PATH = "/conference/pages/holds"
PLACE = Act(
    "place",
    "holds.place",
    "消去を止める",
    "消去を止める",
    "消去の停止を記録しました。解除するまで、廃棄は提案も承認もできません。",
    (
        Blank("hold_id", "停止の番号", "hidden"),
        Blank(
            "person_id",
            "対象者の番号",
            hint="相談受付の画面にある番号（全桁）です。氏名は書かないでください。",
            told=("対象",),
        ),
        Blank("case_id", "ケースの番号", hint="ケースの全員の記録を止めるときは、こちらだけ。"),
        Blank("kind", "何のために", "choice", tuple(HOLD_LABELS.items()), required=True),
        Blank("reason", "理由", "passage", required=True, hint="暗号にして保存します。"),
        Blank("until", "いつまで", "day", hint="空のままなら、解除するまで。", told=("期限",)),
    ),
    hint="訴訟・監査などのために、保存期間が過ぎても消さないようにします（対象者かケースのどちらか）。",
)


def holds(visit: Visit) -> Page:
    """What is kept from disposal, and what was."""
    return _holds(visit, None)


def _holds(visit: Visit, tried: Tried | None, refusal: Refusal | None = None) -> Page:
    town = visit.ask("agencies.own").municipality
    asked = every_page(visit, "holds.list", municipality=town, in_force_only=False)
    lines: list[HoldLine] = [one for page in asked for one in page.lines]
    person = visit.form.one("person")
    sheet = Sheet(
        base=PATH,
        today=visit.today,
        tried=tried,
        starts={"hold_id": str(uuid4()), "person_id": person},
    )
    shown = {
        "path": PATH,
        "running": [_shown(one) for one in lines if one.in_force],
        "over": [_shown(one) for one in lines if not one.in_force],
        "placing": sheet.form(PLACE),
        "begun": bool(person),
    }
    return Page("holds.html", "消去の停止", shown, tried.said if tried else refusal)


def _shown(one: HoldLine) -> dict[str, Any]:
    whose = f"ケース {number(one.case_id)}" if one.case_id else "—"
    return {
        "line": one,
        "number": number(one.hold_id),
        "whose": person_label(one.person_id) if one.person_id else whose,
        "kind": HOLD_LABELS[one.kind],
    }


def place(visit: Visit) -> Answer:
    """Suspend the disposal of somebody's records."""
    asked = PLACE.document(visit.form)
    try:
        _expect_one(asked)
        visit.ask(PLACE.use_case, {**asked, "municipality": visit.ask("agencies.own").municipality})
    except Refusal as refusal:
        return _holds(visit, Tried(PLACE, visit.form, refusal))
    return Moved(PATH, PLACE.done)


def _expect_one(asked: dict[str, Any]) -> None:
    """A person or a case: told here at the field, before either number is looked for."""
    if ("person_id" in asked) == ("case_id" in asked):
        raise InvalidInput(
            "対象",
            "hold-of-nobody",
            "消去を止める対象は、人かケースのどちらか一つです。",
            "対象者の番号か、ケースの番号のどちらか一つを入れてください。",
        )


def lift(visit: Visit) -> Answer:
    """Let disposal go on."""
    try:
        visit.ask("holds.lift", visit.form.given("hold_id", "expected_version"))
    except Refusal as refusal:
        return _holds(visit, None, refusal)
    return Moved(PATH, "消去の停止を解除しました。保存期間が過ぎていれば、廃棄を提案できます。")


_USES = ("holds.list", "agencies.own")

ROUTES = (
    look("/holds", holds, *_USES),
    send("/holds", holds, *_USES),
    send("/holds/place", place, PLACE.use_case, *_USES),
    send("/holds/lift", lift, "holds.lift", *_USES),
)
