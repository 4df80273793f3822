"""Erasing a person: who may propose and approve it, when, and what completes it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from services.conference.domain.erasure import (
    ERASURE,
    Decision,
    ErasureCompleted,
    ErasureState,
    ErasureStopped,
    Ground,
    KeyDestructionConfirmed,
    Proof,
    Standing,
    approve_erasure,
    confirm_destruction,
    propose_erasure,
    reject_erasure,
    stop_erasure,
)
from services.conference.domain.hold import HOLD, HoldDetails, HoldState, lift_hold, place_hold
from shared.calendar import JST
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.sealing import Sealed
from shared.store import Event
from tests.refusals import refused

PERSON = UUID(int=7)
NOW = datetime(2026, 11, 1, 12, tzinfo=JST)
EXPIRED = date(2026, 10, 31)
SEALED = Sealed(str(PERSON), bytes(12), bytes(16))
FREE = Standing(known=True, in_open_case=False, held=False, other_erasure=False, kept_until=EXPIRED)
PROPOSER = Decision(by="w-1", municipal=False, at=NOW)
SECOND = Decision(by="w-2", municipal=True, at=NOW)
PROOF = Proof((str(PERSON),), NOW)


def after(*events: Event) -> ErasureState:
    """The erasure after these events."""
    state = ERASURE.fold(None, events)
    assert state is not None
    return state


def propose(
    standing: Standing = FREE, ground: Ground = "retention_expired", reason: Sealed | None = None
) -> tuple[Event, ...]:
    """A proposal."""
    return propose_erasure(
        None, DEMO_MUNICIPALITY, PERSON, ground, standing, PROPOSER, reason=reason
    )


PROPOSED = after(*propose())
APPROVED = after(*propose(), *approve_erasure(PROPOSED, FREE, SECOND))


@pytest.mark.rule(58)
def test_a_person_whose_term_is_over_is_proposed_and_approved_by_a_second_person() -> None:
    """Proposal, approval: and the answers of three services are waited for, three days at most."""
    assert (PROPOSED.status, PROPOSED.missing) == ("proposed", ())
    assert APPROVED.status == "approved"
    assert APPROVED.missing == ("intake", "conference", "placement")
    assert APPROVED.answers_due == NOW + timedelta(days=3)


@pytest.mark.rule(58)
def test_nobody_approves_their_own_proposal() -> None:
    """One person alone can destroy nothing."""
    with refused("approver-proposed-it"):
        approve_erasure(PROPOSED, FREE, replace(SECOND, by="w-1"))


@pytest.mark.rule(58)
def test_an_entrusted_body_may_propose_but_not_approve() -> None:
    """Disposal is decided by the municipality itself."""
    with refused("approver-not-municipal"):
        approve_erasure(PROPOSED, FREE, replace(SECOND, municipal=False))


@pytest.mark.rule(58)
@pytest.mark.parametrize("until", [date(2026, 11, 1), date(2026, 11, 2), None])
def test_before_the_term_is_over_nothing_is_proposed(until: date | None) -> None:
    """The last day of the term is still kept; without a closure there is no term at all."""
    with refused("retention-not-over"):
        propose(replace(FREE, kept_until=until))


@pytest.mark.rule(58)
@pytest.mark.parametrize("ground", ["use_suspended", "court_order"])
def test_another_ground_needs_its_decision_on_record(ground: Ground) -> None:
    """A 利用停止 or a court may come before the term, and has to be named."""
    early = replace(FREE, kept_until=date(2030, 1, 1))
    with refused("ground-without-reason"):
        propose(early, ground)

    assert after(*propose(early, ground, SEALED)).ground == ground


@pytest.mark.rule(59)
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"held": True}, "erasure-held"),
        ({"in_open_case": True}, "person-in-open-case"),
        ({"kept_until": date(2027, 1, 1)}, "retention-not-over"),
    ],
)
def test_what_keeps_a_person_is_looked_at_again_at_the_approval(
    change: dict[str, object], code: str
) -> None:
    """A hold, a case that goes on again or a longer term stops a proposal and an approval alike."""
    kept = replace(FREE, **change)  # type: ignore[arg-type]
    with refused(code):
        propose(kept)
    with refused(code):
        approve_erasure(PROPOSED, kept, SECOND)


def test_a_stranger_and_somebody_already_proposed_are_refused() -> None:
    """Only persons of the municipality's cases, and each once."""
    with refused("person-without-case"):
        propose(replace(FREE, known=False))
    with refused("erasure-under-way"):
        propose(replace(FREE, other_erasure=True))
    with refused("erasure-exists"):
        propose_erasure(PROPOSED, DEMO_MUNICIPALITY, PERSON, "retention_expired", FREE, PROPOSER)


