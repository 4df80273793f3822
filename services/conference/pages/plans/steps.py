"""What may be recorded next of a plan, and at which of its standings that comes into question."""

from __future__ import annotations

from collections.abc import Mapping

from services.conference.domain.plan import PlanStatus
from shared.codes import CLOSING_REASONS, PLAN_RESULTS
from shared.pages.acts import Act, Blank

_FOUND = ("continue", "revise", "suspend", "close")
_THREE_MONTHS = "空のままなら、3か月後になります。"

_NEXT = Blank("next_review", "次回の見直し日", "day", hint=_THREE_MONTHS)

DECIDE = Act(
    "decide",
    "plans.decide",
    "支援決定を記録する",
    "支援決定を記録する",
    "支援決定を記録しました。",
    hint="決定できるのは市町村だけです（社会福祉法106条の4第2項6号）。会議で検討し、本人の同意を得てから記録します。",
    blanks=(
        Blank("conference_id", "検討した会議", "choice", none="プラン案を出した会議"),
        Blank("decided_on", "決定日", "day", required=True, start="today"),
        Blank(
            "consented_on",
            "本人が書面で同意した日",
            "day",
            hint="同意の答えが記録されていれば、書かなくてかまいません。",
        ),
        _NEXT,
    ),
)
REVIEW = Act(
    "review",
    "plans.review",
    "見直しの結果を記録する",
    "見直しの結果を記録する",
    "見直しの結果を記録しました。中断・終結は、別に決定が要ります。",
    hint="プランがどう進んでいるかを確かめた結果です。これだけでは、中断も終結もしません。",
    blanks=(
        Blank(
            "result",
            "結果",
            "radios",
            required=True,
            options=tuple((one, PLAN_RESULTS.by_code(one).label) for one in _FOUND),
        ),
        Blank("reviewed_on", "確認した日", "day", required=True, start="today"),
        _NEXT,
        Blank("note", "確かめたこと", "passage"),
    ),
)
SUSPEND = Act(
    "suspend",
    "plans.suspend",
    "中断する",
    "中断を記録する",
    "中断を記録しました。見直しは続きます。",
    hint="支援を休むだけで、終わりではありません。",
    blanks=(
        Blank("suspended_on", "中断の日", "day", required=True, start="today"),
        _NEXT,
        Blank("conference_id", "検討した会議", "choice", none="検討していない"),
        Blank("note", "理由", "passage"),
    ),
    tone="second",
)
RESUME = Act(
    "resume",
    "plans.resume",
    "再開する",
    "再開を記録する",
    "再開を記録しました。",
    blanks=(Blank("resumed_on", "再開の日", "day", required=True, start="today"), _NEXT),
    tone="second",
)
CLOSE = Act(
    "close",
    "plans.close",
    "終結する",
    "終結を記録する",
    "終結を記録しました。",
    hint="終結には、会議での検討と、支援の経過と成果の評価が要ります。",
    blanks=(
        Blank(
            "reason",
            "終結の理由",
            "choice",
            required=True,
            options=tuple((one.code, one.label) for one in CLOSING_REASONS),
        ),
        Blank("evaluation", "評価", "passage", required=True),
        Blank(
            "conference_id",
            "検討した会議",
            "choice",
            required=True,
            none="選んでください",
        ),
        Blank("closed_on", "終結の日", "day", required=True, start="today"),
    ),
    tone="danger",
)
CONTRIBUTE = Act(
    "contribute",
    "plans.contribute",
    "プランを関係機関に見せる用意をする",
    "情報として記録する",
    "プランの内容を、自機関の情報として記録しました。まだ誰にも見えません。",
    hint="プランの内容を自機関の情報にし、議題に出します。誰に何を見せるかは、ほかの情報と同じに判断されます。",
    blanks=(
        Blank("laid", "出す議題", "choice", none="まだ出さない"),
        Blank(
            "generalised",
            "言い換え",
            "passage",
            hint="ぼかして示すときの言い方。書かなければ、種類ごとに決まった言い方になります。",
        ),
    ),
    tone="second",
)
WITHDRAW = Act(
    "withdraw",
    "plans.withdraw",
    "プラン案を取り下げる",
    "取り下げる",
    "プラン案を取り下げました。",
    hint="取り下げられるのは、提出した機関と、会議を招集した機関です。",
    tone="danger",
)

_RUNNING: tuple[PlanStatus, ...] = ("active", "suspended")

WHEN: Mapping[str, tuple[PlanStatus, ...]] = {
    REVIEW.name: _RUNNING,
    DECIDE.name: ("proposed",),
    CONTRIBUTE.name: ("proposed", *_RUNNING),
    SUSPEND.name: ("active",),
    RESUME.name: ("suspended",),
    CLOSE.name: _RUNNING,
    WITHDRAW.name: ("proposed",),
}
"""At which standings of a plan a step comes into question; whether it may, its rule says."""

STEPS = (REVIEW, DECIDE, CONTRIBUTE, SUSPEND, RESUME, CLOSE, WITHDRAW)
