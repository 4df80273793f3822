"""A step as it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal
from uuid import UUID

from services.placement.domain.step.events import (
    Step,
    StepAttended,
    StepEnded,
    StepEvent,
    StepFinished,
    StepPlanned,
    StepReviewed,
    StepStarted,
    StepUndone,
)
from shared.codes.municipality import MunicipalityCode
from shared.facts.fact import Code
from shared.store.aggregate import Aggregate
from shared.store.event import Event

StepStatus = Literal["planned", "running", "awaiting_review", "finished", "undone"]
"""予定・実施中・振り返り待ち・終了・取り消し."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a step ended.

    Attributes:
        on: its last day.
        outcome: code list ``step_outcomes``.
        review_required: it counts as finished only after a 振り返り.
    """

    on: date
    outcome: Code
    review_required: bool


@dataclass(frozen=True, slots=True)
class StepState:
    """A step as it stands.

    Attributes:
        municipality: whose.
        step: who takes what kind of step where.
        planned_for: its first planned day; ``None`` if it was taken unplanned.
        started_on: since when it is taken.
        attended: the days the person was there, by the ids of the attendances.
        attendances: every attendance there ever was; an id is never used again.
        ending: how it ended.
        reviewed_on: 振り返り.
        finished: it counts as finished.
        undone: it never was.
    """

    municipality: MunicipalityCode
    step: Step
    planned_for: date | None = None
    started_on: date | None = None
    attended: Mapping[UUID, date] = field(default_factory=dict)
    attendances: frozenset[UUID] = frozenset()
    ending: Ending | None = None
    reviewed_on: date | None = None
    finished: bool = False
    undone: bool = False

    @property
    def status(self) -> StepStatus:
        """How far it has come."""
        if self.undone:
            return "undone"
        if self.ending is not None:
            return "finished" if self.finished else "awaiting_review"
        return "planned" if self.started_on is None else "running"


def evolve(state: StepState | None, event: Event) -> StepState:
    """Return the step after an event.

    Raises:
        LookupError: the history is damaged; the event has no place in it.
    """
    match event:
        case StepPlanned() if state is None:
            return StepState(event.municipality, Step.carried_by(event), planned_for=event.on)
        case StepStarted():
            begun = state or StepState(event.municipality, Step.carried_by(event))
            return replace(begun, started_on=event.on)
        case StepEvent() if state is not None:
            return _after(state, event)
    raise LookupError(f"{event.TOPIC} has no place in this step's history")


def _after(state: StepState, event: StepEvent) -> StepState:
    match event:
        case StepAttended():
            return replace(
                state,
                attended={**state.attended, event.attendance_id: event.on},
                attendances=state.attendances | {event.attendance_id},
            )
        case StepEnded():
            return replace(state, ending=Ending(event.on, event.outcome, event.review_required))
        case StepReviewed():
            return replace(state, reviewed_on=event.on)
        case StepFinished():
            return replace(state, finished=True)
        case StepUndone():
            return _without(state, event)
    raise LookupError(f"{event.TOPIC} has no place in this step's history")


def _without(state: StepState, event: StepUndone) -> StepState:
    match event.undone:
        case "step":
            return replace(state, undone=True)
        case "start":
            return replace(state, started_on=None)
        case "attendance":
            left = {one: on for one, on in state.attended.items() if one != event.attendance_id}
            return replace(state, attended=left)
        case "end":
            return replace(state, ending=None)
        case "review":
            return replace(state, reviewed_on=None)
        case "finish":
            return replace(state, finished=False)


STEP: Aggregate[StepState] = Aggregate("step", evolve)