def test_a_proposal_is_decided_once() -> None:
    """What was rejected or approved is neither again; what is unknown is not decided."""
    rejected = after(*propose(), *reject_erasure(PROPOSED, "still_needed", SECOND))
    assert rejected.status == "rejected"
    for decided in (rejected, APPROVED):
        with refused("erasure-decided"):
            approve_erasure(decided, FREE, SECOND)
        with refused("erasure-decided"):
            reject_erasure(decided, "other", SECOND)
    with refused("erasure-not-found"):
        approve_erasure(None, FREE, SECOND)


@pytest.mark.rule(58)
def test_an_erasure_is_complete_with_the_last_proof_and_not_before() -> None:
    """Each service's proof counts once, in whatever order they come."""
    state, events = APPROVED, []
    for service in ("placement", "intake", "intake", "conference"):
        new = confirm_destruction(state, service, PROOF)
        events += new
        state = after(*propose(), *approve_erasure(PROPOSED, FREE, SECOND), *events)

    kinds = [type(one) for one in events]
    assert kinds == [KeyDestructionConfirmed] * 3 + [ErasureCompleted]
    assert (state.status, state.missing) == ("completed", ())
    assert confirm_destruction(state, "intake", PROOF) == ()


def test_a_proof_without_approval_is_an_alarm() -> None:
    """Keys that nobody approved of destroying are not passed over."""
    for state in (None, PROPOSED):
        with refused("erasure-not-approved"):
            confirm_destruction(state, "intake", PROOF)


def test_an_erasure_stops_only_while_nothing_is_destroyed() -> None:
    """Intake helps the person again; after the first proof there is nothing to stop."""
    [stopped] = stop_erasure(APPROVED)
    assert isinstance(stopped, ErasureStopped)
    assert after(*propose(), *approve_erasure(PROPOSED, FREE, SECOND), stopped).missing == ()
    begun = replace(APPROVED, proofs={"intake": PROOF})
    assert stop_erasure(begun) == ()


def _hold(**details: object) -> HoldDetails:
    return HoldDetails(kind="lawsuit", reason=SEALED, **details)  # type: ignore[arg-type]


def _placed(details: HoldDetails, *, being_erased: bool = False) -> HoldState:
    events = place_hold(
        None,
        DEMO_MUNICIPALITY,
        details,
        being_erased=being_erased,
        today=NOW.date(),
    )
    state = HOLD.fold(None, events)
    assert state is not None
    return state


@pytest.mark.rule(59)
def test_a_hold_is_in_force_until_it_is_lifted_or_its_last_day_is_over() -> None:
    """Until 31 December means the whole of that day; without an end, until somebody lifts it."""
    last = date(2026, 12, 31)
    dated, open_ended = _placed(_hold(person_id=PERSON, until=last)), _placed(_hold(case_id=PERSON))

    assert dated.in_force(last)
    assert not dated.in_force(last + timedelta(days=1))
    assert open_ended.in_force(date(2099, 1, 1))
    lifted = HOLD.evolve(open_ended, *lift_hold(open_ended))
    assert not lifted.in_force(NOW.date())
    with refused("hold-lifted-already"):
        lift_hold(lifted)
    with refused("hold-not-found"):
        lift_hold(None)


@pytest.mark.rule(59)
def test_a_hold_is_of_one_person_or_one_case_and_comes_in_time() -> None:
    """Neither both nor nobody, no past end, and not once keys are being destroyed."""
    with refused("hold-of-nobody"):
        _placed(_hold())
    with refused("hold-of-nobody"):
        _placed(_hold(person_id=PERSON, case_id=PERSON))
    with refused("hold-over-already"):
        _placed(_hold(person_id=PERSON, until=date(2026, 10, 31)))
    with refused("erasure-under-way"):
        _placed(_hold(person_id=PERSON), being_erased=True)
