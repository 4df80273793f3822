"""What every use case of conference has at hand, the ledger of disclosures among it."""

from __future__ import annotations

from dataclasses import dataclass

import shared.desk
from services.conference.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Desk(shared.desk.Desk):
    """The secretariat's desk.

    Attributes:
        ledger: who shared what about whom, with whom, why.
    """

    ledger: Ledger
