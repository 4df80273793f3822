"""What may come next, and the refusals that name it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from services.placement.domain.referral.standing import STATUSES, STEPS, Status, Step
from services.placement.domain.referral.state import ReferralState
from shared.refusal import InvalidInput, Refusal
from shared.sealing import Sealed

ONWARD: Mapping[Status, tuple[Step, ...]] = {
    "planned": ("offer",),
    "offered": ("accept", "decline"),
    "accepted": ("schedule", "meet", "complete", "fail"),
    "scheduled": ("schedule", "meet", "complete", "fail"),
    "met": ("complete", "fail"),
    "completed": (),
    "declined": (),
    "failed": (),
    "withdrawn": (),
    "transferred": (),
}
"""The steps that lead on."""

NEW_OFFER = "このつなぎは終わっています。新しいつなぎとして打診を記録してください。"


class Told(NamedTuple):
    """What every step is told with.

    Attributes:
        on: the day of the step.
        today: the day of recording.
        by: the agency whose worker records it.
        note: in words, sealed.
    """

    on: date
    today: date
    by: UUID | None = None
    note: Sealed | None = None


def legal_steps(state: ReferralState) -> tuple[Step, ...]:
    """Every step that may come next; undoing the latest is none of them."""
    if not state.standing.is_open:
        return ()
    if state.rests:
        return ("withdraw", "transfer")
    waiting: tuple[Step, ...] = ("resume",) if state.standing.held_until else ()
    return (*ONWARD[state.status], "hold", *waiting, "withdraw", "transfer")


def open_for(state: ReferralState | None, step: Step, told: Told) -> ReferralState:
    """The referral, if the step may come next.

    Raises:
        Refusal: ``referral-not-found``; ``referral-step-not-open``, ``plan-suspended``: the remedy
            names the steps that are.
        InvalidInput: ``date-out-of-order``.
    """
    at = existing(state)
    if step not in legal_steps(at):
        if at.rests:
            raise Refusal(
                "plan-suspended",
                f"このつなぎを予定したプランが中断しているので、「{STEPS[step]}」は記録できません。",
                f"プランの再開を待ってください。{ways_on(at)}",
            )
        raise Refusal(
            "referral-step-not-open",
            f"このつなぎは「{STATUSES[at.status]}」の段階なので、"
            f"「{STEPS[step]}」は記録できません。",
            ways_on(at),
        )
    check_day(told.on, at.since, told.today)
    return at


def existing(state: ReferralState | None) -> ReferralState:
    """The referral, which must be on record.

    Raises:
        Refusal: ``referral-not-found``.
    """
    if state is None:
        raise Refusal(
            "referral-not-found",
            "指定されたつなぎは記録されていません。",
            "先に打診を記録してください。",
        )
    return state


def expect_open(state: ReferralState | None) -> ReferralState:
    """The referral, which must not have ended.

    Raises:
        Refusal: ``referral-not-found``; ``referral-over``.
    """
    at = existing(state)
    if not at.standing.is_open:
        raise Refusal(
            "referral-over",
            f"このつなぎは「{STATUSES[at.status]}」で終わっています。",
            ways_on(at),
        )
    return at


def ways_on(state: ReferralState) -> str:
    """What can be recorded now, as a remedy."""
    undo = f"「{STEPS[state.undoable.step]}」の取り消し" if state.undoable else ""
    if not state.standing.is_open:
        mistaken = f"記録の誤りであれば、{undo}ができます。" if undo else ""
        return NEW_OFFER + mistaken
    legal, onward = legal_steps(state), ONWARD[state.status]
    leading = "・".join(STEPS[one] for one in legal if one in onward)
    beside = "・".join(STEPS[one] for one in legal if one not in onward)
    return (
        f"いま記録できるのは「{leading}」です。ほかに" if leading else "いまは"
    ) + f"「{beside}」{f'と、{undo}' if undo else ''}ができます。"


def check_day(on: date, since: date, today: date) -> None:
    """Refuse a day before the step that came before, or one that lies ahead.

    Raises:
        InvalidInput: ``date-out-of-order``.
    """
    if not since <= on <= today:
        raise InvalidInput(
            "日付",
            "date-out-of-order",
            "日付が、前の段階の日付より前か、今日より先です。",
            "前の段階の日から今日までの日付にしてください。",
        )


def head(at: ReferralState, told: Told) -> dict[str, Any]:
    """What every event of a referral begins with."""
    return {
        "municipality": at.municipality,
        **dict(at.referral),
        "on": told.on,
        "said_by": told.by,
        "note": told.note,
    }
