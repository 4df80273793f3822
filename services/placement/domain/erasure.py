"""消去: what placement does once intake has destroyed what it had sealed about a person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from shared.codes.municipality import MunicipalityCode
from shared.sealing.destruction import Destruction
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as


@recorded_as("placement.KeysDestroyed")
class KeysDestroyed(Event, Destruction):
    """鍵の消去: nothing about the person can be sealed or opened in placement any more."""


@dataclass(frozen=True, slots=True)
class AnswerState:
    """Placement's answer to an erasure; there is one at most."""

    municipality: MunicipalityCode


def answer_id(erasure_id: UUID) -> UUID:
    """The stream of placement's answer to an erasure."""
    return uuid5(erasure_id, "placement")


def evolve(answer: AnswerState | None, event: Event) -> AnswerState:
    """Return the answer after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case KeysDestroyed() if answer is None:
            return AnswerState(event.municipality)
    raise LookupError(f"{event.TOPIC} has no place in the answer to an erasure")


ANSWER: Aggregate[AnswerState] = Aggregate("erasure_answer", evolve)
