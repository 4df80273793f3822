"""Which events leave intake, as which facts, and that nothing confidential goes with them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.intake.domain import agency, case, erasure, person, reading
from services.intake.published import publish
from shared.facts import Fact, catalogue, intake
from shared.identity import Actor, Metadata
from shared.sealing.destruction import DestroyedKey
from shared.sealing.sealed import Sealed
from shared.store import Event, Recorded
from shared.store.event import registered_events
from shared.store.recorded import EventMapper
from tests.sealed_words import SEALED

SOJA, SAKAI = "332089", "271403"
DAY, NEXT_DAY = date(2024, 4, 1), date(2024, 4, 2)
CASE_ID, OTHER_CASE_ID, PERSON_ID = UUID(int=1), UUID(int=2), UUID(int=3)
WORKER_ID, AGENCY_ID, CONTACT_ID = UUID(int=4), UUID(int=5), UUID(int=6)
HEAD = {"municipality": SOJA, "on": DAY}
FACT_HEAD = {"municipality": SOJA, "occurred_on": DAY, "case_id": str(CASE_ID)}

CONTACT = case.ContactRecorded(
    **HEAD,
    contact_id=CONTACT_ID,
    person_id=PERSON_ID,
    age=52,
    gender="male",
    method="home_visit",
    consulter="mother",
    place="home",
    route="家族",
    outcome="through_door",
    consent="not_asked",
    factors=("poverty", "isolation"),
    agency_id=AGENCY_ID,
    joint_agency_ids=(UUID(int=7),),
    worker_id=WORKER_ID,
    worker_name=SEALED,
    duration_minutes=30,
    content=SEALED,
    source="observation",
    told_in_confidence=True,
    while_anonymous=False,
)

ERASURE_ID = UUID(int=10)
RECORDED_AT = datetime(2026, 4, 2, tzinfo=UTC)
ERASED = {"municipality": SOJA, "erasure_id": ERASURE_ID, "person_id": PERSON_ID}
ERASED_FACT = {
    "municipality": SOJA,
    "occurred_on": date(2026, 4, 2),
    "erasure_id": str(ERASURE_ID),
    "person_id": str(PERSON_ID),
}
TOMBSTONES = tuple(
    DestroyedKey(key_id=str(one), destroyed_at=datetime(2026, 4, day, tzinfo=UTC))
    for one, day in ((PERSON_ID, 2), (CASE_ID, 1))
)

PUBLISHED: list[tuple[Event, Fact]] = [
    (
        erasure.KeysDestroyed(**ERASED, keys=TOMBSTONES),
        intake.IntakeKeysDestroyed(
            **ERASED_FACT,
            key_ids=(str(PERSON_ID), str(CASE_ID)),
            destroyed_at=datetime(2026, 4, 2, tzinfo=UTC),
        ),
    ),
    (
        agency.AgencyNoted(**HEAD, agency_kind="self_reliance_center"),
        intake.AgencyNoted(
            municipality=SOJA,
            occurred_on=DAY,
            agency_id=str(CASE_ID),
            agency_kind="self_reliance_center",
        ),
    ),
    (erasure.ErasureStopped(**ERASED), intake.ErasureStopped(**ERASED_FACT)),
    (
        case.PersonAdded(**HEAD, person_id=PERSON_ID, role=case.Role.MAIN),
        intake.PersonJoinedCase(**FACT_HEAD, person_id=str(PERSON_ID)),
    ),
    (
        case.CaseOpened(**HEAD, number=SEALED, transferred_in_from=SAKAI),
        intake.ConsultationReceived(**FACT_HEAD, anonymous=False, transferred_in=True),
    ),
    (
        case.CaseOpened(**HEAD, anonymous=True),
        intake.ConsultationReceived(**FACT_HEAD, anonymous=True, transferred_in=False),
    ),
    (
        CONTACT,
        intake.ContactRecorded(
            **FACT_HEAD,
            contact_id=str(CONTACT_ID),
            person_id=str(PERSON_ID),
            age=52,
            gender="male",
            method="home_visit",
            consulter="mother",
            route="家族",
            outcome="through_door",
            consent="not_asked",
            factors=("isolation", "poverty"),
            agency_id=str(AGENCY_ID),
            joint_agency_ids=(str(UUID(int=7)),),
            duration_minutes=30,
        ),
    ),
    (
        case.ContactRecorded(
            **HEAD,
            contact_id=CONTACT_ID,
            gender="unknown",
            method="phone",
            consulter="anonymous",
            consent="not_asked",
            while_anonymous=True,
        ),
        intake.ContactRecorded(
            **FACT_HEAD,
            contact_id=str(CONTACT_ID),
            person_id=None,
            age=None,
            gender="unknown",
            method="phone",
            consulter="anonymous",
            consent="not_asked",
        ),
    ),
    (
        case.CaseAssessed(**HEAD, factors=("poverty",), summary=SEALED, needs_conference=True),
        intake.CaseAssessed(**FACT_HEAD, factors=("poverty",), needs_conference=True),
    ),
    (
        case.CaseHandedOver(
            **HEAD,
            from_worker_id=WORKER_ID,
            worker_id=UUID(int=8),
            agency_id=AGENCY_ID,
            note=SEALED,
        ),
        intake.CaseHandedOver(**FACT_HEAD, agency_id=str(AGENCY_ID)),
    ),
    (case.CaseSuspended(**HEAD, note=SEALED), intake.CaseSuspended(**FACT_HEAD)),
    (
        case.CaseClosed(**HEAD, reason="other", evaluation=SEALED),
        intake.CaseClosed(**FACT_HEAD, reason="other"),
    ),
    (case.CaseReopened(**HEAD), intake.CaseReopened(**FACT_HEAD)),
    (
        case.MainSubjectChanged(**HEAD, person_id=PERSON_ID),
        intake.SubjectChanged(**FACT_HEAD, person_id=str(PERSON_ID)),
    ),
    (
        case.AnonymousLinked(
            **HEAD,
            linked_case_id=OTHER_CASE_ID,
            person_id=PERSON_ID,
            worker_id=WORKER_ID,
            reason=SEALED,
        ),
        intake.AnonymousLinked(
            **FACT_HEAD, linked_case_id=str(OTHER_CASE_ID), person_id=str(PERSON_ID)
        ),
    ),
    (
        case.CaseTransferredOut(
            **HEAD,
            to_municipality=SAKAI,
            basis=case.TransferBasis.APPI_69_2_3,
            reason=SEALED,
        ),
        intake.CaseTransferred(**FACT_HEAD, to_municipality=SAKAI),
    ),
    (
        case.LedgerReferralNoted(
            **HEAD, referral_id=UUID(int=9), destination="就労支援", result="offered"
        ),
        intake.LedgerReferralNoted(
            **FACT_HEAD,
            referral_id=str(UUID(int=9)),
            person_id=None,
            destination="就労支援",
            result="offered",
        ),
    ),
    (
        case.LedgerEmploymentNoted(
            **HEAD,
            employment_id=UUID(int=9),
            person_id=PERSON_ID,
            kind="type_b",
            started_on=DAY,
            ended_on=NEXT_DAY,
        ),
        intake.LedgerEmploymentNoted(
            **FACT_HEAD,
            employment_id=str(UUID(int=9)),
            person_id=str(PERSON_ID),
            kind="type_b",
            started_on=DAY,
            ended_on=NEXT_DAY,
        ),
    ),
]

KEPT: list[Event] = [
    person.PersonRegistered(municipality=SOJA, gender="male", profile_fingerprint="f1"),
    person.PersonAmended(municipality=SOJA, gender="male", profile_fingerprint="f2"),
    person.CaseJoined(**HEAD, case_id=CASE_ID),
    person.CaseLeft(**HEAD, case_id=CASE_ID),
    case.ConsentNoted(**HEAD, person_id=PERSON_ID, consent="given"),
    case.WorkerAssigned(**HEAD, worker_id=WORKER_ID, worker_name=SEALED),
    reading.RecordRead(municipality=SOJA, look="person", person_ids=(PERSON_ID,)),
]


def recorded(event: Event) -> Recorded:
    """Return the event as the store would hand it to the relay."""
    actor = Actor(person="worker-1", agency="agency-1", role="counsellor", purpose="consultation")
    return Recorded(CASE_ID, 1, event, Metadata(actor=actor, recorded_at=RECORDED_AT))


@pytest.mark.parametrize(
    ("event", "fact"), PUBLISHED, ids=[type(event).__name__ for event, _ in PUBLISHED]
)
def test_an_event_leaves_as_its_fact(event: Event, fact: Fact) -> None:
    """Each published event becomes exactly this fact."""
    assert publish(recorded(event)) == fact


@pytest.mark.parametrize("event", KEPT, ids=lambda event: type(event).__name__)
def test_other_events_stay_inside(event: Event) -> None:
    """Events about persons and the case's inner workings are not published."""
    assert publish(recorded(event)) is None


