"""Everything that can be done at conference's desk, part by part."""

from __future__ import annotations

from services.conference.application.desk import Desk
from services.conference.application.meetings import Meetings, MunicipalityDuties
from services.conference.application.plans import Plans
from shared.use_case import Bound, UseCase, offered_by


class ConferenceApplication:
    """Conference's use cases.

    Args:
        desk: store, keys, clock.
        duties: what the municipality runs.
    """

    def __init__(self, desk: Desk, duties: MunicipalityDuties) -> None:
        self.desk = desk
        self.meetings = Meetings(desk, duties)
        self.plans = Plans(desk)

    def use_cases(self) -> dict[str, tuple[UseCase, Bound]]:
        """What HTTP, the command line and replays offer, by name."""
        parts = vars(self).values()
        return offered_by(*(part for part in parts if not isinstance(part, Desk)))
