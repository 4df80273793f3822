"""How the steps of an employment are told to the person who works."""

from __future__ import annotations

from services.placement.domain import employment
from services.placement.domain.retention import Checkpoint
from shared.codes import EMPLOYMENT_KINDS
from shared.telling import Form, Forms, Line

_FOUND = {
    "continuing": "継続",
    "changed": "転職",
    "leave": "休職",
    "left": "離職",
    "unknown": "不明",
}


def _checked(checkpoint: Checkpoint) -> str:
    return f"{checkpoint.month}か月、{_FOUND[checkpoint.status]}"


_LINES = (Line("日付", "on"), Line("働き方", "kind", EMPLOYMENT_KINDS))


def _form(title: str, *more: Line) -> Form:
    return Form("employment", title, "work", (*_LINES, *more))


FORMS: Forms = {
    employment.EmploymentStarted: _form("就職"),
    employment.CheckpointRecorded: _form("定着確認", Line("確認", "checkpoint", said=_checked)),
    employment.EmploymentRetained: _form("就労定着", Line("月数", "months")),
    employment.EmploymentEnded: _form("離職"),
}
