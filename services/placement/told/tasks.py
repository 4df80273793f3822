"""How tasks are told to the person whom they are about."""

from __future__ import annotations

from services.placement.domain import task
from services.placement.domain.task import TaskKind
from shared.telling import Form, Forms, Line

KINDS: dict[TaskKind, str] = {
    "checkpoint": "定着確認",
    "confirmation": "社会資源の最終確認",
    "offer": "予定したつなぎの打診",
    "answer": "つなぎの返事",
    "first_contact": "つなぎ先との初回接触",
    "outcome": "つなぎの結果の記録",
    "resumption": "保留したつなぎの見直し",
}
"""What each kind of task is called."""

_LINES = (
    Line("日付", "on"),
    Line("すること", "kind", said=KINDS.__getitem__),
    Line("期限", "due_on"),
)

FORMS: Forms = {
    task.TaskOpened: Form("task", "期限を過ぎたことの課題", "consultation", _LINES),
    task.TaskSettled: Form("task", "課題の解消", "consultation", _LINES),
    task.TaskDone: Form("task", "課題の対応済み", "consultation", _LINES),
}
