"""同意: given what was said before, when a person answers or withdraws, then it is recorded."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.conference.domain.consent import (
    CONSENTS,
    Answer,
    ConsentAnswered,
    ConsentsState,
    ConsentWithdrawn,
    Scope,
    Withdrawal,
    WithdrawalNoticeSeen,
    Witness,
    answer_consent,
    see_notice,
    withdraw_consent,
)
from tests.refusals import refused
from tests.sealed_words import SEALED

TOWN = "990019"
NOW = datetime(2026, 11, 1, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
PERSON, OTHER, PARENT, WORKER, AGENCY, CONSENT = (UUID(int=number) for number in range(1, 7))
SCOPE = Scope(categories=("health",), recipients=(AGENCY,), purposes=("referral",))
GIVEN: dict[str, Any] = {
    "consent_id": CONSENT,
    "version": 1,
    "given_by": PERSON,
    "capacity": "self",
    "state": "given",
    "method": "written",
    "scope": SCOPE,
    "answered_at": NOW,
    "start": NOW,
    "explained_by": WORKER,
    "explanation_version": "2026-04",
    "identity_check": SEALED,
}
NOBODY: dict[str, Any] = {"given_by": None, "capacity": None, "method": None, "scope": None}
UNOBTAINABLE = {**GIVEN, **NOBODY, "state": "not_obtainable", "reason": SEALED}
REFUSAL = {**GIVEN, "state": "refused", "scope": None}


def answered(
    told: dict[str, Any],
    before: ConsentsState | None = None,
    *,
    owner: UUID | None = None,
    now: datetime = NOW,
    **changed: Any,
) -> ConsentsState:
    """The person's answers after one more."""
    answer = Answer(**{**told, **changed})
    events = answer_consent(before, TOWN, PERSON, answer, owner=owner, now=now)
    assert events == (ConsentAnswered(municipality=TOWN, person_id=PERSON, **dict(answer)),)
    state = CONSENTS.fold(before, events)
    assert state is not None
    return state


@pytest.mark.rule(5, 7)
@pytest.mark.parametrize(
    "told",
    [GIVEN, REFUSAL, UNOBTAINABLE, {**GIVEN, **NOBODY, "state": "not_asked"}],
    ids=lambda told: told["state"],
)
def test_every_state_is_recordable_and_stays_what_it_is(told: dict[str, Any]) -> None:
    """Given, refused, not obtainable and not asked are four different answers."""
    assert answered(told).answers[0].state == told["state"]


