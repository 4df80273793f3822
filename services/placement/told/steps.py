"""How the steps towards work, and what was said on them, are told to the person who took them."""

from __future__ import annotations

from collections.abc import Iterable

from services.placement.domain import feedback, step
from services.placement.told.corrections import REASON, undone_lines
from shared.codes import STEP_KINDS, STEP_OUTCOMES
from shared.personal_records import Mark
from shared.telling import Form, Forms, Line

_PARTIES = {"person": "本人", "employer": "事業所", "supporter": "支援員"}

_UNDONE = {
    "step": "一歩の全体",
    "start": "開始",
    "attendance": "参加した日",
    "end": "終了",
    "review": "振り返り",
    "finish": "終了の扱い",
}


def _by_workplace(_event: object) -> Iterable[Mark]:
    """What a workplace found is its information too (86条), and a judgement of the person."""
    yield from ("other_agency", "assessment")


def _of_talk(_event: object) -> Iterable[Mark]:
    """What was said when looking back together may be what the others there said."""
    yield "assessment"


_LINES = (Line("日付", "on"), Line("一歩", "kind", STEP_KINDS), Line("事業", "programme"))


def _form(title: str, *more: Line) -> Form:
    return Form("step", title, "work", (*_LINES, *more))


_STEPS: Forms = {
    step.StepPlanned: _form("一歩の予定", Line("最後の日", "until")),
    step.StepStarted: _form("一歩の開始"),
    step.StepAttended: _form("参加した日", Line("分", "minutes")),
    step.StepEnded: _form("一歩の終了", Line("結果", "outcome", STEP_OUTCOMES)),
    step.StepReviewed: Form(
        "step",
        "体験などの振り返り",
        "work",
        (
            *_LINES,
            Line("振り返った人", "present", said=_PARTIES.__getitem__),
            Line("内容", "note", label=step.REVIEW_LABEL),
        ),
        _of_talk,
    ),
    step.StepFinished: _form("一歩を終えた扱い", Line("結果", "outcome", STEP_OUTCOMES)),
    step.StepUndone: _form("一歩の記録の取り消し", *undone_lines(_UNDONE)),
}

_FEEDBACK: Forms = {
    feedback.PersonGaveFeedback: Form(
        "feedback",
        "本人の振り返り",
        "work",
        (
            Line("日付", "on"),
            Line("強み", "strengths", label=feedback.STRENGTHS_LABEL),
            Line("仕事のイメージ", "work_image", label=feedback.IMAGE_LABEL),
        ),
    ),
    feedback.EmployerGaveFeedback: Form(
        "feedback",
        "事業所の振り返り",
        "work",
        (
            Line("日付", "on"),
            Line("通用する強み", "strengths_that_hold", label=feedback.HOLDING_LABEL),
            Line("配慮や注意", "cautions", label=feedback.CAUTIONS_LABEL),
        ),
        _by_workplace,
    ),
    feedback.FeedbackTakenBack: Form(
        "feedback", "振り返りの取り消し", "work", (Line("日付", "on"), REASON)
    ),
}

FORMS: Forms = {**_STEPS, **_FEEDBACK}
