"""What placement publishes: つなぎ完了, 就職, 就労定着, and what leads there."""

from shared.facts.placement.checkpoints import (
    EmploymentChecked,
    EmploymentCheckUndone,
)
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
from shared.facts.placement.incentives import (
    IncentiveAmount,
    IncentiveGranted,
)
from shared.facts.placement.needs import (
    PlacementUnmetNeedFound,
    PlacementUnmetNeedUndone,
)
from shared.facts.placement.outcomes import (
    OutcomeReached,
    OutcomeUndone,
)
from shared.facts.placement.programmes import (
    ProgrammeAnnounced,
    ProgrammeName,
)
from shared.facts.placement.referrals import (
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralFact,
    ReferralFailed,
    ReferralFirstContact,
    ReferralOffered,
    ReferralOfferedV1,
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
    "EmploymentCheckUndone",
    "EmploymentChecked",
    "EmploymentDescribed",
    "EmploymentEnded",
    "EmploymentRetained",
    "EmploymentStarted",
    "EmploymentUndone",
    "IncentiveAmount",
    "IncentiveGranted",
    "OutcomeReached",
    "OutcomeUndone",
    "PlacementKeysDestroyed",
    "PlacementUnmetNeedFound",
    "PlacementUnmetNeedUndone",
    "ProgrammeAnnounced",
    "ProgrammeName",
    "ReferralAccepted",
    "ReferralCompleted",
    "ReferralDeclined",
    "ReferralFact",
    "ReferralFailed",
    "ReferralFirstContact",
    "ReferralOffered",
    "ReferralOfferedV1",
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
