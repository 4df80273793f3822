"""つなぎ: given how far a referral has come, when a step is told, then it follows or is refused."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from services.placement.domain.ledger import note_ledger_referral
from services.placement.domain.referral import (
    REFERRAL,
    FirstContactMade,
    Referral,
    ReferralAccepted,
    ReferralCompleted,
    ReferralDeclined,
    ReferralFailed,
    ReferralOffered,
    ReferralState,
    Terms,
    Told,
    accept_referral,
    complete_referral,
    decline_referral,
    fail_referral,
    offer_referral,
    receiver_of,
    schedule_referral,
    undo_step,
    whom_of,
)
from shared.calendar import JST
from shared.codes import REFERRAL_OUTCOMES
from shared.refusal import InvalidInput, Refusal
from tests.refusals import refused

TOWN = "392081"
TODAY = date(2026, 11, 2)
FIRST = date(2026, 10, 1)
NOW, THEN = Told(TODAY, TODAY), Told(FIRST, TODAY)
REFERRAL_TO = Referral(case_id=UUID(int=1), person_id=UUID(int=2), destination="npo")

STEPS: dict[str, Callable[[ReferralState | None], tuple]] = {
    "accepted": lambda state: accept_referral(state, NOW),
    "declined": lambda state: decline_referral(state, "no_capacity", NOW),
    "completed": lambda state: complete_referral(state, "in_use", NOW),
    "failed": lambda state: fail_referral(state, "not_met", NOW),
}
PATHS = {
    "offered": (),
    "accepted": ("accepted",),
    "declined": ("declined",),
    "completed": ("accepted", "completed"),
    "failed": ("accepted", "failed"),
}
LEGAL = {("offered", "accepted"), ("offered", "declined")} | {
    ("accepted", "completed"),
    ("accepted", "failed"),
}


def at(status: str) -> ReferralState:
    """A referral that has come as far as this."""
    events = offer_referral(None, TOWN, REFERRAL_TO, Terms(), THEN)
    state = REFERRAL.fold(None, events)
    for step in PATHS[status]:
        state = REFERRAL.fold(state, STEPS[step](state))
    assert state is not None
    return state


@pytest.mark.rule(51)
def test_an_offer_opens_the_loop() -> None:
    """When a destination is asked, then the referral is open as 打診."""
    (event,) = offer_referral(None, TOWN, REFERRAL_TO, Terms(), THEN)

    assert isinstance(event, ReferralOffered)
    assert (event.destination, event.on, event.from_ledger) == ("npo", FIRST, False)
    assert at("offered").status == "offered"


@pytest.mark.parametrize(
    ("person", "said", "whom"),
    [
        (UUID(int=2), None, "subject"),
        (None, None, "household"),
        (UUID(int=2), "family", "family"),
        (None, "family", "family"),
    ],
)
def test_a_referral_says_whom_it_hands_on(person: UUID | None, said: str | None, whom: str) -> None:
    """Where nobody has said, a named person is the person concerned, and nobody a household."""
    who = REFERRAL_TO.model_copy(update={"person_id": person})
    (event,) = offer_referral(None, TOWN, who, Terms(whom=said), THEN)

    assert isinstance(event, ReferralOffered)
    assert whom_of(event, event) == whom


@pytest.mark.parametrize(
    ("person", "said", "code"),
    [
        (None, "subject", "whom-without-person"),
        (UUID(int=2), "household", "whom-with-person"),
        (UUID(int=2), "neighbour", "unknown-code"),
    ],
)
def test_whom_a_referral_hands_on_does_not_contradict_who_is_named(
    person: UUID | None, said: str, code: str
) -> None:
    """A household is no person, and the person concerned is not nobody."""
    who = REFERRAL_TO.model_copy(update={"person_id": person})
    with pytest.raises(InvalidInput) as no:
        offer_referral(None, TOWN, who, Terms(whom=said), THEN)

    assert no.value.code == code
    assert no.value.field == "つないだ相手"


def test_a_referral_is_offered_once() -> None:
    """Given an open referral, when it is offered again, then a new referral is asked for."""
    with pytest.raises(Refusal) as no:
        offer_referral(at("offered"), TOWN, REFERRAL_TO, Terms(), NOW)
    assert no.value.code == "referral-exists"


@pytest.mark.rule(51)
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("status", PATHS)
def test_only_legal_steps_follow(status: str, step: str) -> None:
    """When a step is told, then it follows exactly where the loop has it."""
    state = at(status)
    if (status, step) in LEGAL:
        after = REFERRAL.fold(state, STEPS[step](state))
        assert after is not None
        assert (after.status, after.since) == (step, TODAY)
    else:
        with pytest.raises(Refusal) as no:
            STEPS[step](state)
        assert no.value.code == "referral-step-not-open"


def test_a_refusal_names_the_legal_steps() -> None:
    """When 完了 is told of a mere 打診, then the refusal names 受理 and 不受理."""
    with pytest.raises(Refusal) as no:
        STEPS["completed"](at("offered"))

    assert "「打診」の段階" in no.value.message
    assert "「受理・不受理」" in no.value.remedy


def test_an_ended_referral_asks_for_a_new_one() -> None:
    """When a step is told of an ended referral, then the remedy is a new 打診."""
    with pytest.raises(Refusal) as no:
        STEPS["accepted"](at("declined"))

    assert "新しいつなぎとして打診" in no.value.remedy


@pytest.mark.rule(51)
@pytest.mark.parametrize("step", STEPS)
def test_no_step_without_an_offer(step: str) -> None:
    """When nothing was offered, then every other step is refused."""
    with pytest.raises(Refusal) as no:
        STEPS[step](None)
    assert no.value.code == "referral-not-found"


@pytest.mark.parametrize("day", [date(2026, 9, 30), date(2026, 11, 3)])
def test_days_are_in_order(day: date) -> None:
    """When a day lies before the step before it or ahead of today, then it is refused."""
    with pytest.raises(InvalidInput) as no:
        accept_referral(at("offered"), Told(day, TODAY))
    assert no.value.code == "date-out-of-order"


@pytest.mark.parametrize(
    ("result", "kinds"),
    [
        ("offered", [ReferralOffered]),
        ("accepted", [ReferralOffered, ReferralAccepted]),
        ("declined", [ReferralOffered, ReferralDeclined]),
        ("completed", [ReferralOffered, ReferralAccepted, ReferralCompleted]),
        ("failed", [ReferralOffered, ReferralAccepted, ReferralFailed]),
    ],
)
def test_a_ledger_notes_the_result_and_the_steps_are_filled_in(
    result: str, kinds: list[type]
) -> None:
    """Given nothing, when a ledger notes a result, then every step it implies bears its date."""
    events = note_ledger_referral(None, TOWN, REFERRAL_TO, result=result, on=FIRST)

    assert [type(event) for event in events] == kinds
    assert all(event.from_ledger and event.on == FIRST for event in events)


def test_a_later_note_goes_on_from_where_the_referral_stands() -> None:
    """Given 打診, when a ledger notes 完了 under an older date, then no step goes back in time."""
    events = note_ledger_referral(
        at("accepted"), TOWN, REFERRAL_TO, result="completed", on=date(2026, 9, 1)
    )

    assert [(type(event), event.on) for event in events] == [(ReferralCompleted, TODAY)]


@pytest.mark.parametrize(
    ("status", "result"),
    [
        ("accepted", "accepted"),
        ("completed", "offered"),
        ("completed", "failed"),
        ("declined", "completed"),
        ("accepted", "declined"),
    ],
)
def test_a_note_that_is_old_or_contradicts_changes_nothing(status: str, result: str) -> None:
    """Given a step on record, when a ledger notes less or otherwise, then the record stands."""
    assert note_ledger_referral(at(status), TOWN, REFERRAL_TO, result=result, on=TODAY) == ()


def test_every_result_of_the_list_has_its_road() -> None:
    """Whatever the code list of results holds, a ledger's note of it leads there."""
    for code in REFERRAL_OUTCOMES:
        events = note_ledger_referral(None, TOWN, REFERRAL_TO, result=code.code, on=FIRST)
        state = REFERRAL.fold(None, events)
        assert state is not None
        assert state.status == code.code


