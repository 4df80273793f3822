"""Conference's use cases, one part for each thing the secretariat works on."""

from services.conference.application.conference import ConferenceApplication
from services.conference.application.desk import Desk
from services.conference.application.meetings.forms import ConferenceNote
from services.conference.application.plans import PlanDraft

__all__ = ["ConferenceApplication", "ConferenceNote", "Desk", "PlanDraft"]
