"""The proof that keys were destroyed."""

from __future__ import annotations

from pydantic import AwareDatetime

from shared.facts.fact import Fact, OpaqueId, fact


@fact("placement", "keys-destroyed", "鍵の消去", subject="person_id")
class PlacementKeysDestroyed(Fact):
    """Everything that placement had sealed about an erased person cannot be opened any more.

    Attributes:
        erasure_id: the erasure that conference approved.
        key_ids: the keys that were destroyed.
        destroyed_at: the latest instant on their tombstones; opening was refused afterwards.
    """

    erasure_id: OpaqueId
    person_id: OpaqueId
    key_ids: tuple[OpaqueId, ...]
    destroyed_at: AwareDatetime
