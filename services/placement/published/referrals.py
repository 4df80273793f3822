"""The steps of a referral; their reasons and outcomes, and what is arranged, stay here."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from services.placement.domain.referral import (
    FirstContactMade,
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralEvent,
    ReferralFailed,
    ReferralOffered,
    ReferralStepUndone,
    ReferralTransferred,
    ReferralWithdrawn,
    Step,
    whom_of,
)
from services.placement.published.publish import fact_of
from shared.codes.municipality import MunicipalityCode
from shared.facts import Fact, placement
from shared.store import Recorded

_FACTS: dict[type[ReferralEvent], type[placement.ReferralFact]] = {
    ReferralAccepted: placement.ReferralAccepted,
    ReferralDeclined: placement.ReferralDeclined,
    FirstContactMade: placement.ReferralFirstContact,
    ReferralCompleted: placement.ReferralCompleted,
    ReferralFailed: placement.ReferralFailed,
    ReferralWithdrawn: placement.ReferralWithdrawn,
}

_TOLD_AS: dict[Step, type[placement.ReferralFact]] = {
    "offer": placement.ReferralOffered,
    "accept": placement.ReferralAccepted,
    "decline": placement.ReferralDeclined,
    "meet": placement.ReferralFirstContact,
    "complete": placement.ReferralCompleted,
    "fail": placement.ReferralFailed,
    "withdraw": placement.ReferralWithdrawn,
    "transfer": placement.ReferralTransferred,
}
"""The fact that an undone step had become; of the others nobody was told."""


class _Head(TypedDict):
    """What every fact here begins with."""

    municipality: MunicipalityCode
    occurred_on: date
    case_id: str
    referral_id: str
    person_id: str | None
    destination: str


@fact_of.register
def _(event: ReferralEvent, recorded: Recorded) -> Fact | None:
    fact = _FACTS.get(type(event))
    return fact(**_head(event, recorded)) if fact else None


@fact_of.register
def _(event: ReferralOffered, recorded: Recorded) -> Fact:
    return placement.ReferralOffered(**_head(event, recorded), whom=whom_of(event, event))


@fact_of.register
def _(event: ReferralTransferred, recorded: Recorded) -> Fact:
    head = _head(event, recorded)
    return placement.ReferralTransferred(**head, to_municipality=event.to_municipality)


@fact_of.register
def _(event: ReferralStepUndone, recorded: Recorded) -> Fact | None:
    fact = _TOLD_AS.get(event.step)
    return placement.ReferralStepUndone(**_head(event, recorded), step=fact.NAME) if fact else None


def _head(event: ReferralEvent, recorded: Recorded) -> _Head:
    return _Head(
        municipality=event.municipality,
        occurred_on=event.on,
        case_id=str(event.case_id),
        referral_id=str(recorded.originator_id),
        person_id=None if event.person_id is None else str(event.person_id),
        destination=event.destination,
    )
