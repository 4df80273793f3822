"""居場所などの事業: what is recorded of a programme and of its sessions."""

from __future__ import annotations

from shared.codes import ATTENDEE_ROLES, CORRECTION_REASONS, GENDERS, RESOURCE_KINDS
from shared.pages.acts import Act, Blank, coded

_WHY = Blank(
    "reason",
    "理由",
    "choice",
    coded(CORRECTION_REASONS),
    required=True,
    none="選んでください",
    told=(CORRECTION_REASONS.title,),
)

_ANNOUNCED = (
    Blank(
        "kind",
        "種類",
        "choice",
        coded(RESOURCE_KINDS, "community_place", "community_group"),
        required=True,
    ),
    Blank("name", "名称", required=True),
    Blank("resource_id", "場所", "choice", none="一覧にない"),
    Blank("schedule", "日時", hint="毎週水曜 13時から など"),
)
SET_UP = Act(
    "set-up",
    "programmes.set-up",
    "事業を始める",
    "始める",
    "事業を開設しました。",
    (*_ANNOUNCED, Blank("programme_id", "", "hidden")),
    tone="second",
)
AMEND = Act(
    "amend",
    "programmes.amend",
    "事業の内容を変える",
    "変更を記録する",
    "事業の内容を変えました。",
    (
        *_ANNOUNCED,
        Blank("funding", "財源", hint="市町村の予算の言葉で。"),
        Blank("min_age", "何歳から", "number", told=("対象年齢",)),
        Blank("max_age", "何歳まで", "number"),
        Blank("gender", "対象の性別", "choice", coded(GENDERS), none="問わない"),
    ),
    "いまの内容が入っています。変えるところだけを書き直してください。",
    "second",
)
END = Act(
    "end",
    "programmes.end",
    "事業を終える",
    "廃止を記録する",
    "廃止を記録しました。これまでの開催は残ります。",
    (Blank("on", "廃止する日", "day", required=True, start="today", told=("廃止の日", "日付")),),
    "この日からは、この事業がありません。",
    "danger",
)
REOPEN = Act(
    "reopen",
    "programmes.reopen",
    "事業を再開する",
    "再開する",
    "再開を記録しました。",
    tone="second",
)
_PEOPLE = tuple(
    Blank(
        f"people.{one.code}",
        f"{one.label}（人）",
        "number",
        told=("人数", f"counts.{number}.people"),
    )
    for number, one in enumerate(ATTENDEE_ROLES)
)
HOLD = Act(
    "hold",
    "sessions.hold",
    "開催を記録する",
    "開催を記録する",
    "開催を記録しました。",
    (
        Blank("on", "開催した日", "day", required=True, start="today", told=("開催日", "日付")),
        *_PEOPLE,
        Blank("session_id", "", "hidden"),
    ),
    "数えなかった欄は空けておきます。だれも来なかったときは 0 です。",
)
ATTEND = Act(
    "attend",
    "sessions.attend",
    "参加した人を記録する",
    "参加を記録する",
    "参加を記録しました。",
    (
        Blank("role", "立場", "choice", coded(ATTENDEE_ROLES), required=True),
        Blank(
            "handle",
            "呼び名",
            required=True,
            hint="その場で使う呼び名です。呼び名そのものは、どこにも残りません。",
            told=("参加した人",),
        ),
    ),
    "名乗っている人だけ。人数だけ数えるときは要りません。",
)
UNDO = Act(
    "undo",
    "sessions.undo",
    "開催を取り消す",
    "取り消す",
    "開催の記録を取り消しました。",
    (_WHY,),
    "開かなかった日を記録していたとき。",
    "danger",
)
CORRECT = Act(
    "correct",
    "sessions.correct",
    "日や人数を訂正する",
    "訂正を記録する",
    "開催の記録を訂正しました。",
    (
        Blank("on", "開催した日", "day", required=True, told=("開催日", "日付")),
        *_PEOPLE,
        _WHY,
    ),
    "いまの記録が入っています。違うところを書き直してください。",
    "second",
)
UNDO_ATTENDANCE = Act(
    "undo-attendance",
    "sessions.undo-attendance",
    "参加を取り消す",
    "参加を取り消す",
    "参加の記録を取り消しました。",
    (Blank("participant", "だれの参加か", "choice", required=True, none="選んでください"), _WHY),
    "来ていない人を記録していたとき。",
    "danger",
)
