"""Which events leave placement, as which facts, and what stays."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.placement.domain import employment as work
from services.placement.domain import referral as handing_on
from services.placement.domain.erasure import KeysDestroyed
from services.placement.domain.employment import Checkpoint
from services.placement.published import publish
from shared.facts import Fact, placement
from shared.identity import Actor, Metadata
from shared.sealing.destruction import DestroyedKey
from shared.store import Event, Recorded

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
    (work.EmploymentStarted(**HEAD, **WORK), placement.EmploymentStarted(**WORK_FACT)),
    (
        work.EmploymentRetained(**HEAD, **WORK, months=6),
        placement.EmploymentRetained(**WORK_FACT, months=6),
    ),
    (work.EmploymentEnded(**HEAD, **WORK), placement.EmploymentEnded(**WORK_FACT)),
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
