"""予定のつなぎ: a decided plan opens it once, a human asks, the plan's end takes it back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.placement.domain.referral import (
    REFERRAL,
    Deadlines,
    Granted,
    PacketGiven,
    PlanOfReferralChanged,
    PlanResult,
    Referral,
    ReferralEvent,
    ReferralOffered,
    ReferralPlanned,
    ReferralState,
    ReferralWithdrawn,
    Terms,
    Told,
    due_of,
    follow_plan,
    legal_steps,
    offer_planned,
    plan_referral,
    receiver_of,
    record_packets,
    undo_step,
    withdraw_referral,
)
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import InvalidInput, Refusal

CASE, PERSON, NPO, OTHER, PLAN, CITY = (UUID(int=number) for number in range(1, 7))
DECIDED, TODAY = date(2026, 6, 1), date(2026, 6, 10)
WHO = Referral(case_id=CASE, person_id=PERSON, destination="npo")
HOW = Terms(mode="accompany", to_agency_id=NPO, plan_id=PLAN)
TOLD = Told(TODAY, TODAY, CITY)
DEADLINES = Deadlines(offer=7, answer=14, first_contact=30, outcome=90)


def planned(terms: Terms = HOW) -> tuple[ReferralState, list[ReferralEvent]]:
    """A referral that a plan foresees."""
    events = plan_referral(None, DEMO_MUNICIPALITY, WHO, terms, DECIDED)
    state = REFERRAL.fold(None, events)
    assert state is not None
    return state, list(events)


def after(state: ReferralState, *events: ReferralEvent) -> ReferralState:
    """The referral after what was recorded."""
    then = REFERRAL.fold(state, events)
    assert then is not None
    return then


def test_what_a_plan_foresees_is_opened_once() -> None:
    """Heard again, the decision opens nothing."""
    state, (event,) = planned()

    assert isinstance(event, ReferralPlanned)
    assert (state.status, state.since, state.was_offered) == ("planned", DECIDED, False)
    assert plan_referral(state, DEMO_MUNICIPALITY, WHO, HOW, DECIDED) == ()


def test_what_is_planned_has_its_ways_on() -> None:
    """It is offered, waits, is taken back or left to another municipality, and nothing else."""
    assert legal_steps(planned()[0]) == ("offer", "hold", "withdraw", "transfer")


def test_a_human_asks_as_the_plan_says() -> None:
    """The offer carries what the plan said, and can be undone: then it is planned again."""
    state, _ = planned()
    (event,) = offer_planned(state, HOW, TOLD)
    asked = after(state, event)

    assert isinstance(event, ReferralOffered)
    assert (asked.status, asked.terms, asked.was_offered) == ("offered", HOW, True)
    undone = after(asked, *undo_step(asked, "did_not_happen", TOLD))
    assert (undone.status, undone.since, undone.was_offered) == ("planned", DECIDED, False)


def test_what_the_plan_left_open_is_filled_in() -> None:
    """Which agency is asked may become known only with the offer."""
    state, _ = planned(Terms(mode="accompany", plan_id=PLAN))

    asked = after(state, *offer_planned(state, HOW, TOLD))

    assert asked.terms.to_agency_id == NPO


def test_whom_a_planned_referral_hands_on_is_said_with_the_offer() -> None:
    """A plan names a person; that she is of the family is said by who asks, or refused."""
    state, _ = planned()
    asked = after(state, *offer_planned(state, HOW.model_copy(update={"whom": "family"}), TOLD))
    undone = after(asked, *undo_step(asked, "did_not_happen", TOLD))

    assert (asked.terms.whom, undone.terms.whom) == ("family", None)
    with pytest.raises(InvalidInput) as no:
        offer_planned(state, HOW.model_copy(update={"whom": "household"}), TOLD)
    assert no.value.code == "whom-with-person"


@pytest.mark.parametrize(
    "otherwise", [{"to_agency_id": OTHER}, {"plan_id": None}, {"mode": "refer"}]
)
def test_asking_somebody_else_is_no_way_to_keep_a_plan(otherwise: dict[str, object]) -> None:
    """The refusal says that the plan's referral is taken back first."""
    with pytest.raises(Refusal) as no:
        offer_planned(planned()[0], HOW.model_copy(update=otherwise), TOLD)

    assert no.value.code == "planned-otherwise"
    assert "取り下げて" in no.value.remedy


def test_an_offer_contradicts_no_mode() -> None:
    """Who goes along stays in the case."""
    with pytest.raises(InvalidInput) as no:
        offer_planned(planned()[0], HOW.model_copy(update={"stays": False}), TOLD)

    assert no.value.code == "mode-stays"


def test_what_is_asked_is_not_asked_again() -> None:
    """The refusal names the steps that are open."""
    state, _ = planned()
    asked = after(state, *offer_planned(state, HOW, TOLD))

    with pytest.raises(Refusal) as no:
        offer_planned(asked, HOW, TOLD)

    assert no.value.code == "referral-step-not-open"
    assert "受理・不受理" in no.value.remedy


def test_nobody_reads_a_packet_of_what_they_were_not_asked_for() -> None:
    """Before the offer a receiver has no need to know anybody."""
    with pytest.raises(Refusal) as no:
        receiver_of(planned()[0], "npo")

    assert no.value.code == "referral-not-offered"
    assert "打診" in no.value.remedy


