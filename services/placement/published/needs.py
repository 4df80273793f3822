"""つなぎ先がない, and that it was not so, leave as a code: what exactly, and for whom, stays."""

from __future__ import annotations

from services.placement.domain.need import UnmetNeedFound, UnmetNeedUndone
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


@fact_of.register
def _(event: UnmetNeedUndone, recorded: Recorded) -> Fact:
    return placement.PlacementUnmetNeedUndone(
        municipality=event.municipality,
        occurred_on=event.on,
        case_id=str(event.case_id),
        need_id=str(recorded.originator_id),
        gap=event.gap,
    )
