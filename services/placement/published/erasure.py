"""Keys destroyed: the proof goes to conference, which collects it."""

from __future__ import annotations

from services.placement.domain.erasure import KeysDestroyed
from services.placement.published.publish import fact_of
from shared.calendar import jst_date
from shared.facts import Fact, placement
from shared.store import Recorded


@fact_of.register
def _(event: KeysDestroyed, recorded: Recorded) -> Fact:
    return placement.PlacementKeysDestroyed(
        municipality=event.municipality,
        occurred_on=jst_date(recorded.metadata.recorded_at),
        erasure_id=str(event.erasure_id),
        person_id=str(event.person_id),
        key_ids=tuple(key.key_id for key in event.keys),
        destroyed_at=max(key.destroyed_at for key in event.keys),
    )