def test_an_unknown_result_is_refused() -> None:
    """When a ledger notes a result that no list has, then it is refused."""
    with pytest.raises(InvalidInput) as no:
        note_ledger_referral(None, TOWN, REFERRAL_TO, result="perhaps", on=TODAY)
    assert no.value.code == "unknown-code"


def test_a_ledger_goes_on_from_what_it_cannot_know() -> None:
    """Given an arranged day, when a ledger notes 完了, then the referral is completed."""
    arranged = REFERRAL.fold(
        at("accepted"),
        schedule_referral(
            at("accepted"), datetime(2026, 11, 9, tzinfo=UTC), NOW, accompanied=False
        ),
    )
    events = note_ledger_referral(arranged, TOWN, REFERRAL_TO, result="completed", on=TODAY)

    assert [type(event) for event in events] == [ReferralCompleted]


def test_a_ledger_does_not_bring_back_what_was_undone() -> None:
    """Given a 完了 that was undone, when the same ledger is read again, then the record stands."""
    noted = note_ledger_referral(None, TOWN, REFERRAL_TO, result="completed", on=FIRST)
    done = REFERRAL.fold(None, noted)
    undone = REFERRAL.fold(done, undo_step(done, "did_not_happen", NOW))

    assert undone is not None
    assert undone.status == "accepted"
    assert note_ledger_referral(undone, TOWN, REFERRAL_TO, result="completed", on=FIRST) == ()


