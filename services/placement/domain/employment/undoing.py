"""取り消し: taking back what was recorded and is not so; the record of it stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import Field

from services.placement.domain.employment.events import (
    EmploymentEvent,
    EmploymentUndone,
    Undoable,
)
from services.placement.domain.employment.holding import settled
from services.placement.domain.employment.retention import CheckpointMonth, RetentionRule
from services.placement.domain.employment.standing import existing, ways_from
from services.placement.domain.employment.state import EmploymentState, evolve
from shared.codes import CORRECTION_REASONS
from shared.facts.fact import Code
from shared.refusal import Refusal
from shared.store.event import Detail


class Undoing(Detail):
    """What somebody asks to be taken back.

    Attributes:
        part: ``start`` is the whole employment, as when it was another person's.
        month: of a checkpoint: which.
        support_id: of a support: which.
        reason: code list ``correction_reasons``.
    """

    part: Literal["start", "checkpoint", "leaving", "support", "end"]
    month: CheckpointMonth | None = None
    support_id: UUID | None = None
    reason: Code = Field(min_length=1)


def undo_in_employment(
    state: EmploymentState | None, undoing: Undoing, *, rule: RetentionRule, today: date
) -> tuple[EmploymentEvent, ...]:
    """Take back a part of what was recorded, or the whole employment.

    就労定着 that rested on a checkpoint falls with it; that a checkpoint stood against is reached.

    Args:
        state: the employment as it stands.
        undoing: what, and why.
        rule: what counts as 就労定着 for it.
        today: the day of the recording (JST).

    Raises:
        Refusal: ``employment-not-found``; ``employment-undone``; ``nothing-to-undo``;
            ``undo-out-of-order``: a checkpoint found that the job had ended, and goes first.
        InvalidInput: ``unknown-code``.
    """
    current = existing(state)
    CORRECTION_REASONS.by_code(undoing.reason)
    if not _stands(current, undoing):
        raise Refusal(
            "nothing-to-undo",
            "取り消すものが、この就職には記録されていません。",
            f"いま記録できるのは「{ways_from(current)}」です。",
        )
    undone = _Undone(current, undoing, today)
    match undoing.part:
        case "start":
            return undone.everything()
        case "checkpoint":
            (gone,) = undone.each("checkpoint")
            after = evolve(current, gone)
            return (gone, *settled(after, rule, otherwise=undoing.reason, today=today))
        case "end":
            _refuse_before_checkpoints(current)
            return undone.each("end")
        case "leaving" | "support":
            return undone.each(undoing.part)


def _stands(current: EmploymentState, undoing: Undoing) -> bool:
    """Whether what is to be taken back is on record."""
    match undoing.part:
        case "start":
            return True
        case "checkpoint":
            return any(one.month == undoing.month for one in current.checkpoints)
        case "leaving":
            return current.leaving_since is not None
        case "support":
            return undoing.support_id in current.supports
        case "end":
            return current.ended_on is not None


def _refuse_before_checkpoints(current: EmploymentState) -> None:
    found = sorted(one.month for one in current.checkpoints if one.status == "left")
    if found:
        months = "・".join(f"{month}か月" for month in found)
        raise Refusal(
            "undo-out-of-order",
            f"{months}の定着確認が「離職」なので、離職だけを取り消すことはできません。",
            f"先に{months}の定着確認を取り消すか、就職そのものを取り消してください。",
        )


@dataclass(frozen=True, slots=True)
class _Undone:
    """Makes the events that take parts of one employment back, for one reason."""

    current: EmploymentState
    undoing: Undoing
    today: date

    def each(self, *parts: Undoable) -> tuple[EmploymentEvent, ...]:
        """One event for each part, in this order."""
        return tuple(
            EmploymentUndone(
                municipality=self.current.municipality,
                on=self.today,
                undone=part,
                month=self.undoing.month if part == "checkpoint" else None,
                support_id=self.undoing.support_id if part == "support" else None,
                reason=self.undoing.reason,
                **dict(self.current.employment),
            )
            for part in parts
        )

    def everything(self) -> tuple[EmploymentEvent, ...]:
        """Whatever others were told of, the latest first, and then the employment itself."""
        at = self.current
        told: dict[Undoable, bool] = {"end": at.ended_on is not None, "retained": at.retained}
        return self.each(*(part for part, there in told.items() if there), "start")