@pytest.mark.parametrize(
    "event",
    [*(event for event, _ in PUBLISHED), *KEPT],
    ids=lambda event: type(event).__name__,
)
def test_an_event_is_read_back_as_it_was_recorded(event: Event) -> None:
    """Nothing is lost or changed on the way to the disk and back."""
    mapper = EventMapper()
    written = mapper.to_stored_event(recorded(event))

    assert mapper.to_domain_event(written).event == event


def test_every_event_of_intake_is_decided_about() -> None:
    """No event is published or kept without this test saying so."""
    of_intake = {
        event for topic, event in registered_events().items() if topic.startswith("intake.")
    }

    assert of_intake == {type(event) for event, _ in PUBLISHED} | {type(event) for event in KEPT}


def test_every_fact_of_intake_has_an_event() -> None:
    """Nothing stands in the catalogue that intake never says."""
    of_intake = {fact for (service, _, _), fact in catalogue().items() if service == "intake"}

    assert of_intake == {type(fact) for _, fact in PUBLISHED}


def test_no_sealed_value_is_in_a_fact() -> None:
    """Not even ciphertext leaves the service."""
    for event, _ in PUBLISHED:
        fact = publish(recorded(event))
        assert fact is not None
        assert SEALED.at_rest() not in fact.model_dump_json()
        assert not any(isinstance(value, Sealed) for value in dict(fact).values())
