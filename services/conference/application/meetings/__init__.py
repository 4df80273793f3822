"""Meetings 支援会議: rosters, calling, agenda, who attends, and that they were held."""

from services.conference.application.meetings.agenda import Agenda
from services.conference.application.meetings.attendance import Attendance
from services.conference.application.meetings.conferences import Meetings
from services.conference.application.meetings.forms import ConferenceNote
from services.conference.application.meetings.rosters import Rosters

__all__ = ["Agenda", "Attendance", "ConferenceNote", "Meetings", "Rosters"]
