"""From a decided plan to its つなぎ, on both databases: opened once, asked by a human."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shared.facts.conference import PlanReviewed
from shared.refusal import Refusal
from tests.behaviour.planned_referrals import PlanDesk, foreseen
from tests.behaviour.referral_desk import CITY, NEIGHBOUR, NEXT_DOOR, NPO, known, titles
from tests.conftest import NewPlace


@pytest.fixture
def desk(tmp_path: Path, new_place: NewPlace) -> PlanDesk:
    """A town's placement; on SQLite, then on PostgreSQL."""
    desk = PlanDesk(tmp_path / "home", new_place())
    desk.settle()
    return desk


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    """Expect a refusal with this code."""
    return pytest.raises(Refusal, check=lambda refusal: refusal.code == code)


def ask(desk: PlanDesk, name: str, actor: Any = CITY, **told: Any) -> None:
    """Somebody asks whom the plan foresees."""
    desk.step("offer-planned", known(name), actor, **told)


@pytest.mark.rule(51)
def test_a_decided_plan_opens_what_it_foresees(desk: PlanDesk) -> None:
    """Each of its つなぎ stands on the board as planned, to be asked until a day."""
    desk.plan_is_decided(foreseen("npo-1"), foreseen("shop-1", to_agency_id=str(known("shop"))))

    assert sorted(desk.board()["planned"]) == sorted([known("npo-1"), known("shop-1")])
    shown = desk.show(known("npo-1"))
    assert (shown.line.status, shown.line.offered_on, shown.line.mode) == (
        "planned", None, "accompany",
    )  # fmt: skip
    assert [one.label for one in shown.next_steps] == ["打診", "保留", "取下げ", "他市町村への移管"]
    assert (shown.line.owing.what, shown.line.owing.days_late) == ("offer", 0)
    assert titles(shown.steps) == ["つなぎの予定"]


def test_a_decision_that_is_heard_again_opens_nothing_more(desk: PlanDesk) -> None:
    """Neither a duplicate nor one that comes after a human has gone on changes anything."""
    desk.plan_is_decided(foreseen("npo-1"))
    desk.plan_is_decided(foreseen("npo-1"))
    ask(desk, "npo-1")
    before = desk.placement.store.position()
    desk.plan_is_decided(foreseen("npo-1"))

    assert desk.placement.store.position() == before
    assert desk.board() == {"offered": [known("npo-1")]}


def test_the_destination_knows_of_nothing_before_it_is_asked(desk: PlanDesk) -> None:
    """Until the offer there is no such referral for it; nor, if the plan ends, ever."""
    desk.plan_is_decided(foreseen("npo-1"), foreseen("npo-2"))
    with refused("referral-not-found"):
        desk.show(known("npo-1"), NPO)
    ask(desk, "npo-1")
    desk.plan_is("closed")

    columns = desk.do("referrals.received", NPO)
    assert [line.referral_id for one in columns for line in one.referrals] == [known("npo-1")]
    assert desk.show(known("npo-1"), NPO).line.status == "offered"
    with refused("referral-not-found"):
        desk.show(known("npo-2"), NPO)


def test_a_human_asks_whom_the_plan_foresees(desk: PlanDesk) -> None:
    """The offer goes its way as any other, and the record says that a plan foresaw it."""
    desk.plan_is_decided(foreseen("npo-1"))
    desk.pass_days(3)
    ask(desk, "npo-1", note="電話で伝えた。")
    desk.step("accept", known("npo-1"), NPO)

    shown = desk.show(known("npo-1"))
    assert titles(shown.steps) == ["つなぎの予定", "つなぎの打診", "つなぎの受理"]
    assert (shown.line.offered_on, shown.steps[1].note) == (desk.today, "電話で伝えた。")


def test_an_offer_by_mistake_is_planned_again(desk: PlanDesk) -> None:
    """Undone, it waits to be asked, and nobody has been."""
    desk.plan_is_decided(foreseen("npo-1"))
    ask(desk, "npo-1")
    desk.step("undo", known("npo-1"), reason="did_not_happen")

    assert desk.board() == {"planned": [known("npo-1")]}
    assert desk.show(known("npo-1")).line.offered_on is None
    desk.placement.store.rebuild_views()
    assert desk.show(known("npo-1")).line.offered_on is None


def test_another_town_asks_nobody_for_a_plan(desk: PlanDesk) -> None:
    """For it there is no such referral; so it is for the destination's own workers."""
    desk.plan_is_decided(foreseen("npo-1"))

    for stranger in (NEIGHBOUR, NPO):
        with pytest.raises(Refusal) as no:
            ask(desk, "npo-1", stranger)
        assert no.value.code in {"referral-not-found", "role-not-entitled"}


def test_an_agency_that_the_register_has_not_told_of_stands_until_it_is_asked(
    desk: PlanDesk,
) -> None:
    """What is planned waits for no other fact; the offer waits for the register."""
    desk.plan_is_decided(foreseen("new-1", to_agency_id=str(known("new"))))
    with refused("agency-not-found"):
        ask(desk, "new-1")
    desk.tell("new", "npo")
    ask(desk, "new-1")

    assert desk.board() == {"offered": [known("new-1")]}


