"""社会資源: what is asked of the directory and recorded in it."""

from __future__ import annotations

from services.placement.domain.resource import REFERRERS
from services.placement.pages.words import MONTHS
from shared.codes import RESOURCE_KINDS
from shared.pages.acts import Act, Blank, coded

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
DESCRIBED = (
    Blank("kind", "種類", "choice", coded(RESOURCE_KINDS), required=True, none="選んでください"),
    Blank("name", "名称", required=True, hint="公に使っている名前です。", told=("名称",)),
    Blank("area", "地域", hint="どこでもよければ空けておきます。"),
    Blank("min_age", "何歳から", "number", told=("対象年齢",)),
    Blank("max_age", "何歳まで", "number"),
    Blank("capacity", "定員（人）", "number"),
    Blank("opening", "開いている日と時間"),
    Blank("cost", "費用", hint="一回の円、または「実費」など。"),
    Blank("online", "行かなくても利用できる（オンライン）", "tick"),
    Blank("season", "受け入れる月", "ticks", MONTHS, hint="一年中なら、どれも選びません。"),
    Blank("season_name", "その時期の呼び方", hint="ナスの農閑期 など"),
    Blank(
        "referrers",
        "紹介できる人",
        "ticks",
        coded(REFERRERS),
        hint="だれでもよければ、どれも選びません。",
    ),
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
)
"""What a place says of itself to the public."""

REGISTER = Act(
    "register",
    "resources.register",
    "社会資源の登録",
    "登録する",
    "登録しました。",
    (
        *DESCRIBED,
        Blank("confirmed_on", "確かめた日", "day", start="today", told=("確認日",)),
        Blank("free_places", "あと何人受けられるか", "number", told=("空き",)),
        Blank("resource_id", "", "hidden"),
    ),
)
AMEND = Act(
    "amend",
    "resources.amend",
    "登録の内容",
    "変更を記録する",
    "登録の内容を変えました。",
    DESCRIBED,
    "いまの登録が入っています。変えるところだけを書き直してください。",
)
NOTE = Act(
    "notes",
    "resource-notes.record",
    "受入れの配慮・経緯",
    "配慮・経緯を記録する",
    "受入れの配慮・経緯を記録しました。",
    (
        Blank(
            "notes",
            "受入れの配慮・経緯",
            "passage",
            hint="人の名前は書きません。空けると消えます。",
        ),
    ),
    "市町村の仕事をする機関だけが見ます。場所にも、ほかの機関にも見えません。暗号にして保管します。",
    "second",
)
FRESHNESS = Act(
    "freshness",
    "resources.set-freshness",
    "確認の期限",
    "期限を決める",
    "確認の期限を決めました。",
    (
        Blank(
            "outdated_after_days",
            "何日たったら「確認が古い」とするか",
            "number",
            required=True,
        ),
    ),
    "この日数のあいだ確かめていない社会資源が、「確認が古い」ものになります。",
    "second",
)
