"""A case's workers, its assessments, and its transfer to another municipality."""

from __future__ import annotations

from uuid import UUID

import pytest

from services.intake.domain.case import (
    Assessment,
    CaseAssessed,
    CaseHandedOver,
    CaseTransferredOut,
    Standing,
    Transfer,
    TransferBasis,
    Worker,
    assess_case,
    assign_worker,
    hand_over,
    reopen_case,
    transfer_out,
)
from shared.store.event import Event
from tests.refusals import refused
from tests.sealed_words import SEALED
from tests.unit.intake_cases import (
    ASSIGNED,
    CLOSED,
    CONTACT,
    LATER,
    MOTHER,
    NURSE,
    OPENED,
    REOPENED,
    SAKAI,
    SOJA,
    SON,
    TODAY,
    consent,
    household_case,
)

SUCCESSOR = Worker(worker_id=UUID(int=32))


def test_the_first_worker_is_assigned_and_the_next_takes_over() -> None:
    """A hand-over names who had the case and who has it now."""
    assert assign_worker(household_case(), NURSE, on=OPENED, today=TODAY) == (ASSIGNED,)

    events = hand_over(household_case(ASSIGNED), SUCCESSOR, note=SEALED, on=LATER, today=TODAY)

    assert events == (
        CaseHandedOver(
            municipality=SOJA,
            on=LATER,
            from_worker_id=NURSE.worker_id,
            worker_id=SUCCESSOR.worker_id,
            note=SEALED,
        ),
    )
    assert household_case(ASSIGNED, *events).worker_id == SUCCESSOR.worker_id


def test_a_hand_over_keeps_the_history() -> None:
    """When the district nurse changes, contacts and standing stay as they were."""
    before = household_case(ASSIGNED, CONTACT)
    events = hand_over(before, SUCCESSOR, note=None, on=TODAY, today=TODAY)

    after = household_case(ASSIGNED, CONTACT, *events)

    assert after.contact_ids == before.contact_ids
    assert (after.standing, after.standing_since) == (before.standing, before.standing_since)


def test_a_worker_is_assigned_once() -> None:
    """Whoever follows the first worker takes over from them."""
    with refused("worker-already-assigned"):
        assign_worker(household_case(ASSIGNED), SUCCESSOR, on=LATER, today=TODAY)


def test_a_hand_over_to_the_same_worker_is_refused() -> None:
    """Nobody takes over from themselves."""
    with refused("same-worker"):
        hand_over(household_case(ASSIGNED), NURSE, note=None, on=LATER, today=TODAY)


def test_a_hand_over_from_nobody_is_refused() -> None:
    """Somebody has to have the case before it is handed over."""
    with refused("no-worker-assigned"):
        hand_over(household_case(), SUCCESSOR, note=None, on=LATER, today=TODAY)


def test_work_after_the_end_is_refused_and_late_records_are_taken() -> None:
    """Assessments and hand-overs follow the closing day as contacts do."""
    assessment = Assessment(factors=("poverty",), summary=SEALED, needs_conference=True)
    closed = household_case(ASSIGNED, CLOSED)

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

    events = transfer_out(household_case(*given), transfer, on=TODAY, today=TODAY)

    assert events == (
        CaseTransferredOut(
            municipality=SOJA,
            on=TODAY,
            to_municipality=SAKAI,
            basis=TransferBasis.CONSENT,
            reason=SEALED,
        ),
    )
    assert household_case(*given, *events).standing is Standing.TRANSFERRED


@pytest.mark.rule(9, 52)
@pytest.mark.parametrize(
    "given", [(), (consent(MOTHER),), (consent(MOTHER), consent(SON, "refused"))]
)
def test_a_transfer_without_somebodys_consent_is_refused(given: tuple[Event, ...]) -> None:
    """The mother's consent does not stand for the son's."""
    transfer = Transfer(to_municipality=SAKAI, basis=TransferBasis.CONSENT, reason=SEALED)
    with refused("transfer-without-consent"):
        transfer_out(household_case(*given), transfer, on=TODAY, today=TODAY)


@pytest.mark.rule(52)
def test_a_transfer_for_a_reason_the_law_knows_needs_no_consent() -> None:
    """Between public bodies a recorded reason under 69条2項3号 is enough."""
    transfer = Transfer(to_municipality=SAKAI, basis=TransferBasis.APPI_69_2_3, reason=SEALED)

    assert len(transfer_out(household_case(), transfer, on=TODAY, today=TODAY)) == 1


@pytest.mark.rule(52)
def test_a_transfer_without_a_basis_is_refused() -> None:
    """Handing a case to another municipality is a disclosure."""
    transfer = Transfer(to_municipality=SAKAI, basis=None, reason=SEALED)
    with refused("transfer-without-basis"):
        transfer_out(household_case(consent(MOTHER), consent(SON)), transfer, on=TODAY, today=TODAY)


def test_a_transfer_to_oneself_is_refused() -> None:
    """A transfer goes somewhere else."""
    transfer = Transfer(to_municipality=SOJA, basis=TransferBasis.APPI_69_2_3, reason=SEALED)
    with refused("transfer-to-itself"):
        transfer_out(household_case(), transfer, on=TODAY, today=TODAY)


def test_a_transferred_case_goes_on_when_the_person_comes_back() -> None:
    """Whoever returns finds the case under the same id."""
    transfer = Transfer(to_municipality=SAKAI, basis=TransferBasis.APPI_69_2_3, reason=SEALED)
    events = transfer_out(household_case(), transfer, on=LATER, today=TODAY)

    assert reopen_case(household_case(*events), on=TODAY, today=TODAY) == (REOPENED,)
