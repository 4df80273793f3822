"""What an imported ledger says about a case: its standing, hand-overs and jobs."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.intake.domain.case import (
    AnonymousLinked,
    CaseClosed,
    CaseReopened,
    CaseSuspended,
    CaseTransferredOut,
    ContactRecorded,
    Employment,
    LedgerEmploymentNoted,
    LedgerReferralNoted,
    Referral,
    Standing,
    TransferBasis,
    note_employment,
    note_referral,
    note_standing,
)
from services.intake.domain.case.ledger import LedgerStanding
from shared.store.event import Event
from tests.refusals import refused
from tests.sealed_words import SEALED
from tests.unit.intake_cases import OPENED, SAKAI, SOJA, SON, STRANGER, sons_case

MAY, JUNE = date(2024, 5, 1), date(2024, 6, 1)
REFERRAL = Referral(
    referral_id=UUID(int=41), person_id=SON, destination="就労支援", result="offered"
)
JOB = Employment(
    employment_id=UUID(int=51), person_id=SON, kind="type_b", started_on=MAY, ended_on=JUNE
)


def closed(on: date, reason: str = "other") -> CaseClosed:
    """Return the event of a ledger's 終結."""
    return CaseClosed(municipality=SOJA, on=on, reason=reason, evaluation=None, from_ledger=True)


def suspended(on: date) -> CaseSuspended:
    """Return the event of a ledger's 中断."""
    return CaseSuspended(municipality=SOJA, on=on)


def reopened(on: date) -> CaseReopened:
    """Return the event of a ledger's 継続 after a rest or an end."""
    return CaseReopened(municipality=SOJA, on=on)


def contact(on: date) -> ContactRecorded:
    """Return a contact of that day."""
    return ContactRecorded(
        municipality=SOJA,
        on=on,
        contact_id=UUID(int=on.toordinal()),
        gender="male",
        method="phone",
        consulter="mother",
        consent="not_asked",
        while_anonymous=False,
    )


def transferred(on: date) -> CaseTransferredOut:
    """Return the event of a transfer."""
    return CaseTransferredOut(
        municipality=SOJA,
        on=on,
        to_municipality=SAKAI,
        basis=TransferBasis.APPI_69_2_3,
        reason=SEALED,
    )


@pytest.mark.parametrize(
    ("given", "standing", "on", "then"),
    [
        ((), Standing.OPEN, MAY, ()),
        ((), Standing.SUSPENDED, MAY, (suspended(MAY),)),
        ((), Standing.CLOSED, OPENED, (closed(OPENED),)),
        ((suspended(MAY),), Standing.OPEN, JUNE, (reopened(JUNE),)),
        ((suspended(MAY),), Standing.OPEN, MAY, ()),
        ((suspended(MAY),), Standing.SUSPENDED, JUNE, ()),
        ((suspended(MAY),), Standing.CLOSED, MAY, (closed(MAY),)),
        ((closed(MAY),), Standing.OPEN, JUNE, (reopened(JUNE),)),
        ((closed(MAY),), Standing.OPEN, MAY, ()),
        ((closed(MAY),), Standing.SUSPENDED, JUNE, (reopened(JUNE), suspended(JUNE))),
        ((closed(MAY),), Standing.CLOSED, MAY, ()),
        ((closed(MAY),), Standing.CLOSED, JUNE, (closed(JUNE),)),
        ((closed(MAY, "deceased"),), Standing.CLOSED, JUNE, (closed(JUNE, "deceased"),)),
        ((transferred(MAY),), Standing.CLOSED, JUNE, ()),
        ((transferred(MAY),), Standing.OPEN, JUNE, (reopened(JUNE),)),
    ],
)
def test_a_row_moves_the_case_to_what_it_says(
    given: tuple[Event, ...], standing: LedgerStanding, on: date, then: tuple[Event, ...]
) -> None:
    """The row's 状態 becomes the case's; leaving a rest or an end takes a later day."""
    assert note_standing(sons_case(*given), standing, on=on) == then


@pytest.mark.parametrize("standing", [Standing.OPEN, Standing.SUSPENDED, Standing.CLOSED])
@pytest.mark.parametrize("known", [closed(JUNE), suspended(JUNE), contact(JUNE)])
def test_a_row_older_than_what_is_known_changes_nothing(
    known: Event, standing: LedgerStanding
) -> None:
    """Rows may come in any order, and twice."""
    assert note_standing(sons_case(known), standing, on=MAY) == ()


@pytest.mark.parametrize("standing", [Standing.OPEN, Standing.SUSPENDED, Standing.CLOSED])
def test_a_linked_case_stays_linked(standing: LedgerStanding) -> None:
    """No row undoes the linking of an anonymous case."""
    link = AnonymousLinked(
        municipality=SOJA,
        on=MAY,
        linked_case_id=UUID(int=11),
        person_id=SON,
        worker_id=UUID(int=12),
        reason=SEALED,
    )

    assert note_standing(sons_case(link), standing, on=JUNE) == ()


def test_a_hand_over_is_noted_once_for_each_result() -> None:
    """A row that was read before adds nothing, a new result does."""
    offered = note_referral(sons_case(), REFERRAL, on=OPENED)
    completed = note_referral(
        sons_case(*offered), REFERRAL.model_copy(update={"result": "completed"}), on=MAY
    )

    case = sons_case(*offered, *completed)

    assert offered == (LedgerReferralNoted(municipality=SOJA, on=OPENED, **dict(REFERRAL)),)
    assert [event.result for event in completed if isinstance(event, LedgerReferralNoted)] == [
        "completed"
    ]
    assert note_referral(case, REFERRAL, on=OPENED) == ()


def test_a_hand_over_of_a_stranger_is_refused() -> None:
    """Who is handed on is a person of the case, or nobody in particular."""
    with refused("person-not-in-case"):
        note_referral(sons_case(), REFERRAL.model_copy(update={"person_id": STRANGER}), on=MAY)
    nobody = REFERRAL.model_copy(update={"person_id": None})
    assert len(note_referral(sons_case(), nobody, on=MAY)) == 1


def test_a_job_is_noted_once() -> None:
    """A row about a job that was read before adds nothing."""
    events = note_employment(sons_case(), JOB, on=MAY)

    assert events == (LedgerEmploymentNoted(municipality=SOJA, on=MAY, **dict(JOB)),)
    assert note_employment(sons_case(*events), JOB, on=MAY) == ()


def test_a_job_does_not_end_before_it_begins() -> None:
    """離職日 is not before 就職日."""
    with refused("employment-ends-before-start"):
        note_employment(sons_case(), JOB.model_copy(update={"ended_on": OPENED}), on=MAY)


def test_a_result_or_kind_that_no_list_has_is_refused() -> None:
    """What is coded comes from its list."""
    with refused("unknown-code"):
        note_referral(sons_case(), REFERRAL.model_copy(update={"result": "nowhere"}), on=MAY)
    with refused("unknown-code"):
        note_employment(sons_case(), JOB.model_copy(update={"kind": "nowhere"}), on=MAY)


def test_a_job_of_a_stranger_is_refused() -> None:
    """Who took up work is a person of the case."""
    with refused("person-not-in-case"):
        note_employment(sons_case(), JOB.model_copy(update={"person_id": STRANGER}), on=MAY)
