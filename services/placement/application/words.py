"""Somebody's words about a person: sealed on the way in, opened for who may read them."""

from __future__ import annotations

from uuid import UUID

from shared.sealing import Erased, Sealed, Sealer

LONGEST_NOTE = 4_000
"""So many characters has a note at most."""


def sealed_words(sealer: Sealer, key: UUID, text: str | None, label: str) -> Sealed | None:
    """Seal a text under the key of whom it is about; a blank one is none.

    Raises:
        Erased: the key was destroyed.
    """
    if text is None or not text.strip():
        return None
    return sealer.seal(str(key), text, label)


def opened_words(sealer: Sealer, sealed: Sealed | None, label: str) -> str | None:
    """Read such a text; ``None`` where there is none, or none any more.

    Raises:
        KeyMissing, Tampered: see :meth:`shared.sealing.Sealer.open`.
    """
    if sealed is None:
        return None
    try:
        return sealer.open(sealed, label)
    except Erased:
        return None
