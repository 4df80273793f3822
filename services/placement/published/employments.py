"""That somebody took up work, that it held, that it ended.

Checkpoints stay here: what was found at a workplace is the person's affair, that the job held is
the figure.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from services.placement.domain.employment import (
    EmploymentEnded,
    EmploymentEvent,
    EmploymentRetained,
    EmploymentStarted,
)
from services.placement.published.publish import fact_of
from shared.codes.municipality import MunicipalityCode
from shared.facts import Fact, placement
from shared.store import Recorded


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
def _(event: EmploymentRetained, recorded: Recorded) -> Fact:
    return placement.EmploymentRetained(**_head(event, recorded), months=event.months)


@fact_of.register
def _(event: EmploymentEnded, recorded: Recorded) -> Fact:
    return placement.EmploymentEnded(**_head(event, recorded))


def _head(event: EmploymentEvent, recorded: Recorded) -> _Head:
    return _Head(
        municipality=event.municipality,
        occurred_on=event.on,
        case_id=str(event.case_id),
        employment_id=str(recorded.originator_id),
        person_id=str(event.person_id),
        kind=event.kind,
    )
