"""Employments 就職・就労定着."""

from services.placement.application.employments.employments import Employments
from services.placement.application.employments.forms import (
    EndEmployment,
    RecordCheckpoint,
    StartEmployment,
)

__all__ = ["Employments", "EndEmployment", "RecordCheckpoint", "StartEmployment"]
