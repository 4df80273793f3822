"""支援プラン on a real store: who reads what of a plan, and how it is put on record."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from services.conference.application import PlanDraft
from services.conference.domain.item import ITEM, ItemCorrected
from services.conference.domain.plan import PLAN
from shared.calendar import months_after
from shared.codes.municipality import DEMO_MUNICIPALITY
from tests.behaviour.conference.plans.proposed import (
    CLINIC,
    GOAL,
    NPO,
    PLACE,
    SHAKYO,
    TASK,
    TEXTS,
    WHOLE,
    consented,
    decided,
    held,
    opened,
    propose,
    refused,
    show,
)
from tests.behaviour.sharing import ledger
from tests.behaviour.town import AUDITOR, SECRETARIAT, Town, named, worker


def test_what_somebody_has_no_part_in_is_not_there(town: Town) -> None:
    """Given a plan, then others neither list nor read nor review it, nor learn that it exists."""
    plan_id = decided(town)

    assert [one.plan_id for one in town.offer("plans.list", NPO)] == [plan_id]
    assert town.offer("plans.list", CLINIC) == []
    with refused("plan-not-found"):
        town.offer("plans.review", CLINIC, plan_id=plan_id, result="continue")
    for stranger in (SHAKYO, worker("npo", "secretariat")):
        with refused("plan-not-found"):
            town.offer("plans.show", stranger, plan_id=plan_id)
        with refused("plan-not-found"):
            town.offer("plans.show", stranger, plan_id=uuid4())


@pytest.mark.rule(1, 9, 48)
def test_who_carries_a_plan_out_reads_it_in_a_packet_and_by_decision_alone(town: Town) -> None:
    """Given a proposal laid before its agenda item, then who the son consented to reads it."""
    plan_id = propose(town)
    item_id = town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)
    town.acknowledged("plan", "npo", "shakyo", conference="juso")
    town.offer("items.offer", SECRETARIAT, item_id=item_id, **PLACE)
    assert [one.recipient_id for one in town.offer("packets.build", SECRETARIAT, **PLACE)] == [
        named("city")
    ]

    consented(town, "npo")
    built = {
        one.recipient_id: one.packet_id for one in town.offer("packets.build", SECRETARIAT, **PLACE)
    }

    assert set(built) == {named("city"), named("npo")}
    read = opened(town, built[named("npo")])
    assert all(text in read for text in (*TEXTS.values(), GOAL, TASK, "2026-12-31", "架空のnpo"))
    stored = "".join(
        one.event.model_dump_json(context={"at_rest": True})
        for one in town.conference.store.history(item_id)
    )
    assert not any(text in stored for text in (*TEXTS.values(), GOAL, TASK))


@pytest.mark.rule(33)
def test_the_item_follows_the_plan_that_is_rewritten(town: Town) -> None:
    """Given a packet of a plan, when the plan is rewritten, then the packet shows it as it is now.

    Who had been shown the former wording is named, to be told.
    """
    plan_id = propose(town)
    item_id = town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)
    town.acknowledged("plan", "npo", conference="juso")
    town.offer("items.offer", SECRETARIAT, item_id=item_id, **PLACE)
    consented(town, "npo")
    packets = town.offer("packets.build", SECRETARIAT, **PLACE, recipients=(named("npo"),))
    assert GOAL in opened(town, packets[0].packet_id)

    later = "月に二度通うという架空の目標たれそ"
    goals = ({"text": later, "due": None},)
    town.offer("plans.revise", NPO, plan_id=plan_id, **{**WHOLE, "goals": goals, "services": ""})

    read = opened(town, packets[0].packet_id)
    assert (later in read, GOAL in read, TEXTS["services"] in read) == (True, False, False)
    assert f"{later}（達成時期：未定）" in read
    *_, last = town.conference.store.history(item_id)
    assert isinstance(last.event, ItemCorrected)
    assert last.event.past_recipients == (named("npo"),)


def test_a_plan_that_is_recorded_again_unchanged_is_not_corrected(town: Town) -> None:
    """Given a plan's item, when the plan is recorded again, then it is the same, corrected once."""
    plan_id = propose(town)
    instead = "支援の方針を書いたもの"
    first = town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)
    for _ in range(2):
        again = town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id, generalised=instead)
        assert again == first

    assert town.conference.store.load(ITEM, first).version == 2
    shown = town.offer("items.show", SECRETARIAT, item_id=first)
    assert (shown.category, shown.source_kind, shown.purpose, shown.provenance) == (
        "assessment",
        "assessment",
        "plan_formation",
        named("plan"),
    )
    assert (shown.generalised, shown.subjects) == (instead, (named("son"),))


