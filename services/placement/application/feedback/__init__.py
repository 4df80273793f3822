"""Two-sided feedback 振り返り of the person and of the workplace."""

from services.placement.application.feedback.feedback import Feedback
from services.placement.application.feedback.forms import (
    EmployerSays,
    GiveFeedback,
    PersonSays,
    ShowFeedback,
    TakeBackFeedback,
)

__all__ = [
    "EmployerSays",
    "Feedback",
    "GiveFeedback",
    "PersonSays",
    "ShowFeedback",
    "TakeBackFeedback",
]