def test_who_arrived_has_met_the_destination() -> None:
    """Given a mere 受理, when 完了 is told, then the first contact is recorded with its day."""
    met, arrived = complete_referral(at("accepted"), "in_use", NOW)

    assert isinstance(met, FirstContactMade)
    assert (met.on, arrived.on) == (TODAY, TODAY)


@pytest.mark.parametrize("status", PATHS)
def test_every_latest_step_is_undone(status: str) -> None:
    """Whatever was recorded last, undoing it leads to where the referral stood before."""
    state = at(status)
    if not state.taken:
        with refused("nothing-to-undo"):
            undo_step(state, "other", NOW)
        return
    after = REFERRAL.fold(state, undo_step(state, "other", NOW))
    assert after is not None
    assert after.standing == state.taken[-1].before


def test_a_reason_is_one_of_the_list() -> None:
    """A no for a reason that nobody can count is refused with the list."""
    with pytest.raises(InvalidInput) as no:
        decline_referral(at("offered"), "because", NOW)
    assert "空きがない" in no.value.remedy


@pytest.mark.parametrize(
    ("day", "fits"), [(date(2026, 11, 1), False), (TODAY, True), (date(2027, 12, 1), False)]
)
def test_an_appointment_lies_ahead_and_not_too_far(day: date, *, fits: bool) -> None:
    """An appointment before it was arranged, or more than a year ahead, is refused."""
    when = datetime(day.year, day.month, day.day, 12, tzinfo=JST)
    if fits:
        assert schedule_referral(at("accepted"), when, NOW, accompanied=True)
    else:
        with refused("appointment-out-of-order"):
            schedule_referral(at("accepted"), when, NOW, accompanied=True)


@pytest.mark.parametrize(
    ("kind", "destination", "purpose"),
    [
        ("npo", "npo", "referral"),
        ("employer", "community_place", "employer_disclosure"),
        (None, "employer", "employer_disclosure"),
        (None, "farm", "employer_disclosure"),
    ],
)
def test_an_employer_is_told_as_an_employer(
    kind: str | None, destination: str, purpose: str
) -> None:
    """Whether the register or the referral calls it one, an employer's purpose is its own."""
    to = REFERRAL_TO.model_copy(update={"destination": destination})
    terms = Terms(to_agency_id=UUID(int=7))
    state = REFERRAL.fold(None, offer_referral(None, TOWN, to, terms, THEN))

    assert receiver_of(state, kind).purpose == purpose


def test_a_packet_needs_a_person_and_a_registered_receiver() -> None:
    """A household has nobody to consent, a mere kind of destination nobody to read."""
    with refused("destination-not-named"):
        receiver_of(at("offered"), None)
    household = REFERRAL_TO.model_copy(update={"person_id": None})
    terms = Terms(to_agency_id=UUID(int=7))
    state = REFERRAL.fold(None, offer_referral(None, TOWN, household, terms, THEN))
    with refused("nobody-named"):
        receiver_of(state, "npo")
    with refused("referral-over"):
        receiver_of(at("declined"), "npo")