def test_after_the_meeting_a_decided_plan_is_sent_to_who_carries_it_out(town: Town) -> None:
    """Given a plan that was decided, then its item goes beside a meeting, under the same law."""
    plan_id = propose(town)
    consented(town, "npo", "city")
    held(town)
    town.offer("plans.decide", SECRETARIAT, plan_id=plan_id)
    item_id = town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)

    (packet,) = town.offer(
        "sharing.prepare",
        SECRETARIAT,
        case_id=named("case"),
        purpose="employment_support",
        subjects=(named("son"),),
        items=(item_id,),
        recipients=(named("npo"), named("shakyo")),
    ).packets

    assert packet.recipient_id == named("npo")
    assert TASK in opened(town, packet.packet_id)
    refusals = [one.recipient_id for one in ledger(town) if one.effect == "withheld"]
    assert refusals == [named("shakyo")]


def test_only_its_keeper_makes_an_item_of_a_plan(town: Town) -> None:
    """When a member or another secretariat tries, or the plan was given up, then there is none."""
    plan_id = propose(town)
    with refused("role-not-entitled"):
        town.offer("plans.contribute", NPO, plan_id=plan_id)
    for unknown in (plan_id, uuid4()):
        with refused("plan-not-found"):
            town.offer("plans.contribute", SHAKYO, plan_id=unknown)
    with refused("stale-version"):
        town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id, expected_version=9)
    town.offer("plans.withdraw", NPO, plan_id=plan_id)
    with refused("plan-ended"):
        town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)


@pytest.mark.rule(54)
def test_who_reads_a_plan_is_on_record_and_who_lists_is_not(town: Town) -> None:
    """Given a plan, then each reading leaves one entry with its agenda item; a refusal none."""
    plan_id = propose(town)
    town.offer("plans.list", SECRETARIAT)
    with refused("plan-not-found"):
        town.offer("plans.show", SHAKYO, plan_id=plan_id)
    assert ledger(town) == []

    show(town, plan_id)

    (entry,) = ledger(town)
    assert (entry.act, entry.basis, entry.actor) == ("record_read", ("own_record",), SECRETARIAT)
    assert (entry.holder_id, entry.recipient_id) == (named("city"), named("city"))
    assert (entry.subjects, entry.matter_id) == ((named("son"),), named("plan"))
    asked = {"municipality": DEMO_MUNICIPALITY, "entry_id": entry.entry_id}
    assert town.offer("audit.lawful", AUDITOR, **asked).verdict == "as_lawful"


def test_whoever_is_erased_the_plan_is_unreadable(town: Town) -> None:
    """Given a plan about two, when one of them is erased, then none of its texts can be read."""
    plan_id = propose(town, subjects=(named("son"), named("mother")))
    town.sealer.destroy(str(named("mother")))

    shown = show(town, plan_id)
    assert (shown.erased, shown.will_and_issues, shown.goals, shown.roles) == (True, None, (), ())


def test_a_plan_of_before_is_read_with_its_own_key(town: Town) -> None:
    """Given a plan sealed under its own id, then it is closed like any, and read by its key."""
    held(town)
    draft = PlanDraft(
        will_and_issues=TEXTS["will_and_issues"],
        goals=((GOAL, date(2026, 12, 31)),),
        services=TEXTS["services"],
        roles=((named("npo"), TASK),),
        integration=TEXTS["integration"],
    )
    today = town.now.date()
    plan_id = town.conference.application.plans.decide_plan(
        SECRETARIAT,
        named("case"),
        named("juso"),
        draft,
        by="municipality",
        decided_on=today,
        consented_on=today,
        next_review=months_after(today, 3),
    )

    town.offer("plans.review", NPO, plan_id=plan_id, result="continue", note="架空の所見")
    shown = show(town, plan_id)
    assert (shown.will_and_issues, shown.roles[0].task) == (TEXTS["will_and_issues"], TASK)
    with refused("plan-not-found"):
        town.offer("plans.show", worker("npo", "secretariat"), plan_id=plan_id)
    with refused("plan-names-nobody"):
        town.offer("plans.contribute", SECRETARIAT, plan_id=plan_id)
    stored = town.conference.store.history(plan_id)
    assert {one.event.note.key_id for one in stored if hasattr(one.event, "note")} == {str(plan_id)}
    state = town.conference.store.load(PLAN, plan_id).state
    assert state is not None
    assert state.contents.subjects == ()
