"""Somebody who comes to a programme: known by a token alone, and by name only where they agree.

A token is a keyed digest of the programme and of the name that somebody goes by there (呼び名), so
the same name is the same person within a programme, and never across. That a token is a certain
person is recorded with their agreement, from its day on: what they came to before stays unnamed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from services.placement.domain.days import refuse_future
from shared.codes.municipality import MunicipalityCode
from shared.refusal import InvalidInput, Refusal
from shared.store.aggregate import Aggregate
from shared.store.event import Event, recorded_as


class ParticipantEvent(Event):
    """Somebody's word on being known by name in a programme.

    Attributes:
        programme_id: in which.
        person_id: who.
        on: from which day on (JST).
    """

    programme_id: UUID
    person_id: UUID
    on: date

    @property
    def case_id(self) -> None:
        """Of no case: who comes to a group need not be in one."""


@recorded_as("placement.ParticipantAgreed")
class ParticipantAgreed(ParticipantEvent):
    """記名の同意: from this day on their attendance is recorded as theirs."""


@recorded_as("placement.ParticipantWithdrew")
class ParticipantWithdrew(ParticipantEvent):
    """記名の同意の撤回: from this day on it is not."""


@dataclass(frozen=True, slots=True)
class Known:
    """A time during which a token is a person, with their agreement.

    Attributes:
        person_id: who.
        since: its first day.
        until: the first day after it; ``None`` while it lasts.
    """

    person_id: UUID
    since: date
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether a day lies within."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class ParticipantState:
    """Who a token is, and when.

    Attributes:
        municipality: whose programme.
        programme_id: which.
        known: the times during which it is a person.
    """

    municipality: MunicipalityCode
    programme_id: UUID
    known: tuple[Known, ...] = ()

    def person_on(self, day: date) -> UUID | None:
        """Who it is on a day, as far as they agree."""
        return next((one.person_id for one in self.known if one.on(day)), None)

    @property
    def now(self) -> Known | None:
        """The time that lasts."""
        return self.known[-1] if self.known and self.known[-1].until is None else None


def evolve(state: ParticipantState | None, event: Event) -> ParticipantState:
    """Return the participant after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case ParticipantAgreed():
            began = state or ParticipantState(event.municipality, event.programme_id)
            return replace(began, known=(*began.known, Known(event.person_id, event.on)))
        case ParticipantWithdrew() if state is not None and state.now is not None:
            ended = replace(state.now, until=event.on)
            return replace(state, known=(*state.known[:-1], ended))
    raise LookupError(f"{event.TOPIC} has no place in this participant's history")


PARTICIPANT: Aggregate[ParticipantState] = Aggregate("participant", evolve)


def agree_to_name(
    state: ParticipantState | None,
    municipality: MunicipalityCode,
    programme_id: UUID,
    person_id: UUID,
    *,
    on: date,
    today: date,
) -> tuple[ParticipantEvent, ...]:
    """Record that somebody agrees to be known by name.

    Raises:
        Refusal: ``participant-known``.
        InvalidInput: ``date-in-future``; ``agreement-out-of-order``.
    """
    refuse_future("同意の日", on, today)
    if state is not None and state.now is not None:
        raise Refusal(
            "participant-known",
            "この呼び名の人は、すでに記名に同意しています。",
            "別の人であれば、先に「同意の撤回」を記録してください。",
        )
    if state is not None and on < (state.known[-1].until or on):
        raise InvalidInput(
            "同意の日",
            "agreement-out-of-order",
            "同意の日が、前の同意の撤回より前です。",
            "撤回の日以後の、実際に同意した日を書いてください。",
        )
    return (
        ParticipantAgreed(
            municipality=municipality, programme_id=programme_id, person_id=person_id, on=on
        ),
    )


def withdraw_from_name(
    state: ParticipantState | None, *, on: date, today: date
) -> tuple[ParticipantEvent, ...]:
    """Record that somebody does not want to be known by name any more.

    Raises:
        Refusal: ``agreement-not-found``.
        InvalidInput: ``date-in-future``; ``agreement-out-of-order``.
    """
    if state is None or state.now is None:
        raise Refusal(
            "agreement-not-found",
            "記名の同意は、記録されていません。",
            "番号を確かめてください。同意がなければ、呼び名か人数だけで記録されます。",
        )
    refuse_future("撤回の日", on, today)
    if on < state.now.since:
        raise InvalidInput(
            "撤回の日",
            "agreement-out-of-order",
            "撤回の日が、同意の日より前です。",
            "同意の日以後の日付を書いてください。",
        )
    return (
        ParticipantWithdrew(
            municipality=state.municipality,
            programme_id=state.programme_id,
            person_id=state.now.person_id,
            on=on,
        ),
    )
