"""Steps towards work 一歩: 見学・体験・訓練・応募."""

from services.placement.application.steps.forms import (
    AttendStep,
    EndStep,
    ListSteps,
    PlanStep,
    ReviewStep,
    StartStep,
    StepsToReview,
    TakeStep,
    UndoInStep,
)
from services.placement.application.steps.lists import StepLists
from services.placement.application.steps.steps import Steps

__all__ = [
    "AttendStep",
    "EndStep",
    "ListSteps",
    "PlanStep",
    "ReviewStep",
    "StartStep",
    "StepLists",
    "Steps",
    "StepsToReview",
    "TakeStep",
    "UndoInStep",
]
