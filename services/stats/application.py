"""What a statistician can do: look at the figures of any past instant, and issue a return."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from services.stats.domain.issued_return import (
    RETURN,
    IssuedReturn,
    issue_return,
    return_id,
    version_of,
)
from services.stats.domain.prefecture_return import Return
from services.stats.domain.scope import Scope, scope_of
from services.stats.domain.table import Table, tabulate
from services.stats.domain.template import TableTemplate, Template
from services.stats.templates import load_templates, template_by_id
from services.stats.views import count, count_units
from shared.calendar import Clock
from shared.identity import Actor
from shared.store import EventStore, Rows


class StatsApplication:
    """Stats' use cases.

    Args:
        store: observations and issued returns.
        clock: the instant of recording.
    """

    def __init__(self, store: EventStore, clock: Clock) -> None:
        self.store = store
        self.clock = clock

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
        asked = template_by_id(template)
        scope = scope_of(municipality, first, last, as_of)
        state = self.store.load(RETURN, return_id(asked.id, scope)).state
        return _count_return(self.store, asked, scope, state)

    def issue_return(
        self,
        actor: Actor,
        template: str,
        municipality: str,
        first: date,
        last: date,
        as_of: datetime,
    ) -> Return:
        """報告の発行: issue the return, unless the version that holds has the same figures.

        Raises:
            Refusal: as :meth:`compute_return`, and see
                :func:`services.stats.domain.issued_return.issue_return`.
        """
        asked = template_by_id(template)
        scope = scope_of(municipality, first, last, as_of)
        now = self.clock()
        with self.store.transaction(actor, now) as tx:
            stream = tx.load(RETURN, return_id(asked.id, scope))
            made = _count_return(tx, asked, scope, stream.state)
            stream = tx.append(RETURN, stream, *issue_return(stream.state, made, now=now))
            return replace(made, version=version_of(stream.state, made.tables))


def _count_return(
    rows: Rows, template: Template, scope: Scope, issued: IssuedReturn | None
) -> Return:
    tables = tuple(_filled(rows, table, scope) for table in template.tables)
    return Return(template, scope, tables, version_of(issued, tables))


def _filled(rows: Rows, table: TableTemplate, scope: Scope) -> Table:
    return tabulate(table, count(rows, table, scope), count_units(rows, table, scope))
