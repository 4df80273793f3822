"""An employment as it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal
from uuid import UUID

from services.placement.domain.employment.events import (
    NOWHERE,
    CheckpointRecorded,
    Employment,
    EmploymentDescribed,
    EmploymentEnded,
    EmploymentEvent,
    EmploymentRetained,
    EmploymentStarted,
    EmploymentUndone,
    LeavingCalledOff,
    LeavingPlanned,
    LeavingSupported,
    Workplace,
)
from services.placement.domain.employment.retention import Checkpoint
from shared.codes.municipality import MunicipalityCode
from shared.store.aggregate import Aggregate
from shared.store.event import Event

EmploymentStatus = Literal["running", "leaving", "ended", "undone"]
"""就労中・退職支援中・離職・取り消し."""


@dataclass(frozen=True, slots=True)
class EmploymentState:
    """An employment as it stands.

    Attributes:
        municipality: whose.
        employment: who works, and what kind of work.
        started_on: 就職日.
        workplace: where, as last described.
        checkpoints: what was found, the latest answer for each month.
        retained_on: the day on which 就労定着 was reached; ``None`` if it was not.
        leaving_since: since when leaving is thought of (退職支援), until it is called off.
        supports: what was done on the way out and to the next job, by id.
        ended_on: 離職日, or ``None`` while it goes on.
        undone: it never was.
    """

    municipality: MunicipalityCode
    employment: Employment
    started_on: date
    workplace: Workplace = NOWHERE
    checkpoints: tuple[Checkpoint, ...] = ()
    retained_on: date | None = None
    leaving_since: date | None = None
    supports: frozenset[UUID] = frozenset()
    ended_on: date | None = None
    undone: bool = False

    @property
    def retained(self) -> bool:
        """Whether 就労定着 was reached."""
        return self.retained_on is not None

    @property
    def status(self) -> EmploymentStatus:
        """How far it has come."""
        if self.undone:
            return "undone"
        if self.ended_on is not None:
            return "ended"
        return "running" if self.leaving_since is None else "leaving"


def evolve(state: EmploymentState | None, event: Event) -> EmploymentState:
    """Return the employment after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case EmploymentStarted() if state is None:
            who = Employment.carried_by(event)
            return EmploymentState(event.municipality, who, started_on=event.on)
        case CheckpointRecorded(checkpoint=new) if state is not None:
            others = tuple(old for old in state.checkpoints if old.month != new.month)
            return replace(state, checkpoints=(*others, new))
        case EmploymentRetained() if state is not None:
            return replace(state, retained_on=event.on)
        case EmploymentUndone() if state is not None:
            return _without(state, event)
        case EmploymentEvent() if state is not None:
            return _after(state, event)
    raise LookupError(f"{event.TOPIC} has no place in this employment's history")


def _after(state: EmploymentState, event: EmploymentEvent) -> EmploymentState:
    match event:
        case EmploymentDescribed():
            return replace(state, workplace=Workplace.carried_by(event))
        case LeavingPlanned():
            return replace(state, leaving_since=event.on)
        case LeavingSupported():
            return replace(state, supports=state.supports | {event.support_id})
        case LeavingCalledOff():
            return replace(state, leaving_since=None)
        case EmploymentEnded():
            return replace(state, ended_on=event.on)
    raise LookupError(f"{event.TOPIC} has no place in this employment's history")


def _without(state: EmploymentState, event: EmploymentUndone) -> EmploymentState:
    match event.undone:
        case "start":
            return replace(state, undone=True)
        case "checkpoint":
            left = tuple(one for one in state.checkpoints if one.month != event.month)
            return replace(state, checkpoints=left)
        case "retained":
            return replace(state, retained_on=None)
        case "leaving":
            return replace(state, leaving_since=None)
        case "support":
            return replace(state, supports=state.supports - {event.support_id})
        case "end":
            return replace(state, ended_on=None)


EMPLOYMENT: Aggregate[EmploymentState] = Aggregate("employment", evolve)
