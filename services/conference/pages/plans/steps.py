"""What may be recorded next of a plan: small forms, declared as data, read back into requests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from services.conference.domain.plan import PlanStatus
from services.conference.pages.wording import tied
from shared.codes import CLOSING_REASONS, PLAN_RESULTS
from shared.pages import Posted
from shared.refusal import Refusal

Options = Sequence[tuple[str, str]]
_FOUND = ("continue", "revise", "suspend", "close")
_THREE_MONTHS = "空のままなら、3か月後になります。"


@dataclass(frozen=True, slots=True)
class Blank:
    """A field to fill in.

    Attributes:
        part: of the request.
        label: what it is called.
        kind: what goes in.
        hint: how it is filled in.
        required: it cannot stay empty.
        options: of a choice; ``held`` for the meetings at which the case was discussed.
        blank: of a choice: what stands for none.
        today: the day stands in it at first.
        told: what refusals call it, where that is neither its part nor its label.
    """

    part: str
    label: str
    kind: Literal["day", "passage", "choice", "radios"] = "day"
    hint: str = ""
    required: bool = False
    options: Options | Literal["held", "laid"] = ()
    blank: str | None = None
    today: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be recorded.

    Attributes:
        name: within the page, in addresses and in the names of its fields.
        use_case: what records it.
        title: its heading.
        button: what the button says.
        done: what is said once it is recorded.
        when: at which standings of a plan it comes into question; whether it may, its rule says.
        hint: what it means.
        blanks: what is asked for.
        tone: of the button.
    """

    name: str
    use_case: str
    title: str
    button: str
    done: str
    when: tuple[PlanStatus, ...]
    hint: str = ""
    blanks: tuple[Blank, ...] = ()
    tone: Literal["", "second", "danger"] = "second"

    def field(self, part: str) -> str:
        """The name of a part's field: no two forms of the page share one."""
        return f"{self.name}-{part}"

    def asked(self, form: Posted) -> dict[str, Any]:
        """What was filled in; what is empty is left out."""
        typed = {one.part: form.one(self.field(one.part)) for one in self.blanks}
        return {part: text for part, text in typed.items() if text}

    def said(self, refusal: Refusal) -> Refusal:
        """The refusal at the field it speaks of, in that field's own words."""
        fields = {
            name: self.field(one.part)
            for one in self.blanks
            for name in (one.part, one.label, one.told)
            if name
        }
        return tied(refusal, fields, {self.field(one.part): one.label for one in self.blanks})


_RUNNING: tuple[PlanStatus, ...] = ("active", "suspended")
_NEXT = Blank("next_review", "次回の見直し日", hint=_THREE_MONTHS)

DECIDE = Step(
    "decide",
    "plans.decide",
    "支援決定を記録する",
    "支援決定を記録する",
    "支援決定を記録しました。",
    ("proposed",),
    "決定できるのは市町村だけです（社会福祉法106条の4第2項6号）。会議で検討し、本人の同意を得てから記録します。",
    (
        Blank(
            "conference_id", "検討した会議", "choice", options="held", blank="プラン案を出した会議"
        ),
        Blank("decided_on", "決定日", required=True, today=True),
        Blank(
            "consented_on",
            "本人が書面で同意した日",
            hint="同意の答えが記録されていれば、書かなくてかまいません。",
        ),
        _NEXT,
    ),
    "",
)
REVIEW = Step(
    "review",
    "plans.review",
    "見直しの結果を記録する",
    "見直しの結果を記録する",
    "見直しの結果を記録しました。中断・終結は、別に決定が要ります。",
    _RUNNING,
    "プランがどう進んでいるかを確かめた結果です。これだけでは、中断も終結もしません。",
    (
        Blank(
            "result",
            "結果",
            "radios",
            required=True,
            options=tuple((one, PLAN_RESULTS.by_code(one).label) for one in _FOUND),
        ),
        Blank("reviewed_on", "確認した日", required=True, today=True),
        _NEXT,
        Blank("note", "確かめたこと", "passage"),
    ),
    "",
)
SUSPEND = Step(
    "suspend",
    "plans.suspend",
    "中断する",
    "中断を記録する",
    "中断を記録しました。見直しは続きます。",
    ("active",),
    "支援を休むだけで、終わりではありません。",
    (
        Blank("suspended_on", "中断の日", required=True, today=True),
        _NEXT,
        Blank("conference_id", "検討した会議", "choice", options="held", blank="検討していない"),
        Blank("note", "理由", "passage"),
    ),
)
RESUME = Step(
    "resume",
    "plans.resume",
    "再開する",
    "再開を記録する",
    "再開を記録しました。",
    ("suspended",),
    "",
    (Blank("resumed_on", "再開の日", required=True, today=True), _NEXT),
)
CLOSE = Step(
    "close",
    "plans.close",
    "終結する",
    "終結を記録する",
    "終結を記録しました。",
    _RUNNING,
    "終結には、会議での検討と、支援の経過と成果の評価が要ります。",
    (
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
            options="held",
            blank="選んでください",
        ),
        Blank("closed_on", "終結の日", required=True, today=True),
    ),
    "danger",
)
CONTRIBUTE = Step(
    "contribute",
    "plans.contribute",
    "プランを関係機関に見せる用意をする",
    "情報として記録する",
    "プランの内容を、自機関の情報として記録しました。まだ誰にも見えません。",
    ("proposed", *_RUNNING),
    "プランの内容を自機関の情報にし、議題に出します。誰に何を見せるかは、ほかの情報と同じに判断されます。",
    (
        Blank("laid", "出す議題", "choice", options="laid", blank="まだ出さない"),
        Blank(
            "generalised",
            "言い換え",
            "passage",
            hint="ぼかして示すときの言い方。書かなければ、種類ごとに決まった言い方になります。",
        ),
    ),
)
WITHDRAW = Step(
    "withdraw",
    "plans.withdraw",
    "プラン案を取り下げる",
    "取り下げる",
    "プラン案を取り下げました。",
    ("proposed",),
    "取り下げられるのは、提出した機関と、会議を招集した機関です。",
    (),
    "danger",
)

STEPS: Mapping[str, Step] = {
    one.name: one for one in (REVIEW, DECIDE, CONTRIBUTE, SUSPEND, RESUME, CLOSE, WITHDRAW)
}
