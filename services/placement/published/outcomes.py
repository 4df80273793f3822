"""That somebody reached something that is no job; nobody's words about it."""

from __future__ import annotations

from services.placement.domain.outcome import OutcomeEvent, OutcomeReached, OutcomeUndone
from services.placement.published.publish import fact_of
from shared.facts import Fact, placement
from shared.store import Recorded

_FACTS: dict[type[OutcomeEvent], type[placement.OutcomeReached | placement.OutcomeUndone]] = {
    OutcomeReached: placement.OutcomeReached,
    OutcomeUndone: placement.OutcomeUndone,
}


@fact_of.register
def _(event: OutcomeEvent, recorded: Recorded) -> Fact:
    return _FACTS[type(event)](
        municipality=event.municipality,
        occurred_on=event.on,
        case_id=str(event.case_id),
        outcome_id=str(recorded.originator_id),
        person_id=str(event.person_id) if event.person_id else None,
        kind=event.kind,
    )
