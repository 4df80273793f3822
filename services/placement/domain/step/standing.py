"""What every rule about a step asks first, and names as the ways that are open."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from services.placement.domain.step.state import StepState, StepStatus
from shared.refusal import Refusal

WAYS: Mapping[StepStatus, tuple[str, ...]] = MappingProxyType(
    {
        "planned": ("開始", "辞退・中止による終了", "取り消し"),
        "running": ("参加した日", "終了", "取り消し"),
        "awaiting_review": ("振り返り", "参加した日", "取り消し"),
        "finished": ("振り返り", "参加した日", "取り消し"),
        "undone": ("新しい一歩",),
    }
)
"""What may come next, in the words of the desk."""

StepAct = Literal["start", "attend", "end", "review", "undo"]
"""What may be recorded of a step, by the names of the use cases."""

ACTS: Mapping[StepStatus, tuple[StepAct, ...]] = MappingProxyType(
    {
        "planned": ("start", "end", "undo"),
        "running": ("attend", "end", "undo"),
        "awaiting_review": ("review", "attend", "undo"),
        "finished": ("review", "attend", "undo"),
        "undone": (),
    }
)
"""What may be recorded next."""

NAMES: Mapping[StepStatus, str] = MappingProxyType(
    {
        "planned": "予定",
        "running": "実施中",
        "awaiting_review": "振り返り待ち",
        "finished": "終了",
        "undone": "取り消し済み",
    }
)


def existing_step(state: StepState | None) -> StepState:
    """Return the step, which must be there.

    Raises:
        Refusal: ``step-not-found``.
    """
    if state is None:
        raise Refusal(
            "step-not-found",
            "指定された一歩（見学・体験・応募など）は記録されていません。",
            "番号を確かめるか、新しい一歩として記録してください。",
        )
    return state


def step_in(state: StepState | None, wanted: str, *statuses: StepStatus) -> StepState:
    """Return the step, if it stands where something may be recorded.

    Args:
        state: the step.
        wanted: what is to be recorded, in the words of the desk.
        statuses: where it may be.

    Raises:
        Refusal: ``step-not-found``; ``step-not-open``, which names what may be recorded instead.
    """
    current = existing_step(state)
    if current.status not in statuses:
        raise Refusal(
            "step-not-open",
            f"この一歩は「{NAMES[current.status]}」なので、「{wanted}」は記録できません。",
            f"いま記録できるのは「{'」「'.join(WAYS[current.status])}」です。",
        )
    return current


def check_the_day(state: StepState) -> str:
    """The ways on, for a refusal whose day contradicts the days on record."""
    return f"日付を確かめてください。いま記録できるのは「{'」「'.join(WAYS[state.status])}」です。"
