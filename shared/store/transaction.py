"""One open transaction: events, read models and positions that commit together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar
from uuid import UUID

from eventsourcing.persistence import StoredEvent, Tracking

from shared.identity import Metadata
from shared.refusal import Refusal
from shared.store.aggregate import Aggregate, Stream, id_taken
from shared.store.database import Params, Row, UnitOfWork, Value
from shared.store.event import Event
from shared.store.recorded import Recorded

if TYPE_CHECKING:
    from shared.store.store import EventStore

S = TypeVar("S")


class View(Protocol):
    """A read model that changes in the same commit as the events it is made of."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its tables."""
        ...

    @property
    def tables(self) -> tuple[str, ...]:
        """``CREATE ... IF NOT EXISTS`` statements in SQL that both databases understand."""
        ...

    def project(self, tx: Transaction, recorded: Recorded) -> None:
        """Take one event of the own service into the tables."""
        ...


class Transaction:
    """One open transaction on a store; made by :meth:`EventStore.transaction` only."""

    def __init__(self, store: EventStore, unit: UnitOfWork, metadata: Metadata | None) -> None:
        self._store = store
        self._unit = unit
        self._metadata = metadata
        self._pending: list[StoredEvent] = []
        self._loaded: dict[UUID, Stream[Any]] = {}
        self._added: dict[tuple[str, ...], list[tuple[Value, ...]]] = {}
        self.changed: dict[UUID, Stream[Any]] = {}

    @property
    def metadata(self) -> Metadata:
        """Who acts in this transaction, and when.

        Raises:
            Refusal: nobody does; views are being rebuilt.
        """
        if self._metadata is None:
            raise Refusal(
                "read-only-transaction",
                "表を作り直している間は、新しい記録を書き込めません。",
                "作り直しが終わってから操作してください。",
            )
        return self._metadata

    @property
    def at(self) -> datetime:
        """The instant of recording; see :meth:`EventStore.transaction`.

        Raises:
            Refusal: as :attr:`metadata`.
        """
        return self.metadata.recorded_at

    def load(self, aggregate: Aggregate[S], stream_id: UUID) -> Stream[S]:
        """Return an aggregate with what this transaction has appended to it."""
        known = self._known(aggregate, stream_id)
        if known is None:
            known = self._loaded[stream_id] = self._store.load_in(self._unit, aggregate, stream_id)
        return known

    def load_all(
        self, aggregate: Aggregate[S], stream_ids: Iterable[UUID]
    ) -> dict[UUID, Stream[S]]:
        """Return several aggregates as :meth:`load` does, with one question to the database."""
        found = {one: self._known(aggregate, one) for one in stream_ids}
        unknown = [one for one, stream in found.items() if stream is None]
        if unknown:
            loaded = self._store.load_all_in(self._unit, aggregate, unknown)
            self._loaded |= loaded
            found |= loaded
        return {one: stream for one, stream in found.items() if stream is not None}

    def history(self, aggregate: Aggregate[S], stream_id: UUID) -> list[Recorded]:
        """Return everything that happened to an aggregate before this transaction, in order.

        Loading it afterwards does not read it again.
        """
        stream, history = self._store.history_in(self._unit, aggregate, stream_id)
        self._loaded.setdefault(stream_id, stream)
        return history

    def _known(self, aggregate: Aggregate[S], stream_id: UUID) -> Stream[S] | None:
        """What was loaded or changed here before: nobody else can write until this ends."""
        known = self.changed.get(stream_id) or self._loaded.get(stream_id)
        return known if known is not None and known.kind == aggregate.name else None

    def append(self, aggregate: Aggregate[S], stream: Stream[S], *events: Event) -> Stream[S]:
        """Append events to a stream, project them, and return the stream as it is then.

        Raises:
            Refusal: ``stale-version``: the stream was loaded before somebody else wrote to it;
                ``id-taken``: an aggregate of another kind has this id.
        """
        loaded = self._loaded.get(stream.id)
        if loaded is None or loaded.version != stream.version or stream.id in self.changed:
            self.load(aggregate, stream.id).expect_version(stream.version)
        if events and stream.version == 0 and self._is_taken(stream.id):
            raise id_taken()
        for event in events:
            state = aggregate.evolve(stream.state, event)
            stream = Stream(stream.id, stream.version + 1, state, aggregate.name)
            recorded = Recorded(stream.id, stream.version, event, self.metadata)
            self._pending.append(self._store.stored(recorded))
            for view in self._store.views:
                view.project(self, recorded)
        if events:
            self.changed[stream.id] = stream
        return stream

    def _is_taken(self, stream_id: UUID) -> bool:
        """Whether anything at all has an id, written or appended in this transaction."""
        return stream_id in self.changed or bool(self._unit.events_of(stream_id, 0))

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Undo what a block has appended and written if it raises; the rest stays.

        For imports, in which one bad row must leave nothing behind and not take the others along.
        """
        pending, changed = len(self._pending), dict(self.changed)
        self._add_rows()
        self._unit.execute("SAVEPOINT attempt")
        try:
            yield
            self._add_rows()
        except BaseException:
            self._added.clear()
            self._unit.execute("ROLLBACK TO SAVEPOINT attempt")
            del self._pending[pending:]
            self.changed = changed
            raise
        finally:
            self._unit.execute("RELEASE SAVEPOINT attempt")

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """Ask the read models, own writes included."""
        self._add_rows()
        return self._unit.rows(sql, params)

    def execute(self, sql: str, params: Params | None = None) -> None:
        """Change a row of a view or of the inbox."""
        self._add_rows()
        self._unit.execute(sql, params)

    def execute_many(self, sql: str, params: Sequence[Params]) -> None:
        """Change many rows with one statement."""
        self._add_rows()
        self._unit.execute_many(sql, params)

    def add(self, table: str, row: Mapping[str, Value]) -> None:
        """Add a row to a table, together with the others that this transaction adds to it.

        It is there for whoever asks in this transaction, and fails, if it does, when it is asked
        for or at the end; so that a fact of a batch costs no round trip of its own.

        Args:
            table: its name; like those of the columns the program's own.
            row: values by column.
        """
        self.add_values((table, *row), tuple(row.values()))

    def add_values(self, where: tuple[str, ...], values: tuple[Value, ...]) -> None:
        """Add a row as :meth:`add` does.

        Args:
            where: the table, and the columns.
            values: in the order of the columns.
        """
        self._added.setdefault(where, []).append(values)

    def _add_rows(self) -> None:
        added, self._added = self._added, {}
        for (table, *columns), rows in added.items():
            self._unit.insert_rows(table, columns, rows)

    def track(self, source: str, position: int) -> None:
        """Note that another service's facts have taken effect up to a position."""
        self._unit.insert_tracking(Tracking(source, position))

    def flush(self) -> None:
        """Hand the added rows and the pending events to the database; the commit follows."""
        self._add_rows()
        if self._pending:
            self._unit.insert_events(self._pending)
            self._pending.clear()
