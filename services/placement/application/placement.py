"""Everything that can be done at placement's desk, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from services.placement.application.desk import Desk
from services.placement.application.employments import Employments
from services.placement.application.referrals import Referrals
from shared.use_case import Bound, UseCase, offered_by


class PlacementApplication:
    """Placement's use cases.

    Args:
        desk: store, keys, clock.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.referrals = Referrals(desk)
        self.employments = Employments(desk)

    def use_cases(self) -> Mapping[str, tuple[UseCase, Bound]]:
        """What HTTP, the command line and replays offer, by name."""
        return self._offered

    @cached_property
    def _offered(self) -> Mapping[str, tuple[UseCase, Bound]]:
        return offered_by(*(part for part in vars(self).values() if not isinstance(part, Desk)))
