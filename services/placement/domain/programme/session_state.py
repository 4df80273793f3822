"""A session as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple
from uuid import UUID

from services.placement.domain.programme.counts import Count
from services.placement.domain.programme.session_events import (
    ParticipantAttendanceUndone,
    ParticipantAttended,
    PseudonymAttendanceUndone,
    PseudonymAttended,
    SessionCorrected,
    SessionEvent,
    SessionHeld,
    SessionUndone,
)
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.store.aggregate import Aggregate
from shared.store.event import Event


class Attendee(NamedTuple):
    """Who was there.

    Attributes:
        role: code list ``attendee_roles``.
        person_id: who, where they agree.
    """

    role: Code
    person_id: UUID | None


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session as it stands.

    Attributes:
        municipality: whose.
        programme_id: of which programme.
        kind: its kind.
        on: the day.
        counts: how many came.
        attendees: who was there, by token.
        undone: it was not held.
    """

    municipality: MunicipalityCode
    programme_id: UUID
    kind: Code
    on: date
    counts: tuple[Count, ...]
    attendees: Mapping[UUID, Attendee] = field(default_factory=dict)
    undone: bool = False

    def head(self) -> dict[str, object]:
        """What every event about it begins with."""
        return {
            "municipality": self.municipality,
            "programme_id": self.programme_id,
            "kind": self.kind,
            "on": self.on,
        }


def evolve(state: SessionState | None, event: Event) -> SessionState:
    """Return the session after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case SessionHeld() if state is None:
            return SessionState(
                event.municipality, event.programme_id, event.kind, event.on, event.counts
            )
        case SessionEvent() if state is not None:
            return _after(state, event)
    raise LookupError(f"{event.TOPIC} has no place in this session's history")


def _after(state: SessionState, event: SessionEvent) -> SessionState:
    match event:
        case SessionCorrected():
            return replace(state, on=event.on, counts=event.counts)
        case SessionUndone():
            return replace(state, undone=True)
        case PseudonymAttended(participant=token):
            came = Attendee(event.role, None)
            return replace(state, attendees={**state.attendees, token: came})
        case ParticipantAttended(participant=token):
            came = Attendee(event.role, event.person_id)
            return replace(state, attendees={**state.attendees, token: came})
        case (
            PseudonymAttendanceUndone(participant=token)
            | ParticipantAttendanceUndone(participant=token)
        ):
            left = {one: who for one, who in state.attendees.items() if one != token}
            return replace(state, attendees=left)
    raise LookupError(f"{event.TOPIC} has no place in this session's history")


SESSION: Aggregate[SessionState] = Aggregate("session", evolve)
