"""Words about a person: sealed under their key, and under nobody's there are none."""

from __future__ import annotations

from uuid import UUID

from services.placement.application.words import sealed_words
from shared.refusal import InvalidInput
from shared.sealing import Sealed, Sealer


def sealed_about(
    sealer: Sealer, person_id: UUID | None, text: str | None, label: str
) -> Sealed | None:
    """Seal a note under the key of the person; a blank one is none.

    Args:
        sealer: the service's keys.
        person_id: whom it is about.
        text: the note.
        label: what it is.

    Raises:
        InvalidInput: ``note-without-person``.
        Erased: the person was erased.
    """
    if person_id is None and text is not None and text.strip():
        raise InvalidInput(
            "メモ",
            "note-without-person",
            "世帯の記録には、文章のメモを付けられません。",
            "メモを空にするか、本人ごとの記録にしてください。",
        )
    return None if person_id is None else sealed_words(sealer, person_id, text, label)
