"""Which events leave placement, as which facts, and what stays."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.placement.domain import employment as work
from services.placement.domain import feedback, incentive, programme
from services.placement.domain import outcome as reached
from services.placement.domain import referral as handing_on
from services.placement.domain import step as towards
from services.placement.domain.employment import Checkpoint
from services.placement.domain.erasure import KeysDestroyed
from services.placement.domain.need import UnmetNeedUndone
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
        placement.ReferralOffered(**REFERRAL_FACT, whom="household"),
    ),
    (
        handing_on.ReferralOffered(**HEAD, **{**REFERRAL, "person_id": UUID(int=2)}),
        placement.ReferralOffered(
            **{**REFERRAL_FACT, "person_id": str(UUID(int=2))}, whom="subject"
        ),
    ),
    (
        handing_on.ReferralOffered(**HEAD, **REFERRAL, whom="family"),
        placement.ReferralOffered(**REFERRAL_FACT, whom="family"),
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


NEED = {
    "municipality": "392081",
    "case_id": UUID(int=1),
    "gap": "transport",
    "found_on": date(2026, 3, 1),
}


def test_a_need_that_was_not_so_leaves_as_its_code() -> None:
    """Others are told which finding holds no more, and on which day that was noticed."""
    event = UnmetNeedUndone(**NEED, on=DAY, reason="recorded_twice")
    told = {**FACT_HEAD, "need_id": str(UUID(int=9)), "gap": "transport"}

    assert publish(recorded(event)) == placement.PlacementUnmetNeedUndone(**told)


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
    handing_on.PlanOfReferralChanged(**HEAD, **REFERRAL, plan_result="suspended"),
    handing_on.ReferralStepUndone(**HEAD, **REFERRAL, step="hold", reason="other", back_to=STANDS),
    handing_on.PacketPrepared(**HEAD, **REFERRAL, packets=(), full=1, blurred=0, withheld=0),
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


def test_of_a_checkpoint_only_the_answer_leaves() -> None:
    """After how many months, and a code; nobody learns for how long somebody was without work."""
    checkpoint = Checkpoint(month=6, status="changed", gap_days=12, checked_on=DAY)
    checked = work.CheckpointRecorded(**HEAD, **WORK, checkpoint=checkpoint)
    undone = work.EmploymentUndone(**HEAD, **WORK, undone="checkpoint", month=6, reason="wrong_day")

    assert publish(recorded(checked)) == placement.EmploymentChecked(
        **WORK_FACT, months=6, status="changed"
    )
    assert publish(recorded(undone)) == placement.EmploymentCheckUndone(**WORK_FACT, months=6)


def test_a_programme_is_known_by_its_public_name() -> None:
    """A name with digits in it stays, so that no fact holds what could be a number of somebody."""
    names = {"ひだまり（架空）": "ひだまり（架空）", "第2ひだまり（架空）": None}
    for name, told in names.items():
        announced = programme.ProgrammeSetUp(
            municipality=HEAD["municipality"], kind="place_to_be", name=name
        )
        assert publish(recorded(announced)) == placement.ProgrammeAnnounced(
            municipality=HEAD["municipality"],
            occurred_on=date(2026, 4, 2),
            programme_id=str(UUID(int=9)),
            kind="place_to_be",
            name=told,
        )


def paid(scheme: str, amount: int, days: int) -> incentive.Line:
    """A day that a scheme pays for, or a correction of one."""
    return incentive.Line(
        subject=UUID(int=5),
        on=DAY,
        programme=scheme,
        rate="trial-person",
        per="day",
        yen=500,
        days=days,
        amount=amount,
        evidence=(),
    )


@pytest.mark.parametrize("recipient", ["person", "employer"])
def test_what_was_granted_leaves_as_yen_by_scheme(recipient: str) -> None:
    """A person's statement names the person; an employer's names nobody; corrections have signs."""
    lines = (paid("kochi", 500, 1), paid("aki", 4500, 1), paid("kochi", -500, -1))
    entry = {"municipality": HEAD["municipality"], "month": "2026-03", "entry": 2, "on": DAY}
    payee = {
        "person": incentive.PersonIncentivesIssued(
            **entry, lines=lines, total=4500, person_id=UUID(int=2)
        ),
        "employer": incentive.EmployerIncentivesIssued(
            **entry, lines=lines, total=4500, resource_id=UUID(int=3)
        ),
    }

    assert publish(recorded(payee[recipient])) == placement.IncentiveGranted(
        municipality=HEAD["municipality"],
        occurred_on=DAY,
        statement_id=str(UUID(int=9)),
        entry=2,
        recipient=recipient,
        person_id=str(UUID(int=2)) if recipient == "person" else None,
        month=date(2026, 3, 1),
        amounts=(
            placement.IncentiveAmount(programme="aki", yen=4500, days=1),
            placement.IncentiveAmount(programme="kochi", yen=0, days=0),
        ),
    )


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