@pytest.mark.rule(6)
def test_an_oral_consent_needs_its_witness() -> None:
    """Who heard it, and not after it began to hold; a refusal by mouth needs nobody else."""
    with refused("witness-missing"):
        answered(GIVEN, method="oral")
    with refused("witness-out-of-time"):
        answered(GIVEN, method="oral", witness=Witness(heard_by=SEALED, at=NOW + HOUR))

    answered(GIVEN, method="oral", witness=Witness(heard_by=SEALED, at=NOW))
    answered(REFUSAL, method="oral")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"given_by": None}, "answerer-missing"),
        ({"capacity": None}, "capacity-missing"),
        ({"method": None}, "method-missing"),
        ({"scope": None}, "scope-missing"),
        ({"scope": Scope(categories=("health",), purposes=("referral",))}, "scope-names-nobody"),
        ({"explained_by": None}, "explainer-missing"),
        ({"explanation_version": None}, "explanation-missing"),
        ({"identity_check": None}, "identity-check-missing"),
        ({"end": NOW}, "period-empty"),
        ({"answered_at": NOW + HOUR, "start": NOW + HOUR}, "answered-in-future"),
        ({"start": NOW - HOUR}, "consent-back-dated"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_consent_that_nobody_could_judge_is_not_recorded(
    changed: dict[str, Any], code: str
) -> None:
    """Each thing that law.md asks for, missing on its own."""
    with refused(code):
        answered(GIVEN, **changed)


def test_a_consent_may_begin_later_and_last() -> None:
    """It begins after the answer, and ends after it began."""
    state = answered(GIVEN, start=NOW + HOUR, end=NOW + 2 * HOUR)

    assert state.answers[0].start == NOW + HOUR


@pytest.mark.rule(8)
def test_who_answers_is_told_apart_from_the_person() -> None:
    """Nobody else is the person, and the person is nobody's representative or family."""
    with refused("self-is-somebody-else"):
        answered(GIVEN, given_by=PARENT)
    with refused("person-is-no-other"):
        answered(GIVEN, capacity="parental_authority", relation_evidence=SEALED)
    with refused("person-is-no-other"):
        answered(GIVEN, capacity="family_wish")


@pytest.mark.rule(11)
@pytest.mark.parametrize("state", [GIVEN, REFUSAL], ids=lambda told: told["state"])
def test_a_representative_shows_their_power(state: dict[str, Any]) -> None:
    """Without proof on record, neither a consent nor a refusal is taken from them."""
    theirs = {"given_by": PARENT, "capacity": "adult_guardian"}
    with refused("relation-evidence-missing"):
        answered(state, **theirs)

    answered(state, **theirs, relation_evidence=SEALED)


@pytest.mark.rule(8)
def test_a_familys_wish_is_recorded_without_any_explanation() -> None:
    """It is nobody's consent; that it was expressed is a fact."""
    wish = {
        "given_by": PARENT,
        "capacity": "family_wish",
        "explained_by": None,
        "explanation_version": None,
        "identity_check": None,
    }

    assert answered(GIVEN, **wish).answers[0].capacity == "family_wish"


@pytest.mark.rule(5, 7)
def test_where_nobody_answered_nobody_is_named() -> None:
    """Inability needs its reason, and silence has no author."""
    with refused("reason-missing"):
        answered(UNOBTAINABLE, reason=None)
    for named in ({"given_by": PERSON}, {"capacity": "self"}, {"method": "oral"}):
        with refused("nobody-answered"):
            answered(UNOBTAINABLE, **named)
        with refused("nobody-answered"):
            answered({**UNOBTAINABLE, "state": "not_asked"}, **named)


def test_versions_follow_each_other() -> None:
    """No version is left out, repeated or begins before the one before."""
    first = answered(GIVEN)

    for version in (1, 3):
        with refused("version-not-next"):
            answered(GIVEN, first, owner=PERSON, version=version)
    with refused("version-not-next"):
        answered(GIVEN, version=2)
    with refused("starts-before-former"):
        earlier = {"answered_at": NOW - HOUR, "start": NOW - HOUR}
        answered(GIVEN, first, owner=PERSON, version=2, **earlier)
    latest = answered(REFUSAL, first, owner=PERSON, version=2).latest(CONSENT)
    assert latest is not None
    assert latest.state == "refused"


@pytest.mark.rule(9)
def test_a_consent_is_one_persons() -> None:
    """Its id cannot be used for another one's answer."""
    with refused("consent-of-another"):
        answered(GIVEN, owner=OTHER)


def withdrawn(
    before: ConsentsState | None,
    *,
    by: UUID = PERSON,
    at: datetime = NOW + HOUR,
    representatives: frozenset[UUID] = frozenset(),
    told: tuple[UUID, ...] = (AGENCY,),
) -> tuple[ConsentWithdrawn, ...]:
    """Withdraw the consent, two hours after it was given."""
    return withdraw_consent(
        before,
        CONSENT,
        Withdrawal(withdrawn_at=at, withdrawn_by=by, method="oral"),
        representatives=representatives,
        past_recipients=told,
        now=NOW + 2 * HOUR,
    )


@pytest.mark.rule(14)
def test_a_withdrawal_takes_back_all_versions_and_tells_past_recipients() -> None:
    """From its instant on, whatever was given before."""
    before = answered(GIVEN, answered(GIVEN), owner=PERSON, version=2)

    (event,) = withdrawn(before, told=(AGENCY, AGENCY))
    assert (event.version, event.withdrawn_at, event.of_family) == (2, NOW + HOUR, False)
    assert event.past_recipients == (AGENCY,)
    state = CONSENTS.fold(before, [event])
    assert state is not None
    assert state.withdrawn == {CONSENT: NOW + HOUR}
    assert state.to_be_told == {(CONSENT, AGENCY)}


@pytest.mark.rule(14)
def test_a_withdrawal_is_of_this_instant_or_of_one_since_the_consent() -> None:
    """Neither announced for later nor dated to before there was anything to withdraw."""
    before = answered(GIVEN)

    with refused("withdrawal-in-future"):
        withdrawn(before, at=NOW + 3 * HOUR)
    with refused("withdrawal-before-start"):
        withdrawn(before, at=NOW - timedelta(microseconds=1))
    assert withdrawn(before, at=NOW)
    assert withdrawn(before, at=NOW + 2 * HOUR)


@pytest.mark.rule(14)
def test_a_consent_is_withdrawn_by_those_whose_it_is() -> None:
    """The person, who gave it, or who may speak for the person; nobody else."""
    theirs = {"given_by": PARENT, "capacity": "minor_guardian", "relation_evidence": SEALED}
    before = answered(GIVEN, **theirs)

    with refused("not-theirs-to-withdraw"):
        withdrawn(before, by=OTHER)
    assert withdrawn(before, by=PERSON)
    assert withdrawn(before, by=PARENT)
    assert withdrawn(before, by=OTHER, representatives=frozenset({OTHER}))


def test_what_is_no_consent_cannot_be_withdrawn() -> None:
    """An unknown one, a refusal, an inability; and nothing twice."""
    for before in (None, answered({**GIVEN, "consent_id": OTHER})):
        with refused("consent-not-found"):
            withdrawn(before)
    for told in (REFUSAL, UNOBTAINABLE):
        with refused("nothing-to-withdraw"):
            withdrawn(answered(told))
    once = answered(GIVEN)
    with refused("already-withdrawn"):
        withdrawn(CONSENTS.fold(once, withdrawn(once)))


@pytest.mark.rule(14)
def test_a_withdrawn_consent_does_not_come_back() -> None:
    """A new answer is a new consent."""
    given = answered(GIVEN)
    gone = CONSENTS.fold(given, withdrawn(given))

    with refused("consent-withdrawn"):
        answered(GIVEN, gone, owner=PERSON, version=2, now=NOW + 3 * HOUR)
    state = answered({**GIVEN, "consent_id": OTHER}, gone)
    assert state.withdrawn == {CONSENT: NOW + HOUR}


@pytest.mark.rule(8, 14)
def test_the_withdrawal_of_a_familys_wish_says_that_it_was_none_of_the_persons() -> None:
    """So that nobody takes it for the withdrawal of a consent."""
    wish = answered(GIVEN, given_by=PARENT, capacity="family_wish")

    assert withdrawn(wish, by=PARENT)[0].of_family


@pytest.mark.rule(14)
def test_a_notice_is_seen_by_whom_it_was_for() -> None:
    """Once; again changes nothing; nobody else has one."""
    given = answered(GIVEN)
    gone = CONSENTS.fold(given, withdrawn(given))

    events = see_notice(gone, CONSENT, AGENCY)
    assert events == (
        WithdrawalNoticeSeen(
            municipality=TOWN, person_id=PERSON, consent_id=CONSENT, agency_id=AGENCY
        ),
    )
    assert see_notice(CONSENTS.fold(gone, events), CONSENT, AGENCY) == ()
    for state, agency in ((gone, OTHER), (given, AGENCY), (None, AGENCY)):
        with refused("notice-not-found"):
            see_notice(state, CONSENT, agency)


@pytest.mark.rule(7)
@pytest.mark.parametrize("state", ["not_obtainable", "not_asked"])
def test_nobody_but_the_person_undoes_a_no(state: str) -> None:
    """Given a refusal, then it is not told to be unobtainable or unasked; a yes takes its place."""
    said_no = answered(REFUSAL)
    later = {"consent_id": OTHER, "answered_at": NOW + HOUR, "start": NOW + HOUR}
    unanswered = {**UNOBTAINABLE, "state": state, **later}

    with refused("refusal-stands"):
        answered(unanswered, before=said_no, now=NOW + HOUR)
    said_yes = answered({**GIVEN, **later}, before=said_no, now=NOW + HOUR)

    assert said_yes.answers[-1].state == "given"
