"""Everything that can be done at placement's desk, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from services.placement.application.agencies import Agencies
from services.placement.application.cases import Cases
from services.placement.application.employments import EmploymentLists, Employments, Leaving
from services.placement.application.feedback import Feedback
from services.placement.application.incentives import Incentives
from services.placement.application.outcomes import Outcomes
from services.placement.application.programmes import Participants, Programmes, Sessions
from services.placement.application.referrals import (
    AskCasework,
    PlannedReferrals,
    ReferralBoards,
    ReferralPackets,
    Referrals,
    ReferralWaysOut,
)
from services.placement.application.resources import Directory, ResourceNotes, Resources
from services.placement.application.routing import Needs, Routing, Rules
from services.placement.application.steps import StepLists, Steps
from services.placement.application.tasks import Tasks
from shared.desk import Desk
from shared.use_case import Bound, UseCase, offered_by


class PlacementApplication:
    """Placement's use cases.

    Args:
        desk: store, keys, clock.
        ask: how conference is asked what a referral's receiver may read.
    """

    def __init__(self, desk: Desk, ask: AskCasework) -> None:
        self.desk = desk
        self.referrals = Referrals(desk)
        self.planned_referrals = PlannedReferrals(desk)
        self.referral_ways_out = ReferralWaysOut(desk)
        self.referral_boards = ReferralBoards(desk)
        self.referral_packets = ReferralPackets(desk, ask)
        self.employments = Employments(desk)
        self.employment_lists = EmploymentLists(desk)
        self.leaving = Leaving(desk)
        self.steps = Steps(desk)
        self.step_lists = StepLists(desk)
        self.feedback = Feedback(desk)
        self.outcomes = Outcomes(desk)
        self.resources = Resources(desk)
        self.resource_notes = ResourceNotes(desk)
        self.directory = Directory(desk)
        self.routing = Routing(desk)
        self.routing_rules = Rules(desk)
        self.needs = Needs(desk)
        self.incentives = Incentives(desk)
        self.programmes = Programmes(desk)
        self.sessions = Sessions(desk)
        self.participants = Participants(desk)
        self.tasks = Tasks(desk)
        self.agencies = Agencies(desk)
        self.cases = Cases(desk)

    def use_cases(self) -> Mapping[str, tuple[UseCase, Bound]]:
        """What HTTP, the command line and replays offer, by name."""
        return self._offered

    @cached_property
    def _offered(self) -> Mapping[str, tuple[UseCase, Bound]]:
        return offered_by(*(part for part in vars(self).values() if not isinstance(part, Desk)))
