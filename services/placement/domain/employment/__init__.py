"""An employment 就職: it starts, is looked in on, holds (就労定着), is left with support, ends.

Kinds of work (一般就労, A型, B型, 中間的就労 …) stay apart through ``kind``; leaving is a step with
support of its own and no failure (law rules 68, 69).
"""

from services.placement.domain.employment.events import (
    CheckpointRecorded,
    Employment,
    EmploymentDescribed,
    EmploymentEnded,
    EmploymentEvent,
    EmploymentRetained,
    EmploymentStarted,
    EmploymentUndone,
    LeavingCalledOff,
    LeavingPlanned,
    LeavingSupported,
    Workplace,
)
from services.placement.domain.employment.follow_up import (
    DueCheckpoint,
    due_checkpoints,
    record_checkpoint,
)
from services.placement.domain.employment.leaving import (
    call_off_leaving,
    end_employment,
    end_of,
    plan_leaving,
    support_leaving,
)
from services.placement.domain.employment.retention import (
    DEFAULT_RULE,
    SERIES,
    Checkpoint,
    CheckpointMonth,
    RetentionRule,
    retained_on,
)
from services.placement.domain.employment.standing import ACTS, EmploymentAct, existing
from services.placement.domain.employment.starting import describe_employment, start_employment
from services.placement.domain.employment.state import (
    EMPLOYMENT,
    EmploymentState,
    EmploymentStatus,
    evolve,
)
from services.placement.domain.employment.undoing import Undoing, undo_in_employment

__all__ = [
    "ACTS",
    "DEFAULT_RULE",
    "EMPLOYMENT",
    "SERIES",
    "Checkpoint",
    "CheckpointMonth",
    "CheckpointRecorded",
    "DueCheckpoint",
    "Employment",
    "EmploymentAct",
    "EmploymentDescribed",
    "EmploymentEnded",
    "EmploymentEvent",
    "EmploymentRetained",
    "EmploymentStarted",
    "EmploymentState",
    "EmploymentStatus",
    "EmploymentUndone",
    "LeavingCalledOff",
    "LeavingPlanned",
    "LeavingSupported",
    "RetentionRule",
    "Undoing",
    "Workplace",
    "call_off_leaving",
    "describe_employment",
    "due_checkpoints",
    "end_employment",
    "end_of",
    "evolve",
    "existing",
    "plan_leaving",
    "record_checkpoint",
    "retained_on",
    "start_employment",
    "support_leaving",
    "undo_in_employment",
]
