"""What may be recorded of a step, and what both sides say of it or of an employment."""

from __future__ import annotations

from services.placement.pages.words import PARTIES
from shared.codes import CORRECTION_REASONS, STEP_OUTCOMES
from shared.pages.acts import Act, Blank, coded

CHOOSE = "選んでください"
WHY_UNDONE = Blank(
    "reason",
    "取り消す理由",
    "choice",
    coded(CORRECTION_REASONS),
    required=True,
    none=CHOOSE,
    told=(CORRECTION_REASONS.title,),
)


def day_of(label: str, *told: str) -> Blank:
    """The day of something, by what it is called."""
    return Blank("on", label, "day", required=True, start="today", told=("日付", *told))


STEP_ACTS: tuple[Act, ...] = (
    Act(
        "start",
        "steps.start",
        "開始",
        "始めたと記録する",
        "開始を記録しました。",
        (day_of("始めた日", "開始日"),),
        "予定していた一歩が始まったとき。",
    ),
    Act(
        "attend",
        "steps.attend",
        "参加した日",
        "参加を記録する",
        "参加した日を記録しました。",
        (
            day_of("参加した日", "参加日"),
            Blank(
                "minutes",
                "時間（分）",
                "number",
                hint="訓練・中間的就労では要ります。",
                told=("時間",),
            ),
        ),
    ),
    Act(
        "end",
        "steps.end",
        "終了",
        "終了を記録する",
        "終了を記録しました。",
        (
            day_of("最後の日", "終了日"),
            Blank(
                "outcome",
                "結果",
                "choice",
                coded(STEP_OUTCOMES),
                required=True,
                none=CHOOSE,
                told=(STEP_OUTCOMES.title,),
            ),
        ),
        "応募のときは、返事のあった日と結果を書きます。",
        "second",
    ),
    Act(
        "review",
        "steps.review",
        "振り返り",
        "振り返りを記録する",
        "振り返りを記録しました。",
        (
            day_of("振り返った日", "振り返りの日"),
            Blank("present", "いっしょに振り返った人", "ticks", tuple(PARTIES.items())),
            Blank("note", "話したこと", "passage", hint="本人の鍵で暗号にして保管します。"),
        ),
    ),
    Act(
        "undo",
        "steps.undo",
        "記録を取り消す",
        "取り消す",
        "取り消しました。",
        (Blank("part", "何を取り消すか", "choice", required=True), WHY_UNDONE),
        "記録の誤りのとき。消えずに、取り消したことが残ります。",
        "danger",
    ),
)

_SAID_ON = Blank("on", "聞いた日", "day", required=True, start="today", told=("振り返りの日",))
_SEALED = "本人の鍵で暗号にして保管します。"

PERSON_SAYS = Act(
    "person-says",
    "feedback.give",
    "本人の振り返り",
    "本人の言葉を記録する",
    "本人の振り返りを記録しました。",
    (
        _SAID_ON,
        Blank(
            "person.strengths",
            "自分の強み",
            "passage",
            hint=_SEALED,
            told=("振り返り", "person"),
        ),
        Blank("person.work_image", "仕事のイメージ", "passage"),
    ),
    tone="second",
)
EMPLOYER_SAYS = Act(
    "employer-says",
    "feedback.give",
    "事業所の振り返り",
    "事業所の言葉を記録する",
    "事業所の振り返りを記録しました。",
    (
        _SAID_ON,
        Blank(
            "employer.strengths_that_hold",
            "職場で通用する強み",
            "passage",
            hint=_SEALED,
            told=("振り返り", "employer"),
        ),
        Blank("employer.cautions", "配慮や注意", "passage"),
    ),
    tone="second",
)
FEEDBACK_ACTS: tuple[Act, ...] = (PERSON_SAYS, EMPLOYER_SAYS)

TAKE_BACK = Act(
    "take-back",
    "feedback.take-back",
    "振り返りを取り消す",
    "取り消す",
    "振り返りを取り消しました。",
    (Blank("feedback_id", "どの振り返りか", "choice", required=True), WHY_UNDONE),
    tone="danger",
)
