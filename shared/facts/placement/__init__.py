"""What placement publishes: つなぎ完了, 就職, 就労定着, and what leads there."""

from shared.facts.placement.employments import (
    EmploymentDescribed,
    EmploymentEnded,
    EmploymentRetained,
    EmploymentStarted,
    EmploymentUndone,
)
from shared.facts.placement.erasure import (
    PlacementKeysDestroyed,
)
from shared.facts.placement.needs import (
    PlacementUnmetNeedFound,
)
from shared.facts.placement.outcomes import (
    OutcomeReached,
    OutcomeUndone,
)
from shared.facts.placement.referrals import (
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralFact,
    ReferralFailed,
    ReferralFirstContact,
    ReferralOffered,
    ReferralStepUndone,
    ReferralTransferred,
    ReferralWithdrawn,
)
from shared.facts.placement.sessions import (
    SessionCount,
    SessionHeld,
    SessionUndone,
)
from shared.facts.placement.steps import (
    StepAttended,
    StepFinished,
    StepTaken,
    StepUndone,
)

__all__ = [
    "EmploymentDescribed",
    "EmploymentEnded",
    "EmploymentRetained",
    "EmploymentStarted",
    "EmploymentUndone",
    "OutcomeReached",
    "OutcomeUndone",
    "PlacementKeysDestroyed",
    "PlacementUnmetNeedFound",
    "ReferralAccepted",
    "ReferralCompleted",
    "ReferralDeclined",
    "ReferralFact",
    "ReferralFailed",
    "ReferralFirstContact",
    "ReferralOffered",
    "ReferralStepUndone",
    "ReferralTransferred",
    "ReferralWithdrawn",
    "SessionCount",
    "SessionHeld",
    "SessionUndone",
    "StepAttended",
    "StepFinished",
    "StepTaken",
    "StepUndone",
]
