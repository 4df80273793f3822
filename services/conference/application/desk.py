"""What every use case of conference has at hand: the store, the keys, the clock, the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.conference.ledger.ledger import Ledger
from shared.calendar import Clock, jst_date
from shared.sealing import Sealer
from shared.store import EventStore


@dataclass(frozen=True, slots=True)
class Desk:
    """The secretariat's desk.

    Attributes:
        store: events and views.
        sealer: the service's keys.
        clock: the instant of recording.
        ledger: who shared what about whom, with whom, why.
    """

    store: EventStore
    sealer: Sealer
    clock: Clock
    ledger: Ledger

    @property
    def today(self) -> date:
        """The day of recording in Japan."""
        return jst_date(self.clock())
