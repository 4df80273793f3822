"""The event store of a service: aggregates, views and positions in one database."""

from shared.store.aggregate import Aggregate, Stream
from shared.store.database import Rows
from shared.store.event import Detail, Event, recorded_as
from shared.store.recorded import Recorded
from shared.store.store import EventStore, Logged
from shared.store.transaction import Transaction, View

__all__ = [
    "Aggregate",
    "Detail",
    "Event",
    "EventStore",
    "Logged",
    "Recorded",
    "Rows",
    "Stream",
    "Transaction",
    "View",
    "recorded_as",
]
