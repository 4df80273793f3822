"""A case's workers, its assessments, and its transfer to another municipality."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.intake.domain.case import (
    CASE,
    Assessment,
    CaseAssessed,
    CaseClosed,
    CaseHandedOver,
    CaseOpened,
    CaseReopened,
    CaseState,
    CaseTransferredOut,
    ConsentNoted,
    ContactRecorded,
    PersonAdded,
    Role,
    Standing,
    Transfer,
    TransferBasis,
    Worker,
    WorkerAssigned,
    assess_case,
    assign_worker,
    hand_over,
    reopen_case,
    transfer_out,
)
from shared.refusal import Refusal
from shared.sealing.sealed import Sealed
from shared.store.event import Event

SOJA, SAKAI = "332089", "271403"
SEALED = Sealed("key-1", bytes(12), bytes(16))
OPENED, LATER, TODAY = date(2024, 4, 1), date(2024, 5, 1), date(2024, 6, 1)
YESTERDAY = date(2024, 5, 31)
MOTHER, SON = UUID(int=1), UUID(int=2)
NURSE, SUCCESSOR = Worker(worker_id=UUID(int=31)), Worker(worker_id=UUID(int=32))

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


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal with this code."""
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def case_of(*events: Event) -> CaseState:
    """Return a case of mother and son after these events."""
    case = CASE.fold(
        None,
        [
            CaseOpened(municipality=SOJA, on=OPENED),
            PersonAdded(municipality=SOJA, on=OPENED, person_id=MOTHER, role=Role.MAIN),
            PersonAdded(municipality=SOJA, on=OPENED, person_id=SON, role=Role.HOUSEHOLD),
            *events,
        ],
    )
    assert case is not None
    return case


def consent(person_id: UUID, code: str = "given") -> ConsentNoted:
    """Return the event of a person's consent."""
    return ConsentNoted(municipality=SOJA, on=OPENED, person_id=person_id, consent=code)


def test_the_first_worker_is_assigned_and_the_next_takes_over() -> None:
    """A hand-over names who had the case and who has it now."""
    assert assign_worker(case_of(), NURSE, on=OPENED, today=TODAY) == (ASSIGNED,)

    events = hand_over(case_of(ASSIGNED), SUCCESSOR, note=SEALED, on=LATER, today=TODAY)

    assert events == (
        CaseHandedOver(
            municipality=SOJA,
            on=LATER,
            from_worker_id=NURSE.worker_id,
            worker_id=SUCCESSOR.worker_id,
            note=SEALED,
        ),
    )
    assert case_of(ASSIGNED, *events).worker_id == SUCCESSOR.worker_id


def test_a_hand_over_keeps_the_history() -> None:
    """When the district nurse changes, contacts and standing stay as they were."""
    before = case_of(ASSIGNED, CONTACT)
    events = hand_over(before, SUCCESSOR, note=None, on=TODAY, today=TODAY)

    after = case_of(ASSIGNED, CONTACT, *events)

    assert after.contact_ids == before.contact_ids
    assert (after.standing, after.standing_since) == (before.standing, before.standing_since)


def test_a_worker_is_assigned_once() -> None:
    """Whoever follows the first worker takes over from them."""
    with refused("worker-already-assigned"):
        assign_worker(case_of(ASSIGNED), SUCCESSOR, on=LATER, today=TODAY)


def test_a_hand_over_to_the_same_worker_is_refused() -> None:
    """Nobody takes over from themselves."""
    with refused("same-worker"):
        hand_over(case_of(ASSIGNED), NURSE, note=None, on=LATER, today=TODAY)


def test_a_hand_over_from_nobody_is_refused() -> None:
    """Somebody has to have the case before it is handed over."""
    with refused("no-worker-assigned"):
        hand_over(case_of(), SUCCESSOR, note=None, on=LATER, today=TODAY)


def test_work_after_the_end_is_refused_and_late_records_are_taken() -> None:
    """Assessments and hand-overs follow the closing day as contacts do."""
    assessment = Assessment(factors=("poverty",), summary=SEALED, needs_conference=True)
    closed = case_of(ASSIGNED, CLOSED)

    with refused("case-closed"):
        assess_case(closed, assessment, on=TODAY, today=TODAY)
    with refused("case-closed"):
        hand_over(closed, SUCCESSOR, note=None, on=TODAY, today=TODAY)
    assert assess_case(closed, assessment, on=LATER, today=TODAY) == (
        CaseAssessed(
            municipality=SOJA,
            on=LATER,
            factors=("poverty",),
            summary=SEALED,
            needs_conference=True,
        ),
    )


def test_a_transfer_with_everybodys_consent_goes_out() -> None:
    """When each person of the household consents, the case may go to the other municipality."""
    transfer = Transfer(to_municipality=SAKAI, basis=TransferBasis.CONSENT, reason=SEALED)
    given = (consent(MOTHER), consent(SON))

    events = transfer_out(case_of(*given), transfer, on=TODAY, today=TODAY)

    assert events == (
        CaseTransferredOut(
            municipality=SOJA,
            on=TODAY,
            to_municipality=SAKAI,
            basis=TransferBasis.CONSENT,
            reason=SEALED,
        ),
    )
    assert case_of(*given, *events).standing is Standing.TRANSFERRED


@pytest.mark.rule(9, 52)
@pytest.mark.parametrize(
    "given", [(), (consent(MOTHER),), (consent(MOTHER), consent(SON, "refused"))]
)
def test_a_transfer_without_somebodys_consent_is_refused(given: tuple[Event, ...]) -> None:
    """The mother's consent does not stand for the son's."""
    transfer = Transfer(to_municipality=SAKAI, basis=TransferBasis.CONSENT, reason=SEALED)
    with refused("transfer-without-consent"):
        transfer_out(case_of(*given), transfer, on=TODAY, today=TODAY)


@pytest.mark.rule(52)
def test_a_transfer_for_a_reason_the_law_knows_needs_no_consent() -> None:
    """Between public bodies a recorded reason under 69条2項3号 is enough."""
    transfer = Transfer(to_municipality=SAKAI, basis=TransferBasis.APPI_69_2_3, reason=SEALED)

    assert len(transfer_out(case_of(), transfer, on=TODAY, today=TODAY)) == 1


@pytest.mark.rule(52)
def test_a_transfer_without_a_basis_is_refused() -> None:
    """Handing a case to another municipality is a disclosure."""
    transfer = Transfer(to_municipality=SAKAI, basis=None, reason=SEALED)
    with refused("transfer-without-basis"):
        transfer_out(case_of(consent(MOTHER), consent(SON)), transfer, on=TODAY, today=TODAY)


def test_a_transfer_to_oneself_is_refused() -> None:
    """A transfer goes somewhere else."""
    transfer = Transfer(to_municipality=SOJA, basis=TransferBasis.APPI_69_2_3, reason=SEALED)
    with refused("transfer-to-itself"):
        transfer_out(case_of(), transfer, on=TODAY, today=TODAY)


def test_a_transferred_case_goes_on_when_the_person_comes_back() -> None:
    """Whoever returns finds the case under the same id."""
    transfer = Transfer(to_municipality=SAKAI, basis=TransferBasis.APPI_69_2_3, reason=SEALED)
    events = transfer_out(case_of(), transfer, on=LATER, today=TODAY)

    assert reopen_case(case_of(*events), on=TODAY, today=TODAY) == (REOPENED,)
