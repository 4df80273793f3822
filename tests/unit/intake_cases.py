"""Cases of intake about a fictional mother and son, as their events leave them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from services.intake.domain.case import (
    CASE,
    CaseClosed,
    CaseOpened,
    CaseReopened,
    CaseState,
    ConsentNoted,
    ContactRecorded,
    PersonAdded,
    Role,
    Worker,
    WorkerAssigned,
)
from shared.store.event import Event
from tests.sealed_words import SEALED

SOJA, SAKAI = "332089", "271403"
OPENED, LATER, TODAY = date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1)
YESTERDAY, TOMORROW = date(2024, 5, 31), date(2024, 6, 2)
MOTHER, SON, STRANGER = UUID(int=1), UUID(int=2), UUID(int=3)
NURSE = Worker(worker_id=UUID(int=31))

CLOSED = CaseClosed(municipality=SOJA, on=LATER, reason="goal_achieved", evaluation=SEALED)
REOPENED = CaseReopened(municipality=SOJA, on=TODAY)
ASSIGNED = WorkerAssigned(municipality=SOJA, on=OPENED, worker_id=NURSE.worker_id)
CONTACT = ContactRecorded(
    municipality=SOJA,
    on=YESTERDAY,
    contact_id=UUID(int=100),
    gender="male",
    method="phone",
    consulter="mother",
    consent="not_asked",
    while_anonymous=False,
)


def added(person_id: UUID, role: Role = Role.HOUSEHOLD) -> PersonAdded:
    """The event of a person coming into the case."""
    return PersonAdded(municipality=SOJA, on=OPENED, person_id=person_id, role=role)


def consent(person_id: UUID, code: str = "given") -> ConsentNoted:
    """The event of a person's consent."""
    return ConsentNoted(municipality=SOJA, on=OPENED, person_id=person_id, consent=code)


def case_of(*events: Event, anonymous: bool = False) -> CaseState:
    """A case after its opening and these events."""
    opened = CaseOpened(municipality=SOJA, on=OPENED, anonymous=anonymous)
    case = CASE.fold(None, [opened, *events])
    assert case is not None
    return case


def sons_case(*events: Event) -> CaseState:
    """The son's case after these events."""
    return case_of(added(SON, Role.MAIN), *events)


def household_case(*events: Event) -> CaseState:
    """A case of mother and son after these events."""
    return case_of(added(MOTHER, Role.MAIN), added(SON), *events)
