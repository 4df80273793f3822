"""The deliberation 協議 of one agenda item: minutes, role division, unmet needs, seeking consent.

Nothing here tells anybody anything: what was said are items, and who reads them the law decides.
"""

from services.conference.domain.deliberation.consent_tasks import (
    advance_consent_task,
    finish_consent_task,
    set_consent_task,
)
from services.conference.domain.deliberation.events import (
    NEED_LABEL,
    TASK_LABEL,
    ConsentSought,
    ConsentStep,
    ConsentTask,
    ConsentTaskAdvanced,
    ConsentTaskFinished,
    ConsentTaskSet,
    MinutesWritten,
    NeedDetails,
    Paragraph,
    RoleEnded,
    RolesDivided,
    RoleTask,
    UnmetNeedFound,
)
from services.conference.domain.deliberation.minutes import minutes_to_share, write_minutes
from services.conference.domain.deliberation.recording import (
    divide_roles,
    end_role,
    find_need,
    task_not_found,
)
from services.conference.domain.deliberation.state import (
    DELIBERATION,
    ConsentTaskState,
    ConsentTaskStatus,
    DeliberationState,
    NeedState,
    RoleTaskState,
    deliberation_id,
)

__all__ = [
    "DELIBERATION",
    "NEED_LABEL",
    "TASK_LABEL",
    "ConsentSought",
    "ConsentStep",
    "ConsentTask",
    "ConsentTaskAdvanced",
    "ConsentTaskFinished",
    "ConsentTaskSet",
    "ConsentTaskState",
    "ConsentTaskStatus",
    "DeliberationState",
    "MinutesWritten",
    "NeedDetails",
    "NeedState",
    "Paragraph",
    "RoleEnded",
    "RoleTask",
    "RoleTaskState",
    "RolesDivided",
    "UnmetNeedFound",
    "advance_consent_task",
    "deliberation_id",
    "divide_roles",
    "end_role",
    "find_need",
    "finish_consent_task",
    "minutes_to_share",
    "set_consent_task",
    "task_not_found",
    "write_minutes",
]
