"""That somebody took a step towards work, was there, finished it; and what of it was not so.

Plans and what was said when looking back stay here.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from services.placement.domain.step import (
    StepAttended,
    StepEvent,
    StepFinished,
    StepStarted,
    StepUndone,
)
from services.placement.published.publish import fact_of
from shared.codes.municipality import MunicipalityCode
from shared.facts import Fact, placement
from shared.store import Recorded

_TOLD_OF = {
    "start": placement.StepTaken.NAME,
    "attendance": placement.StepAttended.NAME,
    "finish": placement.StepFinished.NAME,
}
"""What others were told of, and by which fact."""


class _Head(TypedDict):
    """What every fact here begins with."""

    municipality: MunicipalityCode
    occurred_on: date
    case_id: str
    step_id: str
    person_id: str
    kind: str
    resource_id: str | None
    programme: str | None


@fact_of.register
def _(event: StepStarted, recorded: Recorded) -> Fact:
    return placement.StepTaken(**_head(event, recorded))


@fact_of.register
def _(event: StepAttended, recorded: Recorded) -> Fact:
    return placement.StepAttended(
        **_head(event, recorded),
        attendance_id=str(event.attendance_id),
        minutes=event.minutes,
    )


@fact_of.register
def _(event: StepFinished, recorded: Recorded) -> Fact:
    return placement.StepFinished(**_head(event, recorded), result=event.outcome)


@fact_of.register
def _(event: StepUndone, recorded: Recorded) -> Fact | None:
    told = _TOLD_OF.get(event.undone)
    if told is None:
        return None
    return placement.StepUndone(
        **_head(event, recorded),
        step=told,
        attendance_id=str(event.attendance_id) if event.attendance_id else None,
    )


def _head(event: StepEvent, recorded: Recorded) -> _Head:
    return _Head(
        municipality=event.municipality,
        occurred_on=event.on,
        case_id=str(event.case_id),
        step_id=str(recorded.originator_id),
        person_id=str(event.person_id),
        kind=event.kind,
        resource_id=str(event.resource_id) if event.resource_id else None,
        programme=event.programme,
    )
