"""The record that a decision reads: as it stands in a transaction, or as it was at an instant."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar
from uuid import UUID

from shared.codes.municipality import MunicipalityCode
from shared.store import Aggregate, EventStore, Rows, Transaction

S = TypeVar("S")


class Record(Protocol):
    """What was recorded, by aggregate."""

    @property
    def views(self) -> Rows:
        """The read models; they tell where to look, and the aggregates tell what holds."""
        ...

    def state(self, aggregate: Aggregate[S], stream_id: UUID) -> S | None:
        """An aggregate as it is on record; ``None`` if it is not."""
        ...


@dataclass(frozen=True, slots=True)
class Now:
    """The record as it stands inside an open transaction, what it has appended included."""

    tx: Transaction

    @property
    def views(self) -> Rows:
        """The read models, own writes included."""
        return self.tx

    def state(self, aggregate: Aggregate[S], stream_id: UUID) -> S | None:
        """An aggregate as it stands."""
        return self.tx.load(aggregate, stream_id).state


@dataclass(frozen=True, slots=True)
class Within:
    """The record as one municipality knows its people: those of another are unknown to it.

    What one municipality recorded of somebody neither opens nor tells anything in another.
    """

    record: Record
    municipality: MunicipalityCode

    @property
    def views(self) -> Rows:
        """The read models."""
        return self.record.views

    def state(self, aggregate: Aggregate[S], stream_id: UUID) -> S | None:
        """An aggregate, if it is of this municipality."""
        state = self.record.state(aggregate, stream_id)
        return state if getattr(state, "municipality", None) == self.municipality else None


@dataclass(frozen=True, slots=True)
class AsRecordedBy:
    """The record as it was known at a past instant (law rules 15, 70): later events are not seen.

    Attributes:
        store: events and views.
        until: events recorded after it do not count.
    """

    store: EventStore
    until: datetime

    @property
    def views(self) -> Rows:
        """The read models of today: no row of theirs is ever taken out."""
        return self.store

    def state(self, aggregate: Aggregate[S], stream_id: UUID) -> S | None:
        """An aggregate as it was on record then; an id of something else is not one."""
        history = self.store.history(stream_id)
        if history and not aggregate.begins_with(history[0].event):
            return None
        known = (one.event for one in history if one.metadata.recorded_at <= self.until)
        return aggregate.fold(None, known)
