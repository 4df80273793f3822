"""How the steps of an employment are told to the person who works."""

from __future__ import annotations

from services.placement.domain import employment
from services.placement.domain.employment import Checkpoint
from services.placement.told.corrections import undone_lines
from shared.codes import (
    AGENCY_KINDS,
    EMPLOYMENT_KINDS,
    LEAVING_REASONS,
    LEAVING_SUPPORTS,
    WORK_TRAITS,
)
from shared.telling import Form, Forms, Line

_FOUND = {
    "continuing": "継続",
    "changed": "転職",
    "leave": "休職",
    "left": "離職",
    "unknown": "不明",
}

_UNDONE = {
    "start": "就職の全体",
    "checkpoint": "定着確認",
    "retained": "就労定着",
    "leaving": "退職支援の開始",
    "support": "退職支援",
    "end": "離職",
}


def _checked(checkpoint: Checkpoint) -> str:
    return f"{checkpoint.month}か月、{_FOUND[checkpoint.status]}"


_LINES = (Line("日付", "on"), Line("働き方", "kind", EMPLOYMENT_KINDS))


def _form(title: str, *more: Line) -> Form:
    return Form("employment", title, "work", (*_LINES, *more))


FORMS: Forms = {
    employment.EmploymentStarted: _form("就職"),
    employment.EmploymentDescribed: _form(
        "職場の記録",
        Line("職場", "workplace", AGENCY_KINDS),
        Line("主な特性", "trait", WORK_TRAITS),
    ),
    employment.CheckpointRecorded: _form("定着確認", Line("確認", "checkpoint", said=_checked)),
    employment.EmploymentRetained: _form("就労定着", Line("月数", "months")),
    employment.LeavingPlanned: _form(
        "退職支援の開始",
        Line("理由", "reason", LEAVING_REASONS),
        Line("最後の日", "last_day"),
    ),
    employment.LeavingSupported: _form("退職支援", Line("内容", "support", LEAVING_SUPPORTS)),
    employment.LeavingCalledOff: _form("退職の見合わせ"),
    employment.EmploymentEnded: _form("離職"),
    employment.EmploymentUndone: _form("就職の記録の取り消し", *undone_lines(_UNDONE)),
}
