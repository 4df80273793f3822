"""Everything one person answered, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid5

from services.conference.domain.consent.events import (
    Answer,
    ConsentAnswered,
    ConsentWithdrawn,
    WithdrawalNoticeSeen,
)
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event


@dataclass(frozen=True, slots=True)
class ConsentsState:
    """Everything one person answered.

    Attributes:
        municipality: where.
        person_id: whose data.
        answers: in order of recording.
        withdrawn: consents that were withdrawn, and since when.
        told: past recipients that were told of a withdrawal, by consent.
        to_be_told: those of them that have not said that they read it.
    """

    municipality: MunicipalityCode
    person_id: UUID
    answers: tuple[Answer, ...] = ()
    withdrawn: Mapping[UUID, datetime] = field(default_factory=dict)
    told: frozenset[tuple[UUID, UUID]] = frozenset()
    to_be_told: frozenset[tuple[UUID, UUID]] = frozenset()

    def latest(self, consent_id: UUID) -> Answer | None:
        """The highest version of a consent."""
        return max(self.versions(consent_id), key=lambda one: one.version, default=None)

    def versions(self, consent_id: UUID) -> list[Answer]:
        """All versions of a consent, in order of recording."""
        return [one for one in self.answers if one.consent_id == consent_id]


def consents_id(person_id: UUID) -> UUID:
    """The stream of a person's answers; one per person."""
    return uuid5(person_id, "consents")


def evolve(consents: ConsentsState | None, event: Event) -> ConsentsState:
    """Return a person's answers after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case ConsentAnswered():
            before = consents or ConsentsState(event.municipality, event.person_id)
            answer = Answer.carried_by(event)
            return replace(before, answers=(*before.answers, answer))
        case ConsentWithdrawn() if consents:
            told = {(event.consent_id, agency) for agency in event.past_recipients}
            return replace(
                consents,
                withdrawn={**consents.withdrawn, event.consent_id: event.withdrawn_at},
                told=consents.told | told,
                to_be_told=consents.to_be_told | told,
            )
        case WithdrawalNoticeSeen() if consents:
            seen = {(event.consent_id, event.agency_id)}
            return replace(consents, to_be_told=consents.to_be_told - seen)
    raise LookupError(f"{event.TOPIC} has no place in a person's consents")


CONSENTS: Aggregate[ConsentsState] = Aggregate("consents", evolve)
