"""What may be recorded of an employment."""

from __future__ import annotations

from services.placement.pages.words import FOUND
from services.placement.pages.work.acts import CHOOSE, WHY_UNDONE, day_of
from shared.codes import LEAVING_REASONS, LEAVING_SUPPORTS, WORK_TRAITS
from shared.pages.acts import Act, Blank, coded

JOB_ACTS: tuple[Act, ...] = (
    Act(
        "check",
        "employments.check",
        "定着の確認",
        "確認を記録する",
        "定着の確認を記録しました。",
        (
            Blank("checkpoint.month", "何か月の確認か", "choice", required=True),
            Blank(
                "checkpoint.status",
                "ようす",
                "choice",
                tuple(FOUND.items()),
                required=True,
                start="continuing",
            ),
            Blank(
                "checkpoint.checked_on",
                "確認した日",
                "day",
                required=True,
                start="today",
                told=("確認日",),
            ),
            Blank(
                "checkpoint.gap_days",
                "転職のあいだ（日）",
                "number",
                hint="「転職」のときだけ。仕事のなかった日数です（0も可）。",
                told=("checkpoint",),
            ),
        ),
    ),
    Act(
        "support-leaving",
        "employments.support-leaving",
        "退職の支援",
        "支援を記録する",
        "退職の支援を記録しました。",
        (
            day_of("日付", "退職支援の日"),
            Blank(
                "support",
                "したこと",
                "choice",
                coded(LEAVING_SUPPORTS),
                required=True,
                none=CHOOSE,
            ),
        ),
    ),
    Act(
        "plan-leaving",
        "employments.plan-leaving",
        "退職支援の開始",
        "退職支援を始める",
        "退職支援の開始を記録しました。",
        (
            day_of("日付", "退職支援の日"),
            Blank(
                "reason",
                "理由",
                "choice",
                coded(LEAVING_REASONS),
                required=True,
                none=CHOOSE,
                told=(LEAVING_REASONS.title,),
            ),
            Blank("last_day", "最後に働く日", "day", hint="決まっていれば。", told=("退職予定日",)),
        ),
        "やめることを考えはじめたとき。支えながら、次につなげます。",
        "second",
    ),
    Act(
        "call-off-leaving",
        "employments.call-off-leaving",
        "退職の見合わせ",
        "続けると記録する",
        "退職の見合わせを記録しました。",
        (day_of("日付", "見合わせた日"),),
        tone="second",
    ),
    Act(
        "end",
        "employments.end",
        "離職",
        "離職を記録する",
        "離職を記録しました。次の就職は、ケースの画面から記録できます。",
        (day_of("離職日（最後に働いた日）", "離職日"),),
        tone="danger",
    ),
    Act(
        "describe",
        "employments.describe",
        "職場の記録",
        "職場を記録する",
        "職場を記録しました。",
        (
            day_of("いつから", "職場の記録の日"),
            Blank("employer_id", "職場", "choice", none="一覧にない"),
            Blank(
                "workplace", "職場の種類", hint="農家・酪農など、短い言葉で。", told=("workplace",)
            ),
            Blank("trait", "主な特性", "choice", coded(WORK_TRAITS), none="書かない"),
            Blank("step_id", "", "hidden"),
            Blank("follows", "", "hidden"),
        ),
        tone="second",
    ),
    Act(
        "undo",
        "employments.undo",
        "記録を取り消す",
        "取り消す",
        "取り消しました。",
        (Blank("part", "何を取り消すか", "choice", required=True), WHY_UNDONE),
        "記録の誤りのとき。消えずに、取り消したことが残ります。",
        "danger",
    ),
)
