"""Everything that can be done at intake's counter."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from services.intake.application.agencies import Agencies
from services.intake.application.cases import Cases, Courses, People, Worklists
from services.intake.application.contacts import Contacts
from services.intake.application.counter import Counter
from services.intake.application.door import AgencysDoor
from services.intake.application.ledgers import Ledgers
from services.intake.application.persons import Finder, Persons
from services.intake.application.readings import Looks
from shared.calendar import Clock
from shared.sealing import Sealer
from shared.store import EventStore
from shared.use_case import Bound, UseCase, offered_by


class IntakeApplication(Counter):
    """Intake's acts for whoever runs in its own process, and its use cases for everybody else.

    Args:
        store: events and views.
        sealer: the service's keys.
        clock: the instant of recording.
    """

    def __init__(self, store: EventStore, sealer: Sealer, clock: Clock) -> None:
        super().__init__(store, sealer, clock)
        guarded = Counter(store, sealer, clock, AgencysDoor())
        self._parts = (
            Cases(guarded),
            People(guarded),
            Courses(guarded),
            Worklists(guarded),
            Contacts(guarded),
            Persons(guarded),
            Finder(guarded),
            Agencies(guarded),
            Looks(guarded),
            Ledgers(self),
        )

    def use_cases(self) -> Mapping[str, tuple[UseCase, Bound]]:
        """What HTTP, the command line and pages offer, by name."""
        return self._offered

    @cached_property
    def _offered(self) -> Mapping[str, tuple[UseCase, Bound]]:
        return offered_by(*self._parts)
