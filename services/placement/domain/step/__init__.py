"""A step towards work 一歩: 見学・体験・訓練・応募 …, from its planning to the look back on it.

Steps may repeat, be skipped and come in any order: who goes from a first visit to a job goes well.
Only what cannot have happened is refused.
"""

from services.placement.domain.step.events import (
    REVIEW_LABEL,
    Party,
    Step,
    StepAttended,
    StepEnded,
    StepEvent,
    StepFinished,
    StepPlanned,
    StepReviewed,
    StepStarted,
    StepUndone,
    Undoable,
)
from services.placement.domain.step.finishing import Review, end_step, review_step
from services.placement.domain.step.standing import ACTS, NAMES, StepAct, existing_step
from services.placement.domain.step.state import STEP, Ending, StepState, StepStatus
from services.placement.domain.step.taking import attend_step, plan_step, start_step, take_step
from services.placement.domain.step.undoing import Part, undo_in_step

__all__ = [
    "ACTS",
    "NAMES",
    "REVIEW_LABEL",
    "STEP",
    "Ending",
    "Part",
    "Party",
    "Review",
    "Step",
    "StepAct",
    "StepAttended",
    "StepEnded",
    "StepEvent",
    "StepFinished",
    "StepPlanned",
    "StepReviewed",
    "StepStarted",
    "StepState",
    "StepStatus",
    "StepUndone",
    "Undoable",
    "attend_step",
    "end_step",
    "existing_step",
    "plan_step",
    "review_step",
    "start_step",
    "take_step",
    "undo_in_step",
]
