"""That somebody took up work, where, that it held, that it ended; and what of it was not so.

Of a look at a workplace only its answer leaves, as a code: figures need to know of how many nobody
knows. The support on the way out, and for how long somebody was without work, stay here.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from services.placement.domain.employment import (
    CheckpointRecorded,
    EmploymentDescribed,
    EmploymentEnded,
    EmploymentEvent,
    EmploymentRetained,
    EmploymentStarted,
    EmploymentUndone,
)
from services.placement.published.publish import fact_of
from shared.codes.municipality import MunicipalityCode
from shared.facts import Fact, placement
from shared.store import Recorded

_TOLD_OF = {
    "start": placement.EmploymentStarted.NAME,
    "retained": placement.EmploymentRetained.NAME,
    "end": placement.EmploymentEnded.NAME,
}
"""What others were told of, and by which fact."""


class _Head(TypedDict):
    """What every fact here begins with."""

    municipality: MunicipalityCode
    occurred_on: date
    case_id: str
    employment_id: str
    person_id: str
    kind: str


@fact_of.register
def _(event: EmploymentStarted, recorded: Recorded) -> Fact:
    return placement.EmploymentStarted(**_head(event, recorded))


@fact_of.register
def _(event: EmploymentDescribed, recorded: Recorded) -> Fact:
    return placement.EmploymentDescribed(
        **_head(event, recorded),
        workplace=event.workplace,
        trait=event.trait,
        resource_id=str(event.employer_id) if event.employer_id else None,
        follows=str(event.follows) if event.follows else None,
    )


@fact_of.register
def _(event: CheckpointRecorded, recorded: Recorded) -> Fact:
    found = event.checkpoint
    head = _head(event, recorded)
    return placement.EmploymentChecked(**head, months=found.month, status=found.status)


@fact_of.register
def _(event: EmploymentRetained, recorded: Recorded) -> Fact:
    return placement.EmploymentRetained(**_head(event, recorded), months=event.months)


@fact_of.register
def _(event: EmploymentEnded, recorded: Recorded) -> Fact:
    return placement.EmploymentEnded(**_head(event, recorded))


@fact_of.register
def _(event: EmploymentUndone, recorded: Recorded) -> Fact | None:
    if event.undone == "checkpoint" and event.month is not None:
        return placement.EmploymentCheckUndone(**_head(event, recorded), months=event.month)
    told = _TOLD_OF.get(event.undone)
    if told is None:
        return None
    return placement.EmploymentUndone(**_head(event, recorded), step=told)


def _head(event: EmploymentEvent, recorded: Recorded) -> _Head:
    return _Head(
        municipality=event.municipality,
        occurred_on=event.on,
        case_id=str(event.case_id),
        employment_id=str(recorded.originator_id),
        person_id=str(event.person_id),
        kind=event.kind,
    )
