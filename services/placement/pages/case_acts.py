"""What may be recorded of a case: 一歩・就職・成果・つなぎ先がない, 記名の同意, what was not so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shared.calendar import format_wareki
from shared.codes import (
    CORRECTION_REASONS,
    EMPLOYMENT_KINDS,
    OUTCOME_KINDS,
    RESOURCE_GAPS,
    STEP_KINDS,
)
from shared.pages.acts import Act, Blank, Options, coded

_CHOOSE = "選んでください"
_WHERE = Blank("programme_id", "どの事業か", "choice", required=True, none=_CHOOSE)
_WHY = Blank(
    "reason",
    "取り消す理由",
    "choice",
    coded(CORRECTION_REASONS),
    required=True,
    none=_CHOOSE,
    told=(CORRECTION_REASONS.title,),
)

_WHO = Blank("person_id", "だれ", "choice", required=True, none="選んでください", told=("対象者",))
_WHO_OR_ALL = Blank("person_id", "だれ", "choice", none="世帯として", told=("対象者",))
_PROGRAMME = Blank(
    "programme",
    "手当のある事業",
    "choice",
    hint="手当は、ここで選んだ事業の決まりで計算します。",
    none="手当はない",
)
_PLACE = Blank("resource_id", "場所", "choice", none="決めない・場所はない")
_DAY = ("日付", "date-in-future")


def _day(label: str, *told: str) -> Blank:
    return Blank("on", label, "day", required=True, start="today", told=(*_DAY, *told))


TAKE = Act(
    "take-step",
    "steps.take",
    "一歩を記録する",
    "記録する",
    "一歩を記録しました。",
    (
        _WHO,
        Blank("kind", "種類", "choice", coded(STEP_KINDS), required=True, start="visit"),
        _PLACE,
        _PROGRAMME,
        _day("始めた日", "開始日"),
    ),
    "見学・体験・訓練・応募など。応募は、応募した日を書きます。",
)
PLAN = Act(
    "plan-step",
    "steps.plan",
    "一歩を予定する",
    "予定を記録する",
    "一歩の予定を記録しました。",
    (
        _WHO,
        Blank("kind", "種類", "choice", coded(STEP_KINDS), required=True, start="visit"),
        _PLACE,
        _PROGRAMME,
        _day("予定の日", "予定"),
        Blank("until", "終わりの日", "day"),
    ),
    tone="second",
)
START = Act(
    "start-employment",
    "employments.start",
    "就職を記録する",
    "就職を記録する",
    "就職を記録しました。1か月後から、定着の確認をお知らせします。",
    (
        _WHO,
        Blank("kind", "働き方", "choice", coded(EMPLOYMENT_KINDS), required=True),
        Blank("employer_id", "職場", "choice", none="一覧にない・決めない"),
        _day("就職日", "就職日"),
    ),
)
REACH = Act(
    "reach-outcome",
    "outcomes.reach",
    "仕事のほかの成果を記録する",
    "成果を記録する",
    "成果を記録しました。",
    (
        _WHO_OR_ALL,
        Blank("kind", "成果", "choice", coded(OUTCOME_KINDS), required=True),
        _PLACE,
        _day("その日", "成果の日"),
        Blank("note", "メモ", "passage"),
    ),
    "居場所、通院、外出なども成果です。",
    "second",
)
LACK = Act(
    "record-need",
    "needs.record",
    "「つなぎ先がない」を記録する",
    "つなぎ先がないと記録する",
    "「つなぎ先がない」を記録しました。会議と報告に、足りない資源として数えられます。",
    (
        _WHO_OR_ALL,
        Blank("gap", "何が足りないか", "choice", coded(RESOURCE_GAPS), required=True),
        Blank("found_on", "わかった日", "day", start="today", told=("日付",)),
        Blank("note", "具体的に", "passage", told=("メモ",)),
    ),
    "探しても合うところがないとき。記録することで、足りない資源が数になります。",
    "second",
)
AGREE = Act(
    "agree-to-name",
    "participants.agree",
    "居場所などでの記名の同意",
    "同意を記録する",
    "記名の同意を記録しました。この日からの参加が、この人のものとして残ります。",
    (
        _WHO,
        _WHERE,
        Blank(
            "handle",
            "その場での呼び名",
            required=True,
            hint="参加は、この呼び名で記録します。呼び名そのものは、どこにも残りません。",
        ),
        Blank("on", "同意した日", "day", required=True, start="today", told=("同意の日", "日付")),
    ),
    "本人が、参加を自分の記録にしてよいと言ったとき。それより前の参加は、無記名のままです。",
    "second",
)
WITHDRAW = Act(
    "withdraw-name",
    "participants.withdraw",
    "記名の同意の撤回",
    "撤回を記録する",
    "記名の同意の撤回を記録しました。",
    (
        _WHO,
        _WHERE,
        Blank("on", "撤回した日", "day", required=True, start="today", told=("撤回の日", "日付")),
    ),
    "この日からの参加は、無記名になります。それまでの記録は残ります。",
    "second",
)
UNDO_OUTCOME = Act(
    "undo-outcome",
    "outcomes.undo",
    "成果を取り消す",
    "成果を取り消す",
    "成果の記録を取り消しました。",
    (Blank("outcome_id", "どの成果か", "choice", required=True, none=_CHOOSE), _WHY),
    "記録の誤りのとき。消えずに、取り消したことが残ります。",
    "danger",
)
UNDO_NEED = Act(
    "undo-need",
    "needs.undo",
    "「つなぎ先がない」を取り消す",
    "「つなぎ先がない」を取り消す",
    "「つなぎ先がない」の記録を取り消しました。会議と報告の数からも除かれます。",
    (Blank("need_id", "どの記録か", "choice", required=True, none=_CHOOSE), _WHY),
    "記録の誤りのとき。見つかったときは、取り消さずに、つなぎを記録します。",
    "danger",
)
ON_THE_WAY = (TAKE, PLAN, START, REACH, LACK)
OF_NAMES = (AGREE, WITHDRAW)
UNDOING = (UNDO_OUTCOME, UNDO_NEED)


def undoable(outcomes: Sequence[Any], needs: Sequence[Any]) -> Mapping[str, Options]:
    """What can be taken back of a case, by the part that names it: its kind and its day."""
    return {
        "outcome_id": [
            (
                str(one.outcome_id),
                f"{OUTCOME_KINDS.by_code(one.kind).label}・{format_wareki(one.on)}",
            )
            for one in outcomes
        ],
        "need_id": [
            (str(one.need_id), f"{one.label}・{format_wareki(one.found_on)}") for one in needs
        ],
    }
