"""What every rule about an employment asks first, and names as the ways that are open."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from services.placement.domain.employment.state import EmploymentState, EmploymentStatus
from shared.refusal import Refusal

WAYS: Mapping[EmploymentStatus, tuple[str, ...]] = MappingProxyType(
    {
        "running": ("定着確認", "退職支援の開始", "離職", "取り消し"),
        "leaving": ("退職支援", "退職の見合わせ", "定着確認", "離職", "取り消し"),
        "ended": ("退職支援", "離職前の日の定着確認", "再就職としての新しい就職", "取り消し"),
        "undone": ("新しい就職",),
    }
)
"""What may come next, in the words of the desk."""

EmploymentAct = Literal[
    "check", "plan-leaving", "support-leaving", "call-off-leaving", "end", "describe", "undo"
]
"""What may be recorded of an employment, by the names of the use cases."""

ACTS: Mapping[EmploymentStatus, tuple[EmploymentAct, ...]] = MappingProxyType(
    {
        "running": ("check", "plan-leaving", "end", "describe", "undo"),
        "leaving": ("support-leaving", "check", "call-off-leaving", "end", "describe", "undo"),
        "ended": ("support-leaving", "check", "describe", "undo"),
        "undone": (),
    }
)
"""What may be recorded next."""

NAMES: Mapping[EmploymentStatus, str] = MappingProxyType(
    {
        "running": "就労中",
        "leaving": "退職支援中",
        "ended": "離職",
        "undone": "取り消し済み",
    }
)


def existing(state: EmploymentState | None) -> EmploymentState:
    """Return the employment, which must be there and not have been undone.

    Raises:
        Refusal: ``employment-not-found``; ``employment-undone``.
    """
    if state is None:
        raise Refusal(
            "employment-not-found",
            "指定された就職は記録されていません。",
            "先に就職を記録してください。",
        )
    if state.undone:
        raise Refusal(
            "employment-undone",
            "この就職の記録は、取り消されています。",
            f"いま記録できるのは「{ways_from(state)}」です。",
        )
    return state


def employment_in(
    state: EmploymentState | None, wanted: str, *statuses: EmploymentStatus
) -> EmploymentState:
    """Return the employment, if it stands where something may be recorded.

    Raises:
        Refusal: ``employment-not-found``; ``employment-undone``; ``employment-not-open``, which
            names what may be recorded instead.
    """
    current = existing(state)
    if current.status not in statuses:
        raise Refusal(
            "employment-not-open",
            f"この就職は「{NAMES[current.status]}」なので、「{wanted}」は記録できません。",
            f"いま記録できるのは「{ways_from(current)}」です。",
        )
    return current


def ways_from(state: EmploymentState) -> str:
    """What may be recorded now, in one phrase."""
    return "」「".join(WAYS[state.status])
