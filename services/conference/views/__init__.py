"""Conference's read models; each is told of every event in the commit it belongs to."""

from services.conference.views.access_requests import (
    AccessRequests,
    AccessRow,
    access_requests_of,
    has_pending_access_request,
)
from services.conference.views.audit import AuditTrail, described_workers, questions_about
from services.conference.views.consents import Consents, notices_to, person_of_consent
from services.conference.views.deliberations import (
    Deliberations,
    TaskPlace,
    consent_task,
    consent_tasks_of,
    role_task,
    role_tasks_of,
    unmet_needs,
)
from services.conference.views.determinations import (
    Determinations,
    determinations_about,
    emergencies_about,
    unreviewed_emergencies,
)
from services.conference.views.erasures import (
    Erasures,
    erasures_of,
    holds_of,
    holds_on,
    list_erasures,
    streams_sealed_about,
)
from services.conference.views.items import (
    ItemRow,
    Items,
    items_about,
    items_before,
    items_ever_before,
    items_held,
)
from services.conference.views.meetings import FOREIGN_TABLES as KNOWN_CASES
from services.conference.views.meetings import (
    Meetings,
    conferences_about,
    is_agenda_item,
    known_cases,
    remember_case,
    rosters_of,
    sittings_seen_by,
)
from services.conference.views.packets import (
    Packets,
    last_number,
    open_packets_for,
    open_packets_of_matter,
    packets_of_matter,
)
from services.conference.views.plans import (
    PlanLine,
    Plans,
    acts_in_plan,
    has_plan,
    plans_of,
    plans_with,
)
from services.conference.views.registers import (
    Registers,
    agencies_of,
    first_department_of,
    household_members,
    is_agency,
    readers_who_are,
)
from services.conference.views.requests import RequestRow, Requests, requests_of, requests_to
from services.conference.views.retention import FOREIGN_TABLES as RETENTION
from services.conference.views.retention import (
    cases_of_person,
    ended_persons,
    last_days,
    persons_of_case,
    remember_for_retention,
)
from services.conference.views.told_needs import FOREIGN_TABLES as TOLD_NEEDS
from services.conference.views.told_needs import (
    forget_need,
    needs_told_of,
    remember_need,
    told_needs,
)
from services.conference.views.told_referrals import FOREIGN_TABLES as TOLD_REFERRALS
from services.conference.views.told_referrals import latest_step_told, remember_referral_step

__all__ = [
    "FOREIGN_TABLES",
    "VIEWS",
    "AccessRequests",
    "AccessRow",
    "AuditTrail",
    "Consents",
    "Deliberations",
    "Determinations",
    "Erasures",
    "ItemRow",
    "Items",
    "Meetings",
    "Packets",
    "PlanLine",
    "Plans",
    "Registers",
    "RequestRow",
    "Requests",
    "TaskPlace",
    "access_requests_of",
    "acts_in_plan",
    "agencies_of",
    "cases_of_person",
    "conferences_about",
    "consent_task",
    "consent_tasks_of",
    "described_workers",
    "determinations_about",
    "emergencies_about",
    "ended_persons",
    "erasures_of",
    "first_department_of",
    "forget_need",
    "has_pending_access_request",
    "has_plan",
    "holds_of",
    "holds_on",
    "household_members",
    "is_agency",
    "is_agenda_item",
    "items_about",
    "items_before",
    "items_ever_before",
    "items_held",
    "known_cases",
    "last_days",
    "last_number",
    "latest_step_told",
    "list_erasures",
    "needs_told_of",
    "notices_to",
    "open_packets_for",
    "open_packets_of_matter",
    "packets_of_matter",
    "person_of_consent",
    "persons_of_case",
    "plans_of",
    "plans_with",
    "questions_about",
    "readers_who_are",
    "remember_case",
    "remember_for_retention",
    "remember_need",
    "remember_referral_step",
    "requests_of",
    "requests_to",
    "role_task",
    "role_tasks_of",
    "rosters_of",
    "sittings_seen_by",
    "streams_sealed_about",
    "told_needs",
    "unmet_needs",
    "unreviewed_emergencies",
]

VIEWS = (
    Items(),
    Requests(),
    Packets(),
    Meetings(),
    Deliberations(),
    Plans(),
    Registers(),
    Consents(),
    Determinations(),
    AuditTrail(),
    AccessRequests(),
    Erasures(),
)
"""All of them, in the order in which they are told."""

FOREIGN_TABLES = (*KNOWN_CASES, *RETENTION, *TOLD_NEEDS, *TOLD_REFERRALS)
"""Filled from other services' facts, so no rebuilding from the own log empties them."""
