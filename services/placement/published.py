"""Which of placement's events leave the service, and in what shape: ids, codes and dates only."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from services.placement.domain import employment as work
from services.placement.domain import referral as handing_on
from services.placement.domain.erasure import KeysDestroyed
from shared.calendar import jst_date
from shared.codes.municipality import MunicipalityCode
from shared.facts import Fact, placement
from shared.store import Recorded


class _Head(TypedDict):
    """What every fact here begins with."""

    municipality: MunicipalityCode
    occurred_on: date
    case_id: str


class _ReferralHead(_Head):
    referral_id: str
    person_id: str | None
    destination: str


class _EmploymentHead(_Head):
    employment_id: str
    person_id: str
    kind: str


def publish(recorded: Recorded) -> Fact | None:
    """Return the fact that a recorded event is to the other services, or ``None``.

    Checkpoints stay here: what was found at a workplace is the person's affair, that the job held
    is the figure. So do the reasons and outcomes of referrals.
    """
    match recorded.event:
        case handing_on.ReferralEvent():
            return _referral_fact(recorded, recorded.event)
        case work.EmploymentEvent():
            return _employment_fact(recorded, recorded.event)
        case KeysDestroyed() as event:
            return placement.PlacementKeysDestroyed(
                municipality=event.municipality,
                occurred_on=jst_date(recorded.metadata.recorded_at),
                erasure_id=str(event.erasure_id),
                person_id=str(event.person_id),
                key_ids=tuple(key.key_id for key in event.keys),
                destroyed_at=max(key.destroyed_at for key in event.keys),
            )
        case _:
            return None


def _referral_fact(recorded: Recorded, event: handing_on.ReferralEvent) -> Fact | None:
    head = _ReferralHead(
        municipality=event.municipality,
        occurred_on=event.on,
        case_id=str(event.case_id),
        referral_id=str(recorded.originator_id),
        person_id=None if event.person_id is None else str(event.person_id),
        destination=event.destination,
    )
    match event:
        case handing_on.ReferralOffered():
            return placement.ReferralOffered(**head)
        case handing_on.ReferralAccepted():
            return placement.ReferralAccepted(**head)
        case handing_on.ReferralDeclined():
            return placement.ReferralDeclined(**head)
        case handing_on.ReferralCompleted():
            return placement.ReferralCompleted(**head)
        case handing_on.ReferralFailed():
            return placement.ReferralFailed(**head)
        case _:
            return None


def _employment_fact(recorded: Recorded, event: work.EmploymentEvent) -> Fact | None:
    head = _EmploymentHead(
        municipality=event.municipality,
        occurred_on=event.on,
        case_id=str(event.case_id),
        employment_id=str(recorded.originator_id),
        person_id=str(event.person_id),
        kind=event.kind,
    )
    match event:
        case work.EmploymentStarted():
            return placement.EmploymentStarted(**head)
        case work.EmploymentRetained():
            return placement.EmploymentRetained(**head, months=event.months)
        case work.EmploymentEnded():
            return placement.EmploymentEnded(**head)
        case _:
            return None