@pytest.mark.parametrize(
    ("result", "reason"), [("replaced", "plan_replaced"), ("closed", "plan_closed")]
)
def test_the_end_of_a_plan_takes_back_what_nobody_was_asked_for(
    desk: PlanDesk, result: str, reason: str
) -> None:
    """With the reason; what was asked goes on, and so do other plans."""
    desk.plan_is_decided(foreseen("npo-1"), foreseen("npo-2"))
    desk.plan_is_decided(foreseen("npo-3"), plan="other plan")
    ask(desk, "npo-1")
    desk.plan_is(result)
    desk.plan_is(result)

    board = desk.board()
    assert board == {
        "planned": [known("npo-3")], "offered": [known("npo-1")], "withdrawn": [known("npo-2")],
    }  # fmt: skip
    shown = desk.show(known("npo-2"))
    assert titles(shown.steps) == [
        "つなぎの予定", "つなぎを予定したプランの決定", "つなぎの取下げ",
    ]  # fmt: skip
    assert shown.line.reason == reason


@pytest.mark.parametrize("result", ["suspended", "resumed", "continue", "close"])
def test_a_plan_that_rests_or_is_looked_at_keeps_what_it_foresees(
    desk: PlanDesk, result: str
) -> None:
    """中断 is no end, and neither is what a review found."""
    desk.plan_is_decided(foreseen("npo-1"))
    desk.plan_is(result)

    assert desk.board() == {"planned": [known("npo-1")]}


def test_what_is_planned_rests_while_its_plan_is_suspended(desk: PlanDesk) -> None:
    """Nobody is asked and nothing is owed, not even a task; resumed, it is owed anew."""
    desk.plan_is_decided(foreseen("npo-1"))
    desk.pass_days(20)
    desk.look()
    assert [kind for kind, _, _ in desk.tasks()] == ["offer"]
    desk.plan_is("suspended")
    desk.look()

    assert (desk.tasks(), desk.overdue()) == ([], [])
    shown = desk.show(known("npo-1"))
    assert (shown.line.plan_rests, shown.line.owing) == (True, None)
    assert [one.label for one in shown.next_steps] == ["取下げ", "他市町村への移管"]
    with refused("plan-suspended"):
        ask(desk, "npo-1")
    desk.pass_days(20)
    desk.plan_is("resumed")
    assert desk.show(known("npo-1")).line.owing.days_late == 0
    ask(desk, "npo-1")
    assert desk.board() == {"offered": [known("npo-1")]}


def test_a_destination_that_was_asked_is_not_told_of_the_plan(desk: PlanDesk) -> None:
    """The referral goes on for it, whatever becomes of the plan; the asking side knows."""
    desk.plan_is_decided(foreseen("npo-1"))
    ask(desk, "npo-1")
    for result in ("suspended", "suspended", "resumed", "suspended"):
        desk.plan_is(result)

    asked = desk.show(known("npo-1"), NPO)
    assert titles(asked.steps) == ["つなぎの予定", "つなぎの打診"]
    assert asked.line.plan_rests is False
    decided = [one.title for one in desk.show(known("npo-1")).steps if "プラン" in one.title]
    assert len(decided) == 3
    desk.step("accept", known("npo-1"), NPO)


def test_an_offer_that_is_undone_after_the_plans_end_waits_for_nobody(desk: PlanDesk) -> None:
    """Nobody would take it back any more: it is taken back with the undoing, and stays so."""
    desk.plan_is_decided(foreseen("npo-1"))
    ask(desk, "npo-1")
    desk.plan_is("closed")
    desk.step("undo", known("npo-1"), reason="did_not_happen")

    assert desk.board() == {"withdrawn": [known("npo-1")]}
    shown = desk.show(known("npo-1"))
    assert (shown.line.reason, shown.may_undo) == ("plan_closed", False)
    with refused("plan-ended"):
        desk.step("undo", known("npo-1"), reason="did_not_happen")


def test_an_offer_to_the_wrong_agency_does_not_settle_what_the_plan_left_open(
    desk: PlanDesk,
) -> None:
    """Undone, the right one can be asked."""
    desk.plan_is_decided(foreseen("npo-1", to_agency_id=None))
    ask(desk, "npo-1", to_agency_id=known("shop"), stays=True)
    desk.step("undo", known("npo-1"), reason="wrong_place")
    assert desk.show(known("npo-1")).line.to_agency_id is None
    ask(desk, "npo-1", to_agency_id=known("npo"))

    assert desk.show(known("npo-1"), NPO).line.status == "offered"


def test_whom_a_plan_hands_on_is_said_by_who_asks(desk: PlanDesk) -> None:
    """The named person may be of the family; undone, it stands as the plan has it."""
    desk.plan_is_decided(foreseen("npo-1"))
    assert desk.show(known("npo-1")).line.whom == "subject"
    ask(desk, "npo-1", whom="family")

    assert desk.show(known("npo-1")).line.whom == "family"
    assert desk.show(known("npo-1"), NPO).line.whom is None
    desk.step("undo", known("npo-1"), reason="did_not_happen")
    assert desk.show(known("npo-1")).line.whom == "subject"


def test_another_towns_plan_changes_nothing_here(desk: PlanDesk) -> None:
    """A plan's id alone moves no referral of another municipality."""
    desk.plan_is_decided(foreseen("npo-1"))
    head = {"municipality": NEXT_DOOR, "occurred_on": desk.today, "case_id": str(known("case"))}
    desk.hear(PlanReviewed(**head, plan_id=str(known("plan")), plan_result="closed"))

    assert desk.board() == {"planned": [known("npo-1")]}
