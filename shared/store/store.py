"""A service's event store: decisions become events, and their whole effect commits at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar
from uuid import UUID

from eventsourcing.persistence import StoredEvent

from shared.calendar import Clock
from shared.facts.fact import Service
from shared.identity import Actor, Metadata
from shared.store import view_shapes
from shared.store.aggregate import Aggregate, Stream
from shared.store.database import Database, Params, Row, UnitOfWork
from shared.store.held import held_by
from shared.store.kept_streams import KeptStreams
from shared.store.recorded import EventMapper, Recorded
from shared.store.transaction import Transaction, View

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Logged:
    """An event at its place in the service's notification log, the outbox.

    Attributes:
        id: eventsourcing's notification id; contiguous, ascending in commit order.
        recorded: the event.
    """

    id: int
    recorded: Recorded


class EventStore:
    """Events, read models and inbox positions of one service in one database.

    Args:
        service: name of the service; other services track its log under this name.
        database: SQLite or PostgreSQL.
        views: the read models that commit together with the events.
        tables: further statements for tables that are not views (the inbox's dead letters).
    """

    def __init__(
        self,
        service: Service,
        database: Database,
        views: Sequence[View] = (),
        tables: Sequence[str] = (),
    ) -> None:
        self.service = service
        self.database = database
        self.views = tuple(views)
        self._tables = tuple(tables)
        self._mapper = EventMapper()
        self._streams = KeptStreams()
        self._listeners: list[Callable[[], None]] = []

    def migrate(self) -> None:
        """Create all tables; run once, before any service starts.

        Views that this version makes otherwise than the one before are made and filled anew.
        """
        self.database.migrate([view_shapes.TABLE, *self._tables])
        with self.database.exclusive() as unit:
            if changed := view_shapes.changed(unit, self.views):
                view_shapes.make(unit, changed)
                self._fill_views(unit)

    def on_commit(self, listener: Callable[[], None]) -> None:
        """Call a listener after each commit that appended events, in the committing thread."""
        self._listeners.append(listener)

    @contextmanager
    def transaction(
        self, actor: Actor, at: datetime | Clock, cause: str | None = None
    ) -> Iterator[Transaction]:
        """Open a transaction: everything in the block is committed and on disk, or nothing is.

        Args:
            actor: who acts, for which agency, in which role, to what purpose.
            at: the instant of recording, with time zone; or a clock, which is asked when nobody
                else can write any more, so that instants follow each other as commits do.
            cause: id of the fact that made this happen, if one did.
        """
        self._settle()
        held = held_by(self)
        with ExitStack() as stack:
            unit = stack.enter_context(self.database.exclusive())
            if held:
                held.begin(unit)
            instant = at if isinstance(at, datetime) else at()
            metadata = Metadata(actor=actor, recorded_at=instant, causation=cause)
            tx = Transaction(self, unit, metadata)
            yield tx
            tx.flush()
            if held:
                held.hold(stack.pop_all(), unit, partial(self._committed, tx))
                return
        self._committed(tx)

    def _committed(self, tx: Transaction) -> None:
        """Remember the streams as they are now, and wake whoever waits for new events."""
        for stream in tx.changed.values():
            if stream.version > 1:  # what has just begun is read as quickly, and most never goes on
                self._streams.put(stream)
        if tx.changed:
            for listener in self._listeners:
                listener()

    def _settle(self) -> None:
        """Commit what this request holds back, before it looks at what is committed."""
        if held := held_by(self):
            held.settle()

    def load(self, aggregate: Aggregate[S], stream_id: UUID) -> Stream[S]:
        """Return an aggregate as it is now; version 0 and no state if it does not exist."""
        self._settle()
        known = self._known(aggregate, stream_id)
        stored = self.database.recorder.select_events(stream_id, gt=known.version)
        return self._brought_up(aggregate, known, stored)

    def load_in(self, unit: UnitOfWork, aggregate: Aggregate[S], stream_id: UUID) -> Stream[S]:
        """Return an aggregate as it is inside an open transaction."""
        known = self._known(aggregate, stream_id)
        return self._brought_up(aggregate, known, unit.events_of(stream_id, known.version))

    def load_all_in(
        self, unit: UnitOfWork, aggregate: Aggregate[S], stream_ids: Sequence[UUID]
    ) -> dict[UUID, Stream[S]]:
        """Return several aggregates as they are inside an open transaction."""
        known = {one: self._known(aggregate, one) for one in stream_ids}
        stored = unit.events_behind({one: stream.version for one, stream in known.items()})
        return {
            one: self._brought_up(aggregate, stream, stored.get(one, ()))
            for one, stream in known.items()
        }

    def _known(self, aggregate: Aggregate[S], stream_id: UUID) -> Stream[S]:
        kept = self._streams.get(stream_id)
        return kept if kept and kept.kind == aggregate.name else aggregate.none(stream_id)

    def _brought_up(
        self, aggregate: Aggregate[S], known: Stream[S], stored: Sequence[StoredEvent]
    ) -> Stream[S]:
        """Fold what has come since onto what was known."""
        return self._folded(aggregate, known, [self._mapper.to_domain_event(one) for one in stored])

    def _folded(
        self, aggregate: Aggregate[S], known: Stream[S], since: Sequence[Recorded]
    ) -> Stream[S]:
        """What was known with what has come since; an id of another kind is of none here."""
        if not since:
            return known
        if since[0].originator_version == 1 and not aggregate.begins_with(since[0].event):
            return known
        state = aggregate.fold(known.state, (one.event for one in since))
        stream = Stream(known.id, known.version + len(since), state, aggregate.name)
        self._streams.put(stream)
        return stream

    def history_in(
        self, unit: UnitOfWork, aggregate: Aggregate[S], stream_id: UUID
    ) -> tuple[Stream[S], list[Recorded]]:
        """An aggregate inside an open transaction with all that happened to it, read once."""
        history = [self._mapper.to_domain_event(one) for one in unit.events_of(stream_id, 0)]
        known = self._known(aggregate, stream_id)
        return self._folded(aggregate, known, history[known.version :]), history

    def history(self, stream_id: UUID) -> list[Recorded]:
        """Return everything that happened to one aggregate, in order."""
        self._settle()
        stored = self.database.recorder.select_events(stream_id)
        return [self._mapper.to_domain_event(event) for event in stored]

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """Ask the read models, as of the last commit."""
        self._settle()
        return self.database.rows(sql, params)

    def log(self, after: int, limit: int) -> list[Logged]:
        """Return the next events of the notification log.

        Args:
            after: notification id to start behind; 0 for the beginning.
            limit: at most so many.
        """
        self._settle()
        notifications = self.database.recorder.select_notifications(
            after, limit, inclusive_of_start=False
        )
        return [Logged(n.id, self._mapper.to_domain_event(n)) for n in notifications]

    def position(self) -> int:
        """Notification id of the last event, 0 for an empty log."""
        self._settle()
        return self.database.recorder.max_notification_id() or 0

    def tracked(self, source: str) -> int:
        """Position up to which another service's facts have taken effect here."""
        self._settle()
        return self.database.recorder.max_tracking_id(source) or 0

    def rebuild_views(
        self, advance: Callable[[int], None] = lambda _: None, batch: int = 1_000
    ) -> int:
        """Empty the views and fill them again from the log.

        Args:
            advance: is told of the place in the log that has been reached.
            batch: so many events are read at once.

        Returns:
            The number of events read.
        """
        with self.database.exclusive() as unit:
            return self._fill_views(unit, batch, advance)

    def _fill_views(
        self,
        unit: UnitOfWork,
        batch: int = 1_000,
        advance: Callable[[int], None] = lambda _: None,
    ) -> int:
        """All of them, since one may ask another while it is filled."""
        tx = Transaction(self, unit, None)
        for view in self.views:
            for name in view.names:
                unit.execute(f"DELETE FROM {name}")  # noqa: S608 - names are the view's own
        position = count = 0
        while logged := self.log(position, batch):
            for entry in logged:
                for view in self.views:
                    view.project(tx, entry.recorded)
            position, count = logged[-1].id, count + len(logged)
            advance(position)
        return count

    def stored(self, recorded: Recorded) -> StoredEvent:
        """Write a recorded event in the form it has on disk."""
        return self._mapper.to_stored_event(recorded)

    def close(self) -> None:
        """Give the database back."""
        self.database.close()
