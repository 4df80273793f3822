"""Everything that can be done at conference's desk, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from services.conference.application.access.answers import AccessAnswers
from services.conference.application.access.lists import AccessLists
from services.conference.application.access.requests import AccessRequests
from services.conference.application.access.review import AccessReview
from services.conference.application.access.written import AccessWriting
from services.conference.application.audit import Audit
from services.conference.application.consents import Consents
from services.conference.application.deliberations import ConsentTasks, Minutes, Needs, Roles
from services.conference.application.desk import Desk
from services.conference.application.determinations import Determinations, Emergencies
from services.conference.application.disclosure import Boards, Packets, Reading, Sharing
from services.conference.application.erasure.erasures import Erasures
from services.conference.application.erasure.holds import Holds
from services.conference.application.erasure.retention import Retention
from services.conference.application.items import Items, OwnItems
from services.conference.application.meetings import Agenda, Attendance, Meetings, Rosters
from services.conference.application.plans import Plans
from services.conference.application.registers import Registers
from services.conference.application.requests import Requests
from shared.use_case import Bound, UseCase, offered_by


class ConferenceApplication:
    """Conference's use cases.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.meetings = Meetings(desk)
        self.rosters = Rosters(desk)
        self.agenda = Agenda(desk)
        self.attendance = Attendance(desk)
        self.plans = Plans(desk)
        self.minutes = Minutes(desk)
        self.roles = Roles(desk)
        self.needs = Needs(desk)
        self.consent_tasks = ConsentTasks(desk)
        self.registers = Registers(desk)
        self.consents = Consents(desk)
        self.determinations = Determinations(desk)
        self.emergencies = Emergencies(desk)
        self.boards = Boards(desk)
        self.packets = Packets(desk)
        self.reading = Reading(desk)
        self.audit = Audit(desk)
        self.sharing = Sharing(desk)
        self.retention = Retention(desk)
        self.holds = Holds(desk)
        self.erasures = Erasures(desk)
        self.requests = Requests(desk)
        self.items = Items(desk)
        self.own_items = OwnItems(desk)
        self.access_requests = AccessRequests(desk)
        self.access_lists = AccessLists(desk)
        self.access_writing = AccessWriting(desk)
        self.access_review = AccessReview(desk)
        self.access_answers = AccessAnswers(desk)

    def use_cases(self) -> Mapping[str, tuple[UseCase, Bound]]:
        """What HTTP, the command line and replays offer, by name."""
        return self._offered

    @cached_property
    def _offered(self) -> Mapping[str, tuple[UseCase, Bound]]:
        return offered_by(*(part for part in vars(self).values() if not isinstance(part, Desk)))
