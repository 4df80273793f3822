"""消去: what intake does when the conference has approved that a person is erased.

Intake knows first whether somebody is being helped again, so it is asked first: while the person
is in an open case nothing is destroyed, anywhere (law rules 58, 59).
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from services.intake.domain.person import PersonState
from shared.codes.municipality import MunicipalityCode
from shared.sealing.destruction import Destruction
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as


@recorded_as("intake.KeysDestroyed")
class KeysDestroyed(Event, Destruction):
    """鍵の消去: what intake had sealed about a person can never be opened again."""


@recorded_as("intake.ErasureStopped")
class ErasureStopped(Event):
    """消去の中止: the person is in an open case; nothing was destroyed.

    Attributes:
        erasure_id: the erasure that was approved.
        person_id: who was to be erased.
    """

    erasure_id: UUID
    person_id: UUID


@dataclass(frozen=True, slots=True)
class AnswerState:
    """Intake's answer to an approved erasure; there is one at most."""

    municipality: MunicipalityCode
    destroyed: bool


def answer_id(erasure_id: UUID) -> UUID:
    """The stream of intake's answer to an erasure."""
    return uuid5(erasure_id, "intake")


def evolve(answer: AnswerState | None, event: Event) -> AnswerState:
    """Return the answer after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case KeysDestroyed() if answer is None:
            return AnswerState(event.municipality, destroyed=True)
        case ErasureStopped() if answer is None:
            return AnswerState(event.municipality, destroyed=False)
    raise LookupError(f"{event.TOPIC} has no place in the answer to an erasure")


ANSWER: Aggregate[AnswerState] = Aggregate("erasure_answer", evolve)


def must_stop(person: PersonState | None) -> bool:
    """Whether the person is being helped again; one whom intake never knew is not."""
    return person is not None and person.open_case is not None