def test_the_end_of_a_plan_takes_back_what_nobody_was_asked_for() -> None:
    """It bears the reason, no earlier day than the plan, and happens once."""
    state, _ = planned()
    told, event = follow_plan(state, "replaced", date(2026, 5, 1))
    ended = after(state, told, event)

    assert isinstance(told, PlanOfReferralChanged)
    assert isinstance(event, ReferralWithdrawn)
    assert (event.reason, event.on, event.said_by) == ("plan_replaced", DECIDED, None)
    for result in ("replaced", "closed", "suspended"):
        assert follow_plan(ended, result, TODAY) == ()
    assert follow_plan(None, "closed", TODAY) == ()


def test_the_end_of_a_plan_breaks_nothing_off_with_a_destination() -> None:
    """Whoever was asked goes on being asked."""
    state, _ = planned()
    asked = after(state, *offer_planned(state, HOW, TOLD))
    later = after(asked, *follow_plan(asked, "closed", TODAY))

    assert later.standing == asked.standing


def test_what_no_plan_foresaw_follows_none() -> None:
    """An offer that merely names a plan is nobody's affair but its own."""
    offered = after_offer_naming_a_plan()

    assert follow_plan(offered, "closed", TODAY) == ()


def after_offer_naming_a_plan() -> ReferralState:
    """A referral that was offered without having been planned."""
    event = ReferralOffered(
        municipality=DEMO_MUNICIPALITY, **dict(WHO), **dict(HOW), on=DECIDED, said_by=CITY
    )
    state = REFERRAL.fold(None, [event])
    assert state is not None
    return state


def follow(state: ReferralState, *results: PlanResult, on: date = TODAY) -> ReferralState:
    """The referral after what became of its plan."""
    for result in results:
        state = after(state, *follow_plan(state, result, on))
    return state


def test_what_is_planned_rests_with_its_plan() -> None:
    """Nobody is asked and nothing is owed while it is suspended; the refusal names what is open."""
    state, _ = planned()
    resting = follow(state, "suspended")

    assert legal_steps(resting) == ("withdraw", "transfer")
    assert due_of(resting.standing, DEADLINES, resting.plan) is None
    with pytest.raises(Refusal) as no:
        offer_planned(resting, HOW, TOLD)
    assert no.value.code == "plan-suspended"
    assert "「取下げ・他市町村への移管」ができます" in no.value.remedy


def test_what_is_planned_goes_on_with_its_plan() -> None:
    """Once the plan goes on somebody is to ask, within as many days as after 支援決定."""
    state, _ = planned()
    going_on = follow(follow(state, "suspended", on=DECIDED), "resumed")
    due = due_of(going_on.standing, DEADLINES, going_on.plan)

    assert legal_steps(going_on) == legal_steps(state)
    assert due is not None
    assert due.on == date(2026, 6, 17)
    assert after(going_on, *offer_planned(going_on, HOW, TOLD)).status == "offered"


def test_an_offer_that_is_undone_while_the_plan_rests_rests_with_it() -> None:
    """A destination that was asked is not told of the plan; the undoing finds it suspended."""
    state, _ = planned()
    asked = follow(after(state, *offer_planned(state, HOW, TOLD)), "suspended")
    assert asked.status == "offered"
    assert "accept" in legal_steps(asked)
    undone = after(asked, *undo_step(asked, "did_not_happen", TOLD))

    assert (undone.status, undone.rests) == ("planned", True)


def test_an_offer_that_is_undone_after_the_plan_has_ended_is_taken_back() -> None:
    """Nobody would ever ask for an ended plan: it does not wait for that."""
    state, _ = planned()
    asked = follow(after(state, *offer_planned(state, HOW, TOLD)), "closed")
    undone = after(asked, *undo_step(asked, "did_not_happen", TOLD))

    assert (undone.status, undone.standing.reason) == ("withdrawn", "plan_closed")


@pytest.mark.parametrize("result", ["replaced", "closed"])
def test_what_fell_with_its_plan_does_not_come_back(result: PlanResult) -> None:
    """The refusal says what to do instead."""
    state, _ = planned()
    fallen = follow(state, result)

    with pytest.raises(Refusal) as no:
        undo_step(fallen, "did_not_happen", TOLD)
    assert no.value.code == "plan-ended"
    assert no.value.remedy.endswith("新しいつなぎとして打診を記録してください。")


def test_an_offer_to_the_wrong_agency_leaves_the_plan_open_once_it_is_undone() -> None:
    """What the plan left open, a mistake does not settle."""
    open_terms = Terms(mode="accompany", plan_id=PLAN)
    state, _ = planned(open_terms)
    mistaken = open_terms.model_copy(update={"to_agency_id": OTHER, "resource_id": OTHER})
    asked = after(state, *offer_planned(state, mistaken, TOLD))
    undone = after(asked, *undo_step(asked, "wrong_place", TOLD))

    assert undone.terms == open_terms
    assert after(undone, *offer_planned(undone, HOW, TOLD)).terms.to_agency_id == NPO


def test_an_offer_with_a_packet_is_taken_back_and_not_undone() -> None:
    """Whoever was given a packet was asked; only 取下げ tells conference to call it back."""
    state, _ = planned()
    asked = after(state, *offer_planned(state, HOW, TOLD))
    packet = PacketGiven(packet_id=UUID(int=8), number=1, recipient_id=NPO)
    granted = Granted((packet,), full=1, blurred=0, withheld=0)
    read = after(asked, *record_packets(asked, granted, TOLD))

    with pytest.raises(Refusal) as no:
        undo_step(read, "wrong_place", TOLD)
    assert no.value.code == "packet-given"
    assert "取下げを記録" in no.value.remedy
    assert after(read, *withdraw_referral(read, "asker", "other", TOLD)).status == "withdrawn"
