"""予定のつなぎ: a decided plan opens it once, a human asks, the plan's end takes it back."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from services.placement.domain.referral import (
    REFERRAL,
    Referral,
    ReferralEvent,
    ReferralOffered,
    ReferralPlanned,
    ReferralState,
    ReferralWithdrawn,
    Terms,
    Told,
    drop_planned,
    legal_steps,
    offer_planned,
    plan_referral,
    receiver_of,
    undo_step,
)
from shared.codes.municipality import DEMO_MUNICIPALITY
from shared.refusal import InvalidInput, Refusal

CASE, PERSON, NPO, OTHER, PLAN, CITY = (UUID(int=number) for number in range(1, 7))
DECIDED, TODAY = date(2026, 6, 1), date(2026, 6, 10)
WHO = Referral(case_id=CASE, person_id=PERSON, destination="npo")
HOW = Terms(mode="accompany", to_agency_id=NPO, plan_id=PLAN)
TOLD = Told(TODAY, TODAY, CITY)


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
    (event,) = drop_planned(state, "plan_replaced", date(2026, 5, 1))

    assert isinstance(event, ReferralWithdrawn)
    assert (event.reason, event.on, event.said_by) == ("plan_replaced", DECIDED, None)
    assert drop_planned(after(state, event), "plan_closed", TODAY) == ()
    assert drop_planned(None, "plan_closed", TODAY) == ()


def test_the_end_of_a_plan_breaks_nothing_off_with_a_destination() -> None:
    """Whoever was asked goes on being asked."""
    state, _ = planned()
    asked = after(state, *offer_planned(state, HOW, TOLD))

    assert drop_planned(asked, "plan_closed", TODAY) == ()
