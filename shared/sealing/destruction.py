"""Destroying the keys of an erased person, and proving it.

Destroying a key is not part of any database transaction. So it is done first and recorded after:
what dies in between is done again, and ends in the same tombstone with the same instant.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, StringConstraints

from shared.refusal import Refusal
from shared.sealing.refusals import Erased
from shared.sealing.sealed import NONCE_BYTES, TAG_BYTES, Sealed
from shared.sealing.sealer import Sealer
from shared.store.event import Detail

KeyId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_:-]{0,99}$")]
"""Opaque id under which a key lay."""

PROBE = "erasure.probe"


class DestroyedKey(Detail):
    """One key that is gone: opening was tried afterwards, past any key in memory, and refused.

    Attributes:
        key_id: under which id it lay.
        destroyed_at: the instant on its tombstone.
    """

    key_id: KeyId
    destroyed_at: AwareDatetime


class Destruction(Detail):
    """What one service did about one erasure.

    Attributes:
        erasure_id: the erasure.
        person_id: who was erased.
        keys: every key under which something about the person had been sealed there.
    """

    erasure_id: UUID
    person_id: UUID
    keys: tuple[DestroyedKey, ...]


def destroy_keys(sealer: Sealer, key_ids: Iterable[str]) -> tuple[DestroyedKey, ...]:
    """Destroy keys, try to open something under each, and return the proof, in order of ids.

    An id that never had a key gets a tombstone all the same, so that it never gets one.

    Raises:
        shared.sealing.refusals.ErasureIncomplete: the bytes of a key are not all gone; again.
        Refusal: ``key-still-opens``.
    """
    return tuple(_destroyed(sealer, key_id) for key_id in sorted(set(key_ids)))


def _destroyed(sealer: Sealer, key_id: str) -> DestroyedKey:
    sealer.destroy(key_id)
    destroyed_at = sealer.key_store.destroyed_at(key_id)
    if destroyed_at is None or not _is_refused(sealer, key_id):
        raise Refusal(
            "key-still-opens",
            "消去したはずの鍵が、まだ使えます。",
            "鍵の置き場所の状態を確かめ、消去をもう一度実行してください。",
        )
    return DestroyedKey(key_id=key_id, destroyed_at=destroyed_at)


def _is_refused(sealer: Sealer, key_id: str) -> bool:
    """Whether opening is refused because of the erasure, with the key asked for anew."""
    sealer.forget(key_id)
    try:
        sealer.open(Sealed(key_id, bytes(NONCE_BYTES), bytes(TAG_BYTES)), PROBE)
    except Erased:
        return True
    except Refusal:
        return False
    return False
