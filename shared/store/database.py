"""What a service asks of its database; SQLite and PostgreSQL answer alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, Protocol
from uuid import UUID

from eventsourcing.persistence import ProcessRecorder, StoredEvent, Tracking

Params = Mapping[str, object]
Row = Mapping[str, Any]
Value = str | int | None
"""What a column of a table that rows are added to may hold."""


class Rows(Protocol):
    """Whatever can be asked with SQL; parameters are written ``:name``."""

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """Return the rows of a SELECT as mappings from column name to value."""
        ...


class UnitOfWork(Rows, Protocol):
    """One open transaction that nobody else can write beside."""

    def execute(self, sql: str, params: Params | None = None) -> None:
        """Run one statement of portable SQL."""
        ...

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        """Run one statement for each set of parameters."""
        ...

    def insert_rows(
        self, table: str, columns: Sequence[str], rows: Sequence[tuple[Value, ...]]
    ) -> None:
        """Add rows to a table in the way that is fastest for many.

        Args:
            table: its name; like those of the columns the program's own.
            columns: in the order of the values in each row.
            rows: texts and whole numbers.
        """
        ...

    def events_of(self, originator_id: UUID, after: int) -> list[StoredEvent]:
        """Return an aggregate's events behind a version, read on this transaction's connection.

        Another connection would have to wait for one in the pool, behind writers that wait for
        this transaction to end.
        """
        ...

    def events_behind(self, versions: Mapping[UUID, int]) -> dict[UUID, list[StoredEvent]]:
        """Return the events of several aggregates, each behind a version of its own.

        What has none is left out.
        """
        ...

    def insert_events(self, stored: Sequence[StoredEvent]) -> None:
        """Append to the event log; the transaction has seen to it that nobody was first."""
        ...

    def insert_tracking(self, tracking: Tracking) -> None:
        """Note how far another service's log has taken effect here."""
        ...


class Database(Rows, Protocol):
    """One service's database: eventsourcing's recorder, and tables beside it."""

    @property
    def recorder(self) -> ProcessRecorder:
        """Eventsourcing's recorder of events and positions."""
        ...

    def exclusive(self) -> AbstractContextManager[UnitOfWork]:
        """Open the transaction in which a command's or a message's whole effect commits."""
        ...

    def migrate(self, statements: Sequence[str]) -> None:
        """Create what is missing; safe to run from several processes at once."""
        ...

    def close(self) -> None:
        """Give the connections back."""
        ...
