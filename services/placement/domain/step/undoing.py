"""取り消し: taking back what was recorded and is not so; the record of it stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from services.placement.domain.step.events import StepEvent, StepUndone, Undoable
from services.placement.domain.step.standing import WAYS, step_in
from services.placement.domain.step.state import StepState
from shared.codes import CORRECTION_REASONS
from shared.facts.fact import Code
from shared.refusal import Refusal

Part = Literal["step", "start", "attendance", "end", "review"]
"""What somebody may ask to be taken back."""


def undo_in_step(
    state: StepState | None,
    part: Part,
    reason: Code,
    *,
    attendance_id: UUID | None = None,
    today: date,
) -> tuple[StepEvent, ...]:
    """Take back a part of what was recorded of a step, or all of it.

    What rests on a part is taken back first and by hand, so that nobody loses by accident what
    was right; only the whole step goes with everything in it, as when it was another person's.

    Args:
        state: the step.
        part: what is not so; ``start`` of a planned step alone, for it stays planned.
        reason: code list ``correction_reasons``.
        attendance_id: of an attendance: which.
        today: the day of the recording (JST).

    Raises:
        Refusal: ``step-not-found``; ``step-not-open``: it is undone already; ``nothing-to-undo``;
            ``undo-out-of-order``, which names what has to go first.
        InvalidInput: ``unknown-code``.
    """
    current = step_in(state, "取り消し", "planned", "running", "awaiting_review", "finished")
    CORRECTION_REASONS.by_code(reason)

    undone = _Undoing(current, reason, today)
    match part:
        case "step":
            return undone.everything()
        case "review":
            _refuse_absent(current, present=current.reviewed_on is not None)
            falls = current.ending is not None and current.ending.review_required
            return undone.each("finish", "review") if falls else undone.each("review")
        case "end":
            _refuse_absent(current, present=current.ending is not None)
            _refuse_before("振り返り", stands=current.reviewed_on is not None)
            return undone.each("finish", "end") if current.finished else undone.each("end")
        case "attendance":
            known = attendance_id is not None and attendance_id in current.attended
            _refuse_absent(current, present=known)
            return (undone("attendance", attendance_id),)
        case "start":
            planned = current.planned_for is not None and current.started_on is not None
            _refuse_absent(current, present=planned)
            _refuse_before("終了", stands=current.ending is not None)
            _refuse_before("参加した日", stands=bool(current.attended))
            return undone.each("start")


@dataclass(frozen=True, slots=True)
class _Undoing:
    """Makes the events that take parts of one step back, for one reason."""

    current: StepState
    reason: Code
    today: date

    def __call__(self, what: Undoable, attendance_id: UUID | None = None) -> StepUndone:
        return StepUndone(
            municipality=self.current.municipality,
            on=self.today,
            undone=what,
            attendance_id=attendance_id,
            reason=self.reason,
            **dict(self.current.step),
        )

    def each(self, *parts: Undoable) -> tuple[StepEvent, ...]:
        """One event for each part, in this order."""
        return tuple(self(part) for part in parts)

    def everything(self) -> tuple[StepEvent, ...]:
        """Whatever stands, the latest first, and then the step itself."""
        at = self.current
        stands: dict[Undoable, bool] = {
            "finish": at.finished,
            "review": at.reviewed_on is not None,
            "end": at.ending is not None,
        }
        return (
            *self.each(*(part for part, there in stands.items() if there)),
            *(self("attendance", one) for one in at.attended),
            *(self.each("start") if at.started_on is not None else ()),
            self("step"),
        )


def _refuse_absent(current: StepState, *, present: bool) -> None:
    if not present:
        raise Refusal(
            "nothing-to-undo",
            "取り消すものが、この一歩には記録されていません。",
            "予定されていない一歩の開始を取り消すときは、一歩そのものを取り消してください。"
            f"いま記録できるのは「{'」「'.join(WAYS[current.status])}」です。",
        )


def _refuse_before(later: str, *, stands: bool) -> None:
    if stands:
        raise Refusal(
            "undo-out-of-order",
            f"これより後の記録（{later}）が残っています。",
            f"先に「{later}」を取り消すか、一歩そのものを取り消してください。",
        )
