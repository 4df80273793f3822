"""All that was said on a step or an employment, as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID, uuid5

from services.placement.domain.feedback.events import (
    EmployerGaveFeedback,
    EmployersWords,
    FeedbackEvent,
    FeedbackTakenBack,
    PersonGaveFeedback,
    PersonsWords,
    Side,
    Subject,
)
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event


@dataclass(frozen=True, slots=True)
class Given:
    """What one side said.

    Attributes:
        feedback_id: its id.
        side: who said it.
        on: when.
        words: sealed.
        agency_id: the registered agency that wrote it.
        taken_back: it does not stand any more.
    """

    feedback_id: UUID
    side: Side
    on: date
    words: PersonsWords | EmployersWords
    agency_id: UUID | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class FeedbackState:
    """All that was said on a step or an employment.

    Attributes:
        municipality: whose case it is.
        subject: what it is on.
        given: by id, in the order in which it was recorded.
    """

    municipality: MunicipalityCode
    subject: Subject
    given: Mapping[UUID, Given] = field(default_factory=dict)

    @property
    def standing(self) -> tuple[Given, ...]:
        """What still stands."""
        return tuple(one for one in self.given.values() if not one.taken_back)


def feedback_on(about_id: UUID) -> UUID:
    """The stream of all feedback on a step or an employment."""
    return uuid5(about_id, "feedback")


def evolve(state: FeedbackState | None, event: Event) -> FeedbackState:
    """Return the feedback after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case PersonGaveFeedback():
            words = PersonsWords.carried_by(event)
            return _with(state, event, Given(event.feedback_id, "person", event.on, words))
        case EmployerGaveFeedback():
            told = EmployersWords.carried_by(event)
            one = Given(event.feedback_id, "employer", event.on, told, event.agency_id)
            return _with(state, event, one)
        case FeedbackTakenBack() if state is not None and event.feedback_id in state.given:
            gone = replace(state.given[event.feedback_id], taken_back=True)
            return _with(state, event, gone)
    raise LookupError(f"{event.TOPIC} has no place in this feedback's history")


def _with(state: FeedbackState | None, event: FeedbackEvent, one: Given) -> FeedbackState:
    known = state or FeedbackState(event.municipality, Subject.carried_by(event))
    return replace(known, given={**known.given, one.feedback_id: one})


FEEDBACK: Aggregate[FeedbackState] = Aggregate("feedback", evolve)
