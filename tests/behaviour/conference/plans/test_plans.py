"""支援プラン on a real store: proposed, decided, looked after, ended; on both databases."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.conference.published import publish
from shared.calendar import months_after
from shared.facts.conference import PlanDecided, PlanReviewed
from tests.behaviour.conference.plans.proposed import (
    ABOUT_PLAN,
    CLINIC,
    GOAL,
    NPO,
    SHAKYO,
    TASK,
    TEXTS,
    WHOLE,
    decided,
    entrusted,
    held,
    propose,
    refused,
    show,
)
from tests.behaviour.town import SECRETARIAT, Town, named, worker


@pytest.mark.rule(47, 49)
def test_a_plan_goes_from_proposal_to_decision(town: Town) -> None:
    """Given consent on record, when the town decides, then it is decided, cited and reviewed."""
    plan_id = decided(town)

    shown = show(town, plan_id)
    assert (shown.status, shown.missing, shown.erased) == ("active", (), False)
    assert {name: getattr(shown, name) for name in TEXTS} == TEXTS
    assert [(one.text, one.due) for one in shown.goals] == [(GOAL, date(2026, 12, 31))]
    assert (shown.roles[0].agency_id, shown.roles[0].task) == (named("npo"), TASK)
    assert shown.next_review == months_after(town.now.date(), 3)
    *_, last = town.conference.store.history(plan_id)
    assert last.event.consents[0].consent_id == named("son-consent")
    fact = publish(last)
    assert isinstance(fact, PlanDecided)
    assert fact.first


def test_no_text_of_a_plan_is_stored_or_shown_by_accident(town: Town) -> None:
    """Given a plan, then neither its stored events nor what is printed of it holds a text."""
    plan_id = decided(town)

    stored = "".join(
        one.event.model_dump_json(context={"at_rest": True})
        for one in town.conference.store.history(plan_id)
    )
    printed = repr(show(town, plan_id))
    assert not any(text in stored + printed for text in (*TEXTS.values(), GOAL, TASK))


@pytest.mark.rule(48)
def test_anyone_at_the_table_proposes_and_the_town_alone_decides(town: Town) -> None:
    """When the entrusted body decides on its own proposal, then it is sent to the town."""
    entrusted(town, "shakyo")
    plan_id = propose(town, SHAKYO)
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    held(town)

    with refused("decider-not-entitled"):
        town.offer("plans.decide", SHAKYO, plan_id=plan_id)
    with refused("role-not-entitled"):
        town.offer("plans.decide", NPO, plan_id=plan_id)
    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    for use_case, more in (
        ("plans.suspend", {}),
        ("plans.close", {"reason": "goal_achieved", "evaluation": "架空の評価"}),
    ):
        with refused("decider-not-entitled"):
            town.offer(use_case, SHAKYO, plan_id=plan_id, conference_id=named("juso"), **more)


def test_who_does_not_sit_at_the_table_proposes_nothing(town: Town) -> None:
    """Given an agency that was not selected, then it neither proposes nor is given a role."""
    with refused("not-of-this-conference"):
        propose(town, CLINIC)
    with refused("role-off-conference"):
        propose(town, roles=({"agency_id": named("clinic"), "task": "受診"},))
    with refused("person-not-found"):
        propose(town, subjects=(named("son"), named("stranger")))
    assert town.sealer.key_store.get([str(named("stranger"))]) == {}


def test_no_plan_is_made_in_a_statutory_conference(town: Town) -> None:
    """Given the agenda item of a 支援会議, then a plan needs a meeting with consent."""
    with refused("plan-not-on-agenda"):
        town.offer("plans.propose", NPO, conference_id=named("meeting"), agenda_id=named("matter"))


@pytest.mark.rule(47)
def test_an_open_proposal_is_completed_before_it_is_decided(town: Town) -> None:
    """Given open contents, when it is decided, then they are named; completed, it is decided."""
    plan_id = propose(town, integration=" ", goals=({"text": GOAL},))
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    held(town)
    assert show(town, plan_id).missing == ("目標の達成時期", "一体的に提供するための方策")

    with refused("plan-incomplete"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    town.offer("plans.revise", worker("shakyo"), plan_id=plan_id, **WHOLE)
    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    with refused("plan-decided"):
        town.offer("plans.revise", NPO, plan_id=plan_id, **WHOLE)


def test_without_consent_nothing_is_decided_and_a_withdrawal_counts_at_once(town: Town) -> None:
    """Given no consent, or one withdrawn a minute ago, then the decision is refused."""
    plan_id = propose(town)
    held(town)
    with refused("plan-without-consent"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    town.withdraws("son")

    with refused("plan-without-consent"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    today = town.now.date()
    with refused("plan-without-consent"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id, consented_on=today)


def test_a_consent_for_something_else_is_none_for_the_plan(town: Town) -> None:
    """Given a consent for a referral, then the plan needs one of its own; paper will do."""
    plan_id = propose(town)
    town.consents("son", "npo", "city", categories=("work",), purposes=("referral",))
    held(town)
    with refused("plan-without-consent"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)

    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id, consented_on=town.now.date())
    assert show(town, plan_id).status == "active"


def test_a_plan_about_two_needs_the_consent_of_both(town: Town) -> None:
    """Given a plan about mother and son, then her answer does not stand for his."""
    plan_id = propose(town, subjects=(named("son"), named("mother")))
    town.consents("son", "npo", "city", **ABOUT_PLAN)
    held(town)
    with refused("plan-without-consent"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)

    town.consents("mother", "npo", "city", **ABOUT_PLAN)
    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    assert show(town, plan_id).status == "active"


def test_nothing_is_decided_before_the_meeting(town: Town) -> None:
    """Given a meeting that is still to be held, then the plan was not discussed."""
    plan_id = propose(town)
    town.consents("son", "npo", "city", **ABOUT_PLAN)

    with refused("case-not-discussed"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)


@pytest.mark.rule(49)
def test_an_overdue_review_is_told_until_it_is_done(town: Town) -> None:
    """Given three months and a day, then the review is overdue for who has a part in the plan."""
    plan_id = decided(town)
    assert town.offer("plans.overdue-reviews", SECRETARIAT) == []
    town.now += timedelta(days=93)

    for who in (SECRETARIAT, NPO):
        (late,) = town.offer("plans.overdue-reviews", who)
        assert (late.plan_id, late.status, late.days) == (plan_id, "active", 1)
    assert town.offer("plans.overdue-reviews", CLINIC) == []
    town.offer("plans.review", NPO, plan_id=plan_id, result="revise", note="架空の所見")
    assert town.offer("plans.overdue-reviews", SECRETARIAT) == []
    assert (show(town, plan_id).status, show(town, plan_id).found) == ("active", "revise")


@pytest.mark.rule(50)
def test_a_suspended_plan_is_not_closed_and_is_looked_at_again(town: Town) -> None:
    """Given a suspended plan, then its review falls due, and it resumes as the same plan."""
    plan_id = decided(town)
    with refused("suspended-is-not-closed"):
        town.offer(
            "plans.close",
            SECRETARIAT,
            plan_id=plan_id,
            reason="suspended",
            evaluation="架空の評価",
            conference_id=named("juso"),
        )
    town.offer("plans.suspend", SECRETARIAT, plan_id=plan_id, note="架空の入院")
    town.now += timedelta(days=120)

    (late,) = town.offer("plans.overdue-reviews", SECRETARIAT)
    assert (late.plan_id, late.status) == (plan_id, "suspended")
    town.offer("plans.resume", SECRETARIAT, plan_id=plan_id)
    assert show(town, plan_id).status == "active"


@pytest.mark.rule(50)
def test_closing_takes_reason_evaluation_and_conference(town: Town) -> None:
    """When one of the three is missing, then it is named; with all, the plan ends for good."""
    plan_id = decided(town)
    end = {"plan_id": plan_id, "reason": "goal_achieved", "evaluation": "架空の評価れそつ"}
    with refused("closing-without-conference"):
        town.offer("plans.close", SECRETARIAT, **end)
    end["conference_id"] = named("juso")
    with refused("closing-without-evaluation"):
        town.offer("plans.close", SECRETARIAT, **{**end, "evaluation": " "})
    with refused("unknown-code"):
        town.offer("plans.close", SECRETARIAT, **{**end, "reason": "enough"})
    with refused("case-not-discussed"):
        town.offer("plans.close", SECRETARIAT, **{**end, "conference_id": named("meeting")})

    town.offer("plans.close", SECRETARIAT, **end)
    with refused("plan-ended"):
        town.offer("plans.resume", SECRETARIAT, plan_id=plan_id)
    *_, last = town.conference.store.history(plan_id)
    fact = publish(last)
    assert isinstance(fact, PlanReviewed)
    assert (fact.plan_result, fact.closing_reason) == ("closed", "goal_achieved")


def test_a_later_plan_ends_the_one_it_follows(town: Town) -> None:
    """Given a decided plan, when the 再プラン is decided, then one runs and it is not the first."""
    former = decided(town)
    town.convened("npo", "shakyo", conference="again")
    town.placed(
        "replan",
        "son",
        mode="juso_kaigi",
        purpose="plan_formation",
        selected=("npo",),
        conference="again",
    )
    where = {"conference_id": named("again"), "agenda_id": named("replan")}
    later = propose(town, **where, replaces=former)
    held(town, "again")
    town.offer("plans.decide", SECRETARIAT, plan_id=later)

    listed = {one.plan_id: one.status for one in town.offer("plans.list", SECRETARIAT)}
    assert listed == {former: "replaced", later: "active"}
    facts = [publish(one) for one in town.conference.store.history(later)]
    assert [one.first for one in facts if isinstance(one, PlanDecided)] == [False]
    with refused("plan-ended"):
        town.offer("plans.review", SECRETARIAT, plan_id=former, result="continue")


def test_who_decides_on_an_older_version_is_told(town: Town) -> None:
    """Given a proposal rewritten meanwhile, when the former one is decided, then it is refused."""
    plan_id = propose(town)
    seen = show(town, plan_id).version
    town.offer("plans.revise", NPO, plan_id=plan_id, **WHOLE, expected_version=seen)

    with refused("stale-version"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id, expected_version=seen)


def test_a_proposal_is_given_up_by_who_made_it(town: Town) -> None:
    """Given a proposal, then another member cannot withdraw it, and its proposer can, once."""
    plan_id = propose(town)
    with refused("not-the-proposer"):
        town.offer("plans.withdraw", worker("shakyo"), plan_id=plan_id)
    town.offer("plans.withdraw", NPO, plan_id=plan_id)

    with refused("plan-ended"):
        town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    assert [one.status for one in town.offer("plans.list", NPO)] == ["withdrawn"]


def test_the_views_come_out_of_the_log_again(town: Town) -> None:
    """When the views are rebuilt, then the lists say what they said before."""
    decided(town)
    propose(town)
    before = [town.offer("plans.list", who) for who in (SECRETARIAT, NPO)]

    town.conference.store.rebuild_views()

    assert [town.offer("plans.list", who) for who in (SECRETARIAT, NPO)] == before
