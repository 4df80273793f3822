"""Everything a statistician can do, part by part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property

from services.stats.application.arriving import ConfirmArrival, nobody_confirms
from services.stats.application.catalogues import Catalogues
from services.stats.application.kpi import Kpis
from services.stats.application.remembered import Remembered
from services.stats.application.returns import (
    IssuedReturns,
    LookAtReturn,
    Publications,
    Returns,
)
from services.stats.application.submissions import Submissions
from services.stats.domain.prefecture_return import Return
from services.stats.domain.scope import scope_of
from services.stats.domain.template import Template
from services.stats.templates import load_templates
from shared.calendar import Clock
from shared.store import EventStore
from shared.use_case import Bound, UseCase, offered_by


class StatsApplication:
    """Stats' use cases.

    Args:
        store: observations, issued returns and entered figures.
        clock: the instant of recording.
        confirm_arrival: whether everything that was accepted has arrived.
    """

    def __init__(
        self, store: EventStore, clock: Clock, confirm_arrival: ConfirmArrival = nobody_confirms
    ) -> None:
        self.store = store
        self.clock = clock
        self.catalogues = Catalogues(store)
        remembered = Remembered(store)
        self.returns = Returns(store, clock, confirm_arrival, remembered)
        self.issued_returns = IssuedReturns(store, clock)
        self.publications = Publications(store, clock, remembered)
        self.kpis = Kpis(store, clock, remembered)
        self.submissions = Submissions(store, clock)

    def use_cases(self) -> Mapping[str, tuple[UseCase, Bound]]:
        """What HTTP, pages and the command line offer, by name."""
        return self._offered

    @cached_property
    def _offered(self) -> Mapping[str, tuple[UseCase, Bound]]:
        return offered_by(
            self.catalogues,
            self.returns,
            self.issued_returns,
            self.publications,
            self.kpis,
            self.submissions,
        )

    @staticmethod
    def templates() -> tuple[Template, ...]:
        """Every report template."""
        return tuple(load_templates().values())

    def compute_return(
        self, template: str, municipality: str, first: date, last: date, as_of: datetime
    ) -> Return:
        """Count the figures of a period as they were known at an instant; nothing is recorded.

        Args:
            template: id of the template.
            municipality: 全国地方公共団体コード.
            first: first day of the period.
            last: its last day, inclusive.
            as_of: what was recorded up to this instant counts.

        Returns:
            The return, with the version that was issued with these figures, or the number under
            which it would be issued.

        Raises:
            InvalidInput: ``unknown-template``, ``period-reversed``, ``instant-without-zone``, or
                the municipality code is not one.
        """
        scope = scope_of(municipality, first, last, as_of)
        return self.returns.count(
            LookAtReturn(
                template=template,
                municipality=scope.municipality,
                first=first,
                last=last,
                as_of=as_of,
            )
        )
