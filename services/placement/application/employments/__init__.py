"""Employments 就職・就労定着・離職."""

from services.placement.application.employments.employments import Employments
from services.placement.application.employments.forms import (
    CallOffLeaving,
    DescribeEmployment,
    DueCheckpoints,
    EndEmployment,
    ListEmployments,
    PlanLeaving,
    RecordCheckpoint,
    StartEmployment,
    SupportLeaving,
    UndoInEmployment,
)
from services.placement.application.employments.leaving import Leaving
from services.placement.application.employments.lists import EmploymentLists

__all__ = [
    "CallOffLeaving",
    "DescribeEmployment",
    "DueCheckpoints",
    "EmploymentLists",
    "Employments",
    "EndEmployment",
    "Leaving",
    "ListEmployments",
    "PlanLeaving",
    "RecordCheckpoint",
    "StartEmployment",
    "SupportLeaving",
    "UndoInEmployment",
]
