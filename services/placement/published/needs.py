"""つなぎ先がない leaves as a code: what exactly is lacking, and for whom, stays here."""

from __future__ import annotations

from services.placement.domain.need import UnmetNeedFound
from services.placement.published.publish import fact_of
from shared.facts import Fact, placement
from shared.store import Recorded


@fact_of.register
def _(event: UnmetNeedFound, recorded: Recorded) -> Fact:
    return placement.PlacementUnmetNeedFound(
        municipality=event.municipality,
        occurred_on=event.found_on,
        case_id=str(event.case_id),
        need_id=str(recorded.originator_id),
        gap=event.gap,
    )
