"""Which events leave placement, as which facts, and what stays."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.placement.domain import employment as work
from services.placement.domain import feedback
from services.placement.domain import outcome as reached
from services.placement.domain import referral as handing_on
from services.placement.domain import step as towards
from services.placement.domain.employment import Checkpoint
from services.placement.domain.erasure import KeysDestroyed
from services.placement.published import publish
from shared.facts import Fact, placement
from shared.identity import Actor, Metadata
from shared.sealing.destruction import DestroyedKey
from shared.store import Event, Recorded
from tests.sealed_words import SEALED

DAY = date(2026, 4, 1)
HEAD = {"municipality": "392081", "on": DAY}
FACT_HEAD = {"municipality": "392081", "occurred_on": DAY, "case_id": str(UUID(int=1))}
REFERRAL = {"case_id": UUID(int=1), "person_id": None, "destination": "npo"}
REFERRAL_FACT = {
    **FACT_HEAD,
    "referral_id": str(UUID(int=9)),
    "person_id": None,
    "destination": "npo",
}
WORK = {"case_id": UUID(int=1), "person_id": UUID(int=2), "kind": "volunteer"}
WORK_FACT = {
    **FACT_HEAD,
    "employment_id": str(UUID(int=9)),
    "person_id": str(UUID(int=2)),
    "kind": "volunteer",
}

STANDS = handing_on.Standing(status="met", since=DAY)

STEP = {"case_id": UUID(int=1), "person_id": UUID(int=2), "kind": "trial", "programme": "farm"}
STEP_FACT = {
    **FACT_HEAD,
    "step_id": str(UUID(int=9)),
    "person_id": str(UUID(int=2)),
    "kind": "trial",
    "resource_id": None,
    "programme": "farm",
}
OUTCOME = {"case_id": UUID(int=1), "person_id": None, "kind": "neighbour_relations"}
OUTCOME_FACT = {
    **FACT_HEAD,
    "outcome_id": str(UUID(int=9)),
    "person_id": None,
    "kind": "neighbour_relations",
}
ON = {"case_id": UUID(int=1), "person_id": UUID(int=2), "about_id": UUID(int=9)}

PUBLISHED: list[tuple[Event, Fact]] = [
    (
        handing_on.ReferralOffered(**HEAD, **REFERRAL),
        placement.ReferralOffered(**REFERRAL_FACT),
    ),
    (
        handing_on.ReferralAccepted(**HEAD, **REFERRAL, from_ledger=True),
        placement.ReferralAccepted(**REFERRAL_FACT),
    ),
    (
        handing_on.ReferralDeclined(**HEAD, **REFERRAL, reason="no_capacity"),
        placement.ReferralDeclined(**REFERRAL_FACT),
    ),
    (
        handing_on.ReferralCompleted(**HEAD, **REFERRAL, outcome="in_use"),
        placement.ReferralCompleted(**REFERRAL_FACT),
    ),
    (
        handing_on.ReferralFailed(**HEAD, **REFERRAL, reason="not_met"),
        placement.ReferralFailed(**REFERRAL_FACT),
    ),
    (
        handing_on.FirstContactMade(**HEAD, **REFERRAL, accompanied=True),
        placement.ReferralFirstContact(**REFERRAL_FACT),
    ),
    (
        handing_on.ReferralWithdrawn(**HEAD, **REFERRAL, by="person", reason="person_declines"),
        placement.ReferralWithdrawn(**REFERRAL_FACT),
    ),
    (
        handing_on.ReferralTransferred(**HEAD, **REFERRAL, to_municipality="271403"),
        placement.ReferralTransferred(**REFERRAL_FACT, to_municipality="271403"),
    ),
    (
        handing_on.ReferralStepUndone(
            **HEAD, **REFERRAL, step="complete", reason="other", back_to=STANDS
        ),
        placement.ReferralStepUndone(**REFERRAL_FACT, step="referral-completed"),
    ),
    (work.EmploymentStarted(**HEAD, **WORK), placement.EmploymentStarted(**WORK_FACT)),
    (
        work.EmploymentRetained(**HEAD, **WORK, months=6),
        placement.EmploymentRetained(**WORK_FACT, months=6),
    ),
    (work.EmploymentEnded(**HEAD, **WORK), placement.EmploymentEnded(**WORK_FACT)),
    (
        work.EmploymentDescribed(**HEAD, **WORK, workplace="酪農", follows=UUID(int=8)),
        placement.EmploymentDescribed(
            **WORK_FACT, workplace="酪農", trait=None, resource_id=None, follows=str(UUID(int=8))
        ),
    ),
    (
        work.EmploymentUndone(**HEAD, **WORK, undone="retained", reason="found_later"),
        placement.EmploymentUndone(**WORK_FACT, step="employment-retained"),
    ),
    (towards.StepStarted(**HEAD, **STEP), placement.StepTaken(**STEP_FACT)),
    (
        towards.StepAttended(**HEAD, **STEP, attendance_id=UUID(int=4), minutes=240),
        placement.StepAttended(**STEP_FACT, attendance_id=str(UUID(int=4)), minutes=240),
    ),
    (
        towards.StepFinished(**HEAD, **STEP, outcome="completed"),
        placement.StepFinished(**STEP_FACT, result="completed"),
    ),
    (
        towards.StepUndone(**HEAD, **STEP, undone="finish", reason="wrong_day"),
        placement.StepUndone(**STEP_FACT, step="step-finished", attendance_id=None),
    ),
    (
        reached.OutcomeReached(**HEAD, **OUTCOME, note=SEALED),
        placement.OutcomeReached(**OUTCOME_FACT),
    ),
    (
        reached.OutcomeUndone(**HEAD, **OUTCOME, reason="other"),
        placement.OutcomeUndone(**OUTCOME_FACT),
    ),
]


def recorded(event: Event) -> Recorded:
    """The event as it lies in the store under one id."""
    actor = Actor(
        person="worker-1", agency="agency-1", role="employment_supporter", purpose="referral"
    )
    return Recorded(
        originator_id=UUID(int=9),
        originator_version=1,
        event=event,
        metadata=Metadata(actor=actor, recorded_at=datetime(2026, 4, 2, tzinfo=UTC)),
    )


@pytest.mark.parametrize(
    ("event", "fact"), PUBLISHED, ids=[type(event).__name__ for event, _ in PUBLISHED]
)
def test_a_step_leaves_as_its_fact(event: Event, fact: Fact) -> None:
    """Every step of a referral and of an employment is told with ids, codes and its day."""
    assert publish(recorded(event)) == fact


STAYING: list[Event] = [
    handing_on.ReferralAddressed(**HEAD, **REFERRAL, to_agency_id=UUID(int=7)),
    handing_on.ReferralScheduled(
        **HEAD, **REFERRAL, appointment_at=datetime(2026, 4, 8, tzinfo=UTC)
    ),
    handing_on.ReferralHeld(**HEAD, **REFERRAL, until=date(2026, 5, 1), reason="waiting_list"),
    handing_on.ReferralResumed(**HEAD, **REFERRAL),
    handing_on.ReferralStepUndone(**HEAD, **REFERRAL, step="hold", reason="other", back_to=STANDS),
    handing_on.PacketPrepared(**HEAD, **REFERRAL, packets=(), full=1, blurred=0, withheld=0),
    work.EmploymentUndone(**HEAD, **WORK, undone="checkpoint", month=6, reason="wrong_day"),
    work.LeavingPlanned(**HEAD, **WORK, reason="health"),
    work.LeavingSupported(**HEAD, **WORK, support_id=UUID(int=4), support="certificate"),
    work.LeavingCalledOff(**HEAD, **WORK),
    towards.StepPlanned(**HEAD, **STEP),
    towards.StepEnded(**HEAD, **STEP, outcome="completed", review_required=True),
    towards.StepReviewed(**HEAD, **STEP, present=("person",), note=SEALED),
    towards.StepUndone(**HEAD, **STEP, undone="review", reason="wrong_day"),
    feedback.PersonGaveFeedback(**HEAD, **ON, feedback_id=UUID(int=4), strengths=SEALED),
    feedback.EmployerGaveFeedback(**HEAD, **ON, feedback_id=UUID(int=4), cautions=SEALED),
]


@pytest.mark.parametrize("event", STAYING, ids=[type(event).__name__ for event in STAYING])
def test_what_is_arranged_and_what_was_granted_stays(event: Event) -> None:
    """Appointments, waiting, packets, plans, looks and words are nobody else's affair."""
    assert publish(recorded(event)) is None


def test_a_checkpoint_stays() -> None:
    """What was found at a workplace does not leave the service."""
    checkpoint = Checkpoint(month=6, status="continuing", checked_on=DAY)
    event = work.CheckpointRecorded(**HEAD, **WORK, checkpoint=checkpoint)

    assert publish(recorded(event)) is None


def test_the_destruction_of_keys_is_told_with_its_latest_tombstone() -> None:
    """Which keys are gone, and since when all of them are."""
    first, last = datetime(2026, 4, 1, tzinfo=UTC), datetime(2026, 4, 2, tzinfo=UTC)
    keys = tuple(
        DestroyedKey(key_id=str(UUID(int=number)), destroyed_at=at)
        for number, at in ((1, last), (2, first))
    )
    event = KeysDestroyed(
        municipality=HEAD["municipality"], erasure_id=UUID(int=3), person_id=UUID(int=1), keys=keys
    )

    assert publish(recorded(event)) == placement.PlacementKeysDestroyed(
        municipality=HEAD["municipality"],
        occurred_on=date(2026, 4, 2),
        erasure_id=str(UUID(int=3)),
        person_id=str(UUID(int=1)),
        key_ids=(str(UUID(int=1)), str(UUID(int=2))),
        destroyed_at=last,
    )
