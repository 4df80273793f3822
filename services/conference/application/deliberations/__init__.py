"""Deliberations 協議: minutes, role division, what is lacking, whose consent is to be sought."""

from services.conference.application.deliberations.consent_tasks import ConsentTasks
from services.conference.application.deliberations.forms import (
    AdvanceConsentTask,
    ConsentTaskListed,
    CountNeeds,
    DivideRoles,
    EndRole,
    FindNeed,
    FinishConsentTask,
    MinutesListed,
    NeedListed,
    NeedsCounted,
    OwnTasks,
    ParagraphText,
    RoleListed,
    RoleTaskText,
    SetConsentTask,
    TaskListed,
    WriteMinutes,
)
from services.conference.application.deliberations.minutes import Minutes
from services.conference.application.deliberations.needs import Needs
from services.conference.application.deliberations.roles import Roles

__all__ = [
    "AdvanceConsentTask",
    "ConsentTaskListed",
    "ConsentTasks",
    "CountNeeds",
    "DivideRoles",
    "EndRole",
    "FindNeed",
    "FinishConsentTask",
    "Minutes",
    "MinutesListed",
    "NeedListed",
    "Needs",
    "NeedsCounted",
    "OwnTasks",
    "ParagraphText",
    "RoleListed",
    "RoleTaskText",
    "Roles",
    "SetConsentTask",
    "TaskListed",
    "WriteMinutes",
]
