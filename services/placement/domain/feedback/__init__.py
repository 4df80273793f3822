"""Two-sided feedback on a step or a job: what the person says, and what the workplace says.

The person: own strengths, and the image of the work. The workplace: strengths that hold there, and
what must be minded. Each side sees what it gave; whoever supports the person sees both (豊中市).
All of it is about the person and sealed under their key.
"""

from services.placement.domain.feedback.events import (
    CAUTIONS_LABEL,
    HOLDING_LABEL,
    IMAGE_LABEL,
    STRENGTHS_LABEL,
    EmployerGaveFeedback,
    EmployersWords,
    FeedbackEvent,
    FeedbackTakenBack,
    PersonGaveFeedback,
    PersonsWords,
    Side,
    Subject,
)
from services.placement.domain.feedback.giving import (
    Occasion,
    feedback_not_found,
    give_feedback,
    take_back_feedback,
)
from services.placement.domain.feedback.state import (
    FEEDBACK,
    FeedbackState,
    Given,
    feedback_on,
)

__all__ = [
    "CAUTIONS_LABEL",
    "FEEDBACK",
    "HOLDING_LABEL",
    "IMAGE_LABEL",
    "STRENGTHS_LABEL",
    "EmployerGaveFeedback",
    "EmployersWords",
    "FeedbackEvent",
    "FeedbackState",
    "FeedbackTakenBack",
    "Given",
    "Occasion",
    "PersonGaveFeedback",
    "PersonsWords",
    "Side",
    "Subject",
    "feedback_not_found",
    "feedback_on",
    "give_feedback",
    "take_back_feedback",
]
