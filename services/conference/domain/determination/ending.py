"""A determination that holds no longer."""

from __future__ import annotations

from datetime import datetime

from services.conference.domain.determination.events import DeterminationEnded
from services.conference.domain.determination.state import DeterminationState
from shared.refusal import InvalidInput, Refusal


def end_determination(
    determination: DeterminationState | None, ended_at: datetime, *, now: datetime
) -> tuple[DeterminationEnded, ...]:
    """Let a determination hold no longer, from an instant on.

    Raises:
        Refusal: ``determination-not-found``, ``determination-over``.
        InvalidInput: ``ending-in-future``, ``ending-before-start``.
    """
    determination = existing_determination(determination)
    if determination.ended_at is not None:
        raise Refusal(
            "determination-over",
            "この判断は、すでに終わっています。",
            "記録はそのままで有効です。",
        )
    if ended_at > now:
        raise InvalidInput(
            "終わりの日時",
            "ending-in-future",
            "終わりの日時が、今より先です。",
            "終わらせることにした後に、その日時を入力してください。",
        )
    if ended_at < determination.details.start and now >= determination.details.start:
        raise InvalidInput(
            "終わりの日時",
            "ending-before-start",
            "終わりの日時が、判断の始まりより前です。",
            "終わりの日時を確かめてください。",
        )
    return (DeterminationEnded(municipality=determination.municipality, ended_at=ended_at),)


def existing_determination(determination: DeterminationState | None) -> DeterminationState:
    """The determination, which must be on record.

    Raises:
        Refusal: ``determination-not-found``.
    """
    if determination is None:
        raise Refusal(
            "determination-not-found",
            "その判断は記録されていません。",
            "判断の番号を確かめてください。",
        )
    return determination
