"""What every use case has at hand: the store, the keys, the clock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from shared.calendar import Clock, jst_date
from shared.identity import Actor
from shared.sealing import Sealer
from shared.store import EventStore, Transaction


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk at which somebody works.

    Attributes:
        store: events and views.
        sealer: the service's keys.
        clock: the instant of recording.
    """

    store: EventStore
    sealer: Sealer
    clock: Clock

    @contextmanager
    def transaction(self, actor: Actor) -> Iterator[Transaction]:
        """Open a transaction; its instant (``tx.at``) is read when nobody else can write any more.

        So a decision never rests on what was withdrawn or undone before it in the record.
        """
        with self.store.transaction(actor, self.clock) as tx:
            yield tx

    @property
    def today(self) -> date:
        """The day of recording in Japan."""
        return jst_date(self.clock())
