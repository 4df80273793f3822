"""Kinds of events as texts with gaps: built by their classes, as a store holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from bench.caseload import TEXT, WORKER
from services.conference.domain.conference import AgendaItem, ConferenceHeld
from services.conference.domain.plan import PlanDecided
from services.intake.domain.case import CaseAssessed, CaseOpened, ContactRecorded
from services.placement.domain.employment import EmploymentRetained, EmploymentStarted
from services.placement.domain.referral import (
    ReferralAccepted,
    ReferralCompleted,
    ReferralOffered,
    ReferralStepUndone,
)
from services.placement.domain.referral.standing import Standing, Status
from services.placement.domain.step import StepAttended, StepStarted
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.identity import Metadata
from shared.sealing import Sealed
from shared.store import Event, Recorded
from shared.store.recorded import EventMapper

_CASE, _PERSON, _RECORD = (UUID(int=number, version=4) for number in (1, 2, 3))
_DAY, _INSTANT = date(1901, 1, 1), datetime(1902, 2, 2, tzinfo=UTC)
_AGE = 129
_SEALED = Sealed(str(_PERSON), bytes(12), TEXT.encode() + bytes(16))
_ABOUT_CASE = {"municipality": DEMO_MUNICIPALITY, "on": _DAY}
_IDS = {"case_id": _CASE, "person_id": _PERSON}
_REFERRAL = {**_ABOUT_CASE, **_IDS, "destination": "npo", "note": _SEALED}
_STEP = {**_ABOUT_CASE, **_IDS, "kind": "work_experience"}
_EMPLOYMENT = {**_ABOUT_CASE, **_IDS, "kind": "general"}
_GAPS: Mapping[str, str] = {
    str(_CASE): "case",
    str(_PERSON): "person",
    str(_RECORD): "record",
    str(_DAY): "day",
    "1902-02-02T00:00:00Z": "instant",
    f'"{DEMO_MUNICIPALITY}"': '"municipality"',
    f":{_AGE},": ":age,",
    '"gender-here"': '"gender"',
    '"method-here"': '"method"',
    '"consulter-here"': '"consulter"',
}
"""What stands in an example, and the gap that it is."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The text of a kind of event.

    Attributes:
        topic: under which it is stored.
        text: with gaps.
    """

    topic: str
    text: str

    @classmethod
    def of(cls, event: Event) -> Shape:
        """Make gaps in the stored form of an example."""
        metadata = Metadata(actor=WORKER, recorded_at=_INSTANT)
        stored = EventMapper().to_stored_event(Recorded(_RECORD, 1, event, metadata))
        text = stored.state.decode().replace("%", "%%")
        for found, gap in _GAPS.items():
            name = gap.strip('":,')
            text = text.replace(found, gap.replace(name, f"%({name})s"))
        return cls(stored.topic, text)

    def fill(self, **gaps: str) -> bytes:
        """The stored form of one event."""
        return (self.text % gaps).encode()


def _standing(status: Status) -> Standing:
    """Where a referral is again once a step was not so."""
    return Standing(status=status, since=_DAY)


SHAPES: Mapping[str, Shape] = {
    name: Shape.of(event)
    for name, event in {
        "opened": CaseOpened(**_ABOUT_CASE, number=_SEALED),
        "contact": ContactRecorded(
            **_ABOUT_CASE,
            contact_id=_RECORD,
            person_id=_PERSON,
            age=_AGE,
            gender="gender-here",
            method="method-here",
            consulter="consulter-here",
            consent="not_asked",
            content=_SEALED,
            while_anonymous=False,
        ),
        "assessed": CaseAssessed(
            **_ABOUT_CASE, factors=(), summary=_SEALED, needs_conference=False
        ),
        "held": ConferenceHeld(
            municipality=DEMO_MUNICIPALITY,
            convened_by="municipality",
            held_on=_DAY,
            agenda=(
                AgendaItem(
                    case_id=_CASE,
                    legal_mode="support_conference",
                    with_consent=True,
                    purpose="plan_formation",
                ),
            ),
        ),
        "plan": PlanDecided(
            municipality=DEMO_MUNICIPALITY,
            case_id=_CASE,
            conference_id=_RECORD,
            decided_on=_DAY,
            subjects=(_PERSON,),
            will_and_issues=_SEALED,
            first=True,
        ),
        "offered": ReferralOffered(**_REFERRAL),
        "accepted": ReferralAccepted(**_REFERRAL),
        "completed": ReferralCompleted(**_REFERRAL),
        "not_offered": ReferralStepUndone(
            **_REFERRAL, step="offer", reason="mistake", back_to=_standing("planned")
        ),
        "not_accepted": ReferralStepUndone(
            **_REFERRAL, step="accept", reason="mistake", back_to=_standing("offered")
        ),
        "started": StepStarted(**_STEP),
        "attended": StepAttended(**_STEP, attendance_id=_RECORD, minutes=120),
        "begun": EmploymentStarted(**_EMPLOYMENT),
        "retained": EmploymentRetained(**_EMPLOYMENT, months=6),
    }.items()
}
"""Every kind that the prefecture has."""
