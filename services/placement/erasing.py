"""Destroying everything that placement has sealed about an erased person.

Placement keeps ids, codes and dates, and seals what is told about a person in words under the
person's key. Every key that intake has destroyed gets its tombstone here, whether anything was
sealed under it or not, so that nothing about the person can ever be sealed here again.
"""

from __future__ import annotations

from uuid import UUID

from services.placement.domain.erasure import ANSWER, KeysDestroyed, answer_id
from shared.facts import intake
from shared.sealing import Sealer
from shared.sealing.destruction import destroy_keys
from shared.store import Transaction


def follow_intake(tx: Transaction, sealer: Sealer, fact: intake.IntakeKeysDestroyed) -> None:
    """Destroy the keys that intake has destroyed, and record the proof.

    Raises:
        shared.sealing.refusals.ErasureIncomplete: something is reading the key store; the fact
            comes again.
    """
    erasure_id = UUID(fact.erasure_id)
    stream = tx.load(ANSWER, answer_id(erasure_id))
    if stream.state is not None:
        return
    keys = destroy_keys(sealer, fact.key_ids)
    destroyed = KeysDestroyed(
        municipality=fact.municipality,
        erasure_id=erasure_id,
        person_id=UUID(fact.person_id),
        keys=keys,
    )
    tx.append(ANSWER, stream, destroyed)
