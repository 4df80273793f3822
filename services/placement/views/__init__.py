"""Placement's read models; each is told of every event in the commit it belongs to."""

from services.placement.views.attendances import Attendances
from services.placement.views.cases import FOREIGN_TABLES as TOLD_CASES
from services.placement.views.cases import forget_person, remember_case
from services.placement.views.employments import Employments
from services.placement.views.incentives import Incentives
from services.placement.views.needs import Needs
from services.placement.views.outcomes import Outcomes
from services.placement.views.programmes import Programmes
from services.placement.views.referral_columns import Alike, Behind, OnBoard, alike_on, column_of
from services.placement.views.referral_rows import (
    ReferralRow,
    followers_of,
    foreseen_by,
    referral_row,
    referrals_of,
    referrals_to,
)
from services.placement.views.referrals import Referrals
from services.placement.views.resources import Resources
from services.placement.views.routings import Routings
from services.placement.views.sessions import Sessions
from services.placement.views.steps import Steps
from services.placement.views.tasks import (
    TaskRow,
    Tasks,
    municipalities_at_work,
    open_tasks,
    open_tasks_awaited_from,
    tasks_done,
)
from shared.known_agencies import FOREIGN_TABLES as KNOWN_AGENCIES
from shared.known_agencies import KnownAgency, known_agency, remember_agency

__all__ = [
    "FOREIGN_TABLES",
    "VIEWS",
    "Alike",
    "Attendances",
    "Behind",
    "Employments",
    "Incentives",
    "KnownAgency",
    "Needs",
    "OnBoard",
    "Outcomes",
    "Programmes",
    "ReferralRow",
    "Referrals",
    "Resources",
    "Routings",
    "Sessions",
    "Steps",
    "TaskRow",
    "Tasks",
    "alike_on",
    "column_of",
    "followers_of",
    "foreseen_by",
    "forget_person",
    "known_agency",
    "municipalities_at_work",
    "open_tasks",
    "open_tasks_awaited_from",
    "referral_row",
    "referrals_of",
    "referrals_to",
    "remember_agency",
    "remember_case",
    "tasks_done",
]

VIEWS = (
    Referrals(),
    Employments(),
    Steps(),
    Attendances(),
    Outcomes(),
    Resources(),
    Routings(),
    Needs(),
    Incentives(),
    Programmes(),
    Tasks(),
    Sessions(),
)

FOREIGN_TABLES = (*KNOWN_AGENCIES, *TOLD_CASES)
"""Filled from other services' facts, so no rebuilding from the own log empties them."""
