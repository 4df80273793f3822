"""A fact becomes a row of a table of observations; what the tables hold says their own module."""

from __future__ import annotations

from operator import attrgetter

from services.stats.views.observations import instant_text
from shared.facts.envelope import Received
from shared.store import Transaction
from shared.store.database import Value

_HEAD_COLUMNS = ("source", "position", "municipality", "occurred_on", "recorded_at")


def _head(received: Received) -> tuple[Value, ...]:
    """What the row of a fact begins with in every table."""
    fact = received.fact
    return (
        fact.SERVICE,
        received.id,
        fact.municipality,
        fact.occurred_on.isoformat(),
        instant_text(received.recorded_at),
    )


def observe(tx: Transaction, received: Received, table: str, **observed: Value) -> None:
    """Add the row of a fact to a table.

    Args:
        tx: the transaction in which the inbox also notes the position.
        received: the fact with its place.
        table: one of the tables of observations.
        observed: the table's own columns; also ``occurred_on``, where figures go by another day.
    """
    head = dict(zip(_HEAD_COLUMNS, _head(received), strict=True))
    tx.add(table, head | observed)


class Carried:
    """A table whose own columns are fields of a fact, under the same names.

    Of such facts there are a hundred times as many as of any others, so that what they have in
    common is found out once.

    Args:
        table: one of the tables of observations.
        columns: its own, two or more.
    """

    def __init__(self, table: str, *columns: str) -> None:
        self._where = (table, *_HEAD_COLUMNS, *columns)
        self._values_of = attrgetter(*columns)

    def observe(self, tx: Transaction, received: Received) -> None:
        """Add the row of a fact; see :func:`observe`."""
        tx.add_values(self._where, (*_head(received), *self._values_of(received.fact)))
