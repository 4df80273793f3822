"""The case as a fold: each event goes to the noun it belongs to."""

from __future__ import annotations

from services.intake.domain.case import (
    assessment,
    consent,
    contact,
    handover,
    ledger,
    people,
    standing,
    transfer,
)
from services.intake.domain.case.opening import CaseOpened, opened
from services.intake.domain.case.state import CaseState
from shared.store.aggregate import Aggregate
from shared.store.event import Event


def evolve(case: CaseState | None, event: Event) -> CaseState:
    """Return the case after an event.

    Raises:
        LookupError: the history is damaged: it does not begin with an opening, or holds an event
            that is not a case's.
    """
    if case is None:
        if not isinstance(event, CaseOpened):
            raise LookupError(f"{event.TOPIC} cannot begin the history of a case")
        return opened(event)
    return _go_on(case, event)


def _go_on(case: CaseState, event: Event) -> CaseState:
    match event:
        case contact.ContactRecorded():
            after = contact.evolve(case, event)
        case consent.ConsentNoted():
            after = consent.evolve(case, event)
        case people.PersonAdded() | people.MainSubjectChanged() | people.AnonymousLinked():
            after = people.evolve(case, event)
        case handover.WorkerAssigned() | handover.CaseHandedOver():
            after = handover.evolve(case, event)
        case standing.CaseSuspended() | standing.CaseClosed() | standing.CaseReopened():
            after = standing.evolve(case, event)
        case transfer.CaseTransferredOut():
            after = transfer.evolve(case, event)
        case ledger.LedgerReferralNoted() | ledger.LedgerEmploymentNoted():
            after = ledger.evolve(case, event)
        case assessment.CaseAssessed():
            after = case
        case _:
            raise LookupError(f"{event.TOPIC} has no place in this case's history")
    return after


CASE: Aggregate[CaseState] = Aggregate("case", evolve)
