"""Everything that can be asked of the ledger."""

from __future__ import annotations

from services.conference.application.audit.comparing import Recomputation
from services.conference.application.audit.entries import EntryQuestions
from services.conference.application.audit.patterns import PatternQuestions
from services.conference.application.audit.proving import Proofs
from services.conference.application.desk import Desk
from services.conference.docket import recompute


class Audit(EntryQuestions, PatternQuestions, Proofs):
    """The audit's use cases.

    Args:
        desk: store, keys, clock, ledger.
        recomputation: decides again for an entry as of its own day.
    """

    def __init__(self, desk: Desk, recomputation: Recomputation = recompute) -> None:
        super().__init__(desk)
        self._recomputation = recomputation
